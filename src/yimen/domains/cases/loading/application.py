"""Replaying the application: draft, acceptance, verification and home visit, or an early end."""

from dataclasses import replace

from yimen.domains.cases.loading import papers
from yimen.domains.cases.loading.history import Act
from yimen.domains.cases.loading.setting import VERIFICATION_START
from yimen.domains.cases.loading.state import Replayed
from yimen.domains.cases.models import CaseOutcome, GivenMaterial, HomeInvestigation, OneTimeNotice
from yimen.domains.cases.rules.materials import COMMITMENT
from yimen.domains.cases.types import CaseVerb, Clock, HandKind, OutcomeState, VisitMode
from yimen.domains.network.types import Role, StationLevel
from yimen.domains.verification.types import (
    LoadedAuthorisation,
    LoadedRequest,
    RequestState,
    SigningMethod,
    Verified,
)
from yimen.domains.worklist.types import LoadedItem, Subject, WorkKind
from yimen.foundation.models import make_id

VERIFICATION = "verification"


def open_(case: Replayed, act: Act) -> None:
    case.case.opened_at = act.at
    case.note_hand(act.by, HandKind.HANDLED)
    case.start_clock(Clock.DRAFT, act.at.date(), act.by)


def submit(case: Replayed, act: Act) -> None:
    today = act.at.date()
    row = case.case
    row.has_near_relative = False
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
    case.move_case(CaseVerb.ACCEPT, act)
    case.note_hand(act.by, HandKind.HANDLED)
    case.outcome = CaseOutcome(
        region=row.region, case=row, programme=case.history.programme, state=OutcomeState.PROPOSED
    )
    case.tables.keep(case.outcome)
    case.stop_clocks(Clock.ACCEPTANCE)
    case.start_clock(Clock.INVESTIGATION_START, today)
    papers.order_acceptance(case, act, case.start_clock(Clock.TOTAL, today))


def investigate(case: Replayed, act: Act) -> None:
    """The investigation begins and the county is asked, in one act."""
    today, row = act.at.date(), case.case
    case.move_case(CaseVerb.INVESTIGATE, act)
    case.note_hand(act.by, HandKind.INVESTIGATED)
    case.stop_clocks(Clock.INVESTIGATION_START)
    case.start_clock(Clock.VISIT, today)
    case.request = LoadedRequest(
        id=make_id(),
        case_id=row.id,
        region=row.region,
        title=f"{row.applicant_name} {row.number}",
        people=tuple(Verified(member.person_id, member.name) for member in case.history.members),
        state=RequestState.REQUESTED,
        requested_at=act.at,
        requested_by=act.by,
    )
    region = case.history.region
    case.clocks[VERIFICATION] = LoadedItem(
        WorkKind.VERIFICATION,
        Subject("verification", case.request.id, case.request.title, region),
        case.setting.due_by_name(VERIFICATION_START, region, today),
        today,
        case.setting.station(region, StationLevel.COUNTY).id,
        Role.COUNTY_VERIFIER,
    )


def start_verification(case: Replayed, act: Act) -> None:
    assert case.request is not None
    case.request = replace(case.request, state=RequestState.STARTED, started_at=act.at)
    case.note_hand(act.by, HandKind.VERIFIED)
    case.stop_clocks(VERIFICATION)


def report_verification(case: Replayed, act: Act) -> None:
    assert case.request is not None
    case.request = replace(
        case.request,
        state=RequestState.PASSED,
        reported_at=act.at,
        reported_by=act.by,
        conclusion=act.text,
        lines=tuple(replace(line, as_of=act.at.date()) for line in case.history.lines),
    )
    case.note_hand(act.by, HandKind.VERIFIED)
    _open_opinion(case, act)


def visit(case: Replayed, act: Act) -> None:
    """Two investigators and the head of the family; made-up people have no signature pictures."""
    assert act.second is not None
    row, today = case.case, act.at.date()
    investigation = HomeInvestigation(
        region=row.region,
        case=row,
        visited_on=today,
        mode=VisitMode.VISIT,
        first_id=act.by.staff_id,
        second_id=act.second.staff_id,
        findings=[{"topic": "住房", "finding": "自有住房，无出租"}, {"topic": "生活", "finding": act.text}],
        corrections={},
        conclusion="与申报和核对情况一致",
        photos=[],
        family_signer_id=case.history.members[0].person_id,
        family_signature=make_id(),
        first_signature=make_id(),
        second_signature=make_id(),
        signed_at=act.at,
        **case.acted(act),
    )
    case.tables.keep(investigation)
    case.is_visited = True
    case.note_hand(act.by, HandKind.INVESTIGATED)
    case.note_hand(act.second, HandKind.INVESTIGATED)
    papers.order_home_investigation(case, act, investigation)
    case.stop_clocks(Clock.VISIT)
    _open_opinion(case, act)


def withdraw(case: Replayed, act: Act) -> None:
    _end(case, CaseVerb.WITHDRAW, act)


def terminate(case: Replayed, act: Act) -> None:
    _end(case, CaseVerb.TERMINATE, act)


def _end(case: Replayed, verb: CaseVerb, act: Act) -> None:
    case.case.closed_on = act.at.date()
    case.move_case(verb, act, why=act.text)
    if case.request is not None and case.request.state in (RequestState.REQUESTED, RequestState.STARTED):
        case.request = replace(case.request, state=RequestState.CANCELLED)
    case.clocks.clear()


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


def _open_opinion(case: Replayed, act: Act) -> None:
    """Once the visit is signed and the county has answered."""
    if case.is_visited and case.request is not None and case.request.reported_at is not None:
        case.start_clock(Clock.OPINION, act.at.date())
