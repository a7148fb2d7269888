"""Replaying the application: draft, acceptance, verification and home visit, or an early end."""

from dataclasses import replace

from yimen.domains.cases.loading import papers, verification
from yimen.domains.cases.loading.history import Act
from yimen.domains.cases.loading.state import Replayed
from yimen.domains.cases.models import CaseOutcome, GivenMaterial, HomeInvestigation, OneTimeNotice
from yimen.domains.cases.rules.materials import COMMITMENT
from yimen.domains.cases.types import (
    CaseState,
    CaseVerb,
    Clock,
    CountyVisitReason,
    HandKind,
    ObjectionMethod,
    OutcomeState,
    VisitMode,
)
from yimen.domains.verification.types import LoadedAuthorisation, RequestState, SigningMethod
from yimen.foundation.models import make_id


def open_(case: Replayed, act: Act) -> None:
    case.case.opened_at = act.at
    case.note_hand(act.by, HandKind.HANDLED)
    case.start_clock(Clock.DRAFT, act.at.date(), act.by)


def submit(case: Replayed, act: Act) -> None:
    today = act.at.date()
    row = case.case
    row.has_near_relative = bool(case.history.relative_of)
    row.relative_of, row.relative_relation = case.history.relative_of, case.history.relative_relation
    row.submitted_on, row.number = today, case.setting.number(case.history.region, today.year)
    case.move_case(CaseVerb.SUBMIT, act)
    _authorise(case, act)
    case.note_hand(act.by, HandKind.HANDLED)
    case.stop_clocks(Clock.DRAFT)
    papers.order_application(case, act)
    case.start_clock(Clock.ACCEPTANCE, today)


def tell_missing(case: Replayed, act: Act) -> None:
    missing, today = (COMMITMENT.title,), act.at.date()
    case.move_case(CaseVerb.TELL_MISSING, act, missing=missing, why=COMMITMENT.title)
    case.tables.keep(
        OneTimeNotice(
            region=case.case.region, case=case.case, missing=list(missing), told_on=today, **case.acted(act)
        )
    )
    papers.order_one_time_notice(case, act)
    case.note_hand(act.by, HandKind.HANDLED)
    case.stop_clocks(Clock.ACCEPTANCE)
    case.start_clock(Clock.MATERIALS, today)


def supplement(case: Replayed, act: Act) -> None:
    case.move_case(CaseVerb.SUPPLEMENT, act)
    case.note_hand(act.by, HandKind.HANDLED)
    case.stop_clocks(Clock.MATERIALS)
    case.start_clock(Clock.ACCEPTANCE, act.at.date())


def accept(case: Replayed, act: Act) -> None:
    row, today = case.case, act.at.date()
    material = GivenMaterial(region=row.region, case=row, kind=COMMITMENT.kind, **case.acted(act))
    case.tables.keep(material)
    row.accepted_on = today
    if row.has_near_relative:
        row.county_visit_reason, row.county_visit_since = CountyVisitReason.NEAR_RELATIVE, act.at
    case.move_case(CaseVerb.ACCEPT, act)
    case.note_hand(act.by, HandKind.HANDLED)
    case.outcome = CaseOutcome(
        region=row.region, case=row, programme=case.history.programme, state=OutcomeState.PROPOSED
    )
    case.tables.keep(case.outcome)
    case.stop_clocks(Clock.ACCEPTANCE)
    case.start_clock(Clock.INVESTIGATION_START, today)
    papers.order_acceptance(case, act, case.start_clock(Clock.TOTAL, today))
    if row.has_near_relative:
        papers.order_near_relative(case, act)


def investigate(case: Replayed, act: Act) -> None:
    """The investigation begins and the county is asked, in one act."""
    today = act.at.date()
    case.move_case(CaseVerb.INVESTIGATE, act)
    case.note_hand(act.by, HandKind.INVESTIGATED)
    case.stop_clocks(Clock.INVESTIGATION_START)
    case.start_clock(Clock.VISIT, today)
    verification.ask(case, act)


def visit(case: Replayed, act: Act) -> None:
    """Two investigators and the head of the family; made-up people have no signature pictures."""
    sign_visit(case, act, "与申报和核对情况一致")
    case.is_visited = True
    case.stop_clocks(Clock.VISIT)
    verification.open_opinion(case, act)


def sign_visit(case: Replayed, act: Act, conclusion: str, *, is_county: bool = False) -> None:
    """The form of a visit, signed by all three, and its paper."""
    assert act.second is not None
    row, today = case.case, act.at.date()
    investigation = HomeInvestigation(
        region=row.region,
        case=row,
        visited_on=today,
        mode=VisitMode.VISIT,
        is_county=is_county,
        first_id=act.by.staff_id,
        second_id=act.second.staff_id,
        findings=[{"topic": "住房", "finding": "自有住房，无出租"}, {"topic": "生活", "finding": act.text}],
        corrections={},
        conclusion=conclusion,
        photos=[],
        family_signer_id=case.history.members[0].person_id,
        family_signature=make_id(),
        first_signature=make_id(),
        second_signature=make_id(),
        signed_at=act.at,
        **case.acted(act),
    )
    case.tables.keep(investigation)
    case.note_hand(act.by, HandKind.INVESTIGATED)
    case.note_hand(act.second, HandKind.INVESTIGATED)
    papers.order_home_investigation(case, act, investigation)


def withdraw(case: Replayed, act: Act) -> None:
    _end(case, CaseVerb.WITHDRAW, act)


def terminate(case: Replayed, act: Act) -> None:
    _end(case, CaseVerb.TERMINATE, act)


def _end(case: Replayed, verb: CaseVerb, act: Act) -> None:
    case.case.closed_on = act.at.date()
    case.move_case(verb, act, why=act.text)
    if case.request is not None and case.request.state in (RequestState.REQUESTED, RequestState.STARTED):
        case.request = replace(case.request, state=RequestState.CANCELLED)
    _leave_nothing_on_view(case, act)
    case.stop_clocks(*tuple(case.clocks))


def _leave_nothing_on_view(case: Replayed, act: Act) -> None:
    """What hung comes down with the case, and what was objected to is no longer in question."""
    today, notice, objection = act.at.date(), case.notice, case.objection
    if notice is not None and (notice.taken_down_on is None or notice.taken_down_on > today):
        notice.taken_down_on = today
    if objection is not None and objection.settled_on is None:
        objection.method = ObjectionMethod.CASE_ENDED
        objection.conclusion = f"{CaseState(case.case.state).title}，公示内容不再生效，异议随办件结束。"
        objection.settled_on, objection.settled_by_id = today, act.by.user_id


def _authorise(case: Replayed, act: Act) -> None:
    for member in case.history.members:
        if member.is_adult:
            case.tables.authorisations.append(
                LoadedAuthorisation(
                    case_id=case.case.id,
                    region=case.case.region,
                    person_id=member.person_id,
                    method=SigningMethod.SCREEN,
                    signature=make_id(),
                    signed_at=act.at,
                    by=act.by,
                )
            )
