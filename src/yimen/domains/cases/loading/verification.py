"""Replaying the county's verification: asked, answered, failed, told, objected to and asked again."""

from dataclasses import replace
from typing import Any

from yimen.domains.cases.loading.history import Act
from yimen.domains.cases.loading.setting import VERIFICATION_START
from yimen.domains.cases.loading.state import Replayed
from yimen.domains.cases.types import Clock, HandKind, OutcomeState
from yimen.domains.network.types import Role, StationLevel
from yimen.domains.verification.actions import TELLING
from yimen.domains.verification.types import LoadedRequest, ReportedLine, RequestState, Verified, result_title
from yimen.domains.worklist.types import LoadedItem, Subject, WorkKind
from yimen.foundation.models import make_id
from yimen.kernel import deadline

VERIFICATION = "verification"


def ask(case: Replayed, act: Act) -> None:
    """The next request of the case, and the county's clock."""
    row, region = case.case, case.history.region
    case.request = LoadedRequest(
        id=make_id(),
        case_id=row.id,
        region=row.region,
        title=f"{row.applicant_name} {row.number}",
        people=tuple(Verified(member.person_id, member.name) for member in case.history.members),
        state=RequestState.REQUESTED,
        requested_at=act.at,
        requested_by=act.by,
        number=1 if case.request is None else case.request.number + 1,
    )
    today = act.at.date()
    case.clocks[VERIFICATION] = LoadedItem(
        WorkKind.VERIFICATION,
        Subject("verification", case.request.id, case.request.title, region),
        case.setting.due_by_name(VERIFICATION_START, region, today),
        today,
        case.setting.station(region, StationLevel.COUNTY).id,
        Role.COUNTY_VERIFIER,
    )


def start(case: Replayed, act: Act) -> None:
    _change(case, state=RequestState.STARTED, started_at=act.at)
    case.note_hand(act.by, HandKind.VERIFIED)
    case.stop_clocks(VERIFICATION)
    assert case.request is not None
    region, today = case.history.region, act.at.date()
    case.clocks[VERIFICATION] = LoadedItem(
        WorkKind.VERIFICATION,
        Subject("verification", case.request.id, result_title(case.request.title), region),
        case.setting.result_due(region, today),
        today,
        case.setting.station(region, StationLevel.COUNTY).id,
        Role.COUNTY_VERIFIER,
        owner_post=act.by.post_id,
    )


def report(case: Replayed, act: Act) -> None:
    _answer(case, act, RequestState.PASSED, case.history.lines)


def fail(case: Replayed, act: Act) -> None:
    """Not in order: the town tells the family at once."""
    _answer(case, act, RequestState.FAILED, case.history.failed_lines or case.history.lines)
    assert case.request is not None
    region, today = case.history.region, act.at.date()
    case.clocks[VERIFICATION] = LoadedItem(
        WorkKind.VERIFICATION,
        Subject("verification", case.request.id, f"告知核对结果 {case.request.title}", region),
        deadline(TELLING, today, case.setting.calendar),
        today,
        case.setting.station(region, StationLevel.TOWN).id,
        Role.TOWN_HANDLER,
    )


def tell_failure(case: Replayed, act: Act) -> None:
    _change(case, state=RequestState.TOLD, told_at=act.at, told_how=act.text)
    case.note_hand(act.by, HandKind.HANDLED)
    case.stop_clocks(VERIFICATION)


def object_to_result(case: Replayed, act: Act) -> None:
    """The family brings evidence, so the county is asked again."""
    _change(case, state=RequestState.OBJECTED, objection=act.text)
    case.note_hand(act.by, HandKind.HANDLED)
    assert case.request is not None
    case.tables.requests.append(case.request)
    ask(case, act)


def open_opinion(case: Replayed, act: Act) -> None:
    """Once the visit is signed and the county has answered; it may wait since an earlier answer."""
    is_answered = case.request is not None and case.request.reported_at is not None
    is_first = case.standing_outcome.state == OutcomeState.PROPOSED and Clock.OPINION not in case.clocks
    if case.is_visited and is_answered and is_first:
        case.start_clock(Clock.OPINION, act.at.date())


def _answer(case: Replayed, act: Act, state: RequestState, lines: tuple[ReportedLine, ...]) -> None:
    _change(
        case,
        state=state,
        reported_at=act.at,
        reported_by=act.by,
        conclusion=act.text,
        lines=tuple(replace(line, as_of=act.at.date()) for line in lines),
    )
    case.note_hand(act.by, HandKind.VERIFIED)
    case.stop_clocks(VERIFICATION)
    open_opinion(case, act)


def _change(case: Replayed, **changes: Any) -> None:
    assert case.request is not None  # the county was asked when the investigation began
    case.request = replace(case.request, **changes)
