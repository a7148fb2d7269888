"""Replays one history act by act; each act leaves its rows, papers and clocks."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from yimen.domains.cases.loading import application, county, outcome, verification
from yimen.domains.cases.loading.history import Act, ActKind, History
from yimen.domains.cases.loading.setting import Answers, Setting
from yimen.domains.cases.loading.state import Replayed
from yimen.domains.cases.loading.tables import Tables
from yimen.domains.cases.models import Case, CaseMember
from yimen.domains.cases.types import CaseState
from yimen.domains.worklist.types import LoadedItem

STEPS: Mapping[ActKind, Callable[[Replayed, Act], None]] = {
    ActKind.OPEN: application.open_,
    ActKind.SUBMIT: application.submit,
    ActKind.TELL_MISSING: application.tell_missing,
    ActKind.SUPPLEMENT: application.supplement,
    ActKind.ACCEPT: application.accept,
    ActKind.INVESTIGATE: application.investigate,
    ActKind.START_VERIFICATION: verification.start,
    ActKind.REPORT_VERIFICATION: verification.report,
    ActKind.FAIL_VERIFICATION: verification.fail,
    ActKind.TELL_FAILURE: verification.tell_failure,
    ActKind.OBJECT_TO_RESULT: verification.object_to_result,
    ActKind.EXTEND: outcome.extend,
    ActKind.COMPLAIN: county.complain,
    ActKind.COUNTY_VISIT: county.visit,
    ActKind.VISIT: application.visit,
    ActKind.WITHDRAW: application.withdraw,
    ActKind.TERMINATE: application.terminate,
    ActKind.GIVE_OPINION: outcome.give_opinion,
    ActKind.POST: outcome.post,
    ActKind.OBJECT: outcome.object_,
    ActKind.SETTLE_OBJECTION: outcome.settle_objection,
    ActKind.SEND: outcome.send,
    ActKind.RETURN: outcome.return_,
    ActKind.DECIDE: outcome.decide,
    ActKind.PUBLISH: outcome.publish,
    ActKind.DELIVER: outcome.deliver,
}


def replay(history: History, answers: Answers, setting: Setting, tables: Tables) -> None:
    """Play a history into `tables`; refuses a move that the process does not know."""
    asked_before = len(tables.requests)
    replayed = Replayed(history, answers, setting, tables, _draft(history), history.acts[0].at)
    tables.keep(replayed.case)
    tables.keep(*_members(history, replayed.case))
    for act in history.acts:
        if not replayed.is_waiting:
            replayed.now = act.at
            STEPS[act.kind](replayed, act)
    if replayed.request is not None:
        tables.requests.append(replayed.request)
    own = tables.requests[asked_before:]
    tables.requests[asked_before:] = [replace(each, purpose_ended_on=replayed.ended_on) for each in own]
    tables.items.extend(_taken(item, history) for item in replayed.clocks.values())


def _taken(item: LoadedItem, history: History) -> LoadedItem:
    return replace(item, owner_post=item.owner_post or history.taken_by.get(item.owner_role))


def _draft(history: History) -> Case:
    head = history.members[0]
    return Case(
        id=history.case_id,
        contact_id=history.contact_id,
        region=str(history.region),
        state=CaseState.DRAFT,
        channel=history.channel,
        household_id=history.household_id,
        applicant_id=head.person_id,
        applicant_name=head.name,
        phone=history.phone,
        address=history.address,
        reason=history.reason,
        requested=[str(history.programme)],
        declared=dict(history.declared),
    )


def _members(history: History, case: Case) -> list[CaseMember]:
    return [
        CaseMember(
            region=case.region,
            case=case,
            person_id=member.person_id,
            ref=f"m{number}",
            name=member.name,
            relation=member.relation,
            is_adult=member.is_adult,
        )
        for number, member in enumerate(history.members, start=1)
    ]
