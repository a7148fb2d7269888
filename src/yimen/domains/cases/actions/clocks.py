"""Opens and closes the work items of a case: each clock with unit and article, where it must be met."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.utils import timezone

from yimen.domains.cases.models import Case, CaseOutcome, CaseStep, OutcomeStep
from yimen.domains.cases.queries.facts import needs_county_visit
from yimen.domains.cases.queries.limits import limit_on
from yimen.domains.cases.rules.clocks import ACCEPTED, OFFICE_LIMIT
from yimen.domains.cases.rules.expenses import VALIDITY
from yimen.domains.cases.rules.procedures import procedure_of
from yimen.domains.cases.types import DECIDED_STATES, Clock
from yimen.domains.network import queries as network
from yimen.domains.network.types import Actor, Delegation, Role, StationLevel
from yimen.domains.worklist import actions as worklist
from yimen.domains.worklist.errors import AlreadyOpenError, NotOpenError
from yimen.domains.worklist.types import Subject, WorkKind
from yimen.foundation.audit import Doer
from yimen.foundation.calendar.queries import load_calendar
from yimen.kernel import DayUnit, Deadline, Programme, RegionCode, TimeLimit, deadline

RENEWAL_WARNING = timedelta(days=30)
"""So long before its end a recognition is spoken of; the office's own."""


@dataclass(frozen=True, slots=True)
class Place:
    """The kind of work item a clock opens, and the role and level that own it."""

    kind: WorkKind
    role: Role
    level: StationLevel = StationLevel.TOWN


PLACES: Mapping[Clock, Place] = {
    Clock.DRAFT: Place(WorkKind.APPLICATION_DRAFT, Role.TOWN_HANDLER),
    Clock.ACCEPTANCE: Place(WorkKind.ACCEPTANCE, Role.TOWN_HANDLER),
    Clock.MATERIALS: Place(WorkKind.MATERIALS, Role.TOWN_HANDLER),
    Clock.INVESTIGATION_START: Place(WorkKind.INVESTIGATION_START, Role.TOWN_HANDLER),
    Clock.VISIT: Place(WorkKind.INVESTIGATION, Role.TOWN_HANDLER),
    Clock.OPINION: Place(WorkKind.OPINION, Role.TOWN_REVIEWER),
    Clock.POSTING: Place(WorkKind.NOTICE, Role.TOWN_HANDLER),
    Clock.OBJECTION: Place(WorkKind.OBJECTION, Role.TOWN_REVIEWER),
    Clock.FORWARD: Place(WorkKind.FORWARD, Role.TOWN_REVIEWER),
    Clock.COUNTY_REVIEW: Place(WorkKind.CONFIRMATION, Role.COUNTY_CONFIRMER),
    Clock.COUNTY_VISIT: Place(WorkKind.INVESTIGATION, Role.COUNTY_REVIEWER, StationLevel.COUNTY),
    Clock.COUNTY_CHECK: Place(WorkKind.COUNTY_CHECK, Role.COUNTY_REVIEWER, StationLevel.COUNTY),
    Clock.RETURNED: Place(WorkKind.RETURNED, Role.TOWN_REVIEWER),
    Clock.REFUSAL_LETTER: Place(WorkKind.REFUSAL_LETTER, Role.TOWN_HANDLER),
    Clock.DELIVERY: Place(WorkKind.DELIVERY, Role.TOWN_HANDLER),
    Clock.PUBLICATION: Place(WorkKind.PUBLICATION, Role.TOWN_HANDLER),
    Clock.ENDING_LETTER: Place(WorkKind.DELIVERY, Role.TOWN_HANDLER),
    Clock.URGENT_PAPERS: Place(WorkKind.URGENT_PAPERS, Role.TOWN_HANDLER),
    Clock.RENEWAL: Place(WorkKind.RENEWAL, Role.TOWN_HANDLER),
    Clock.TOTAL: Place(WorkKind.WHOLE_CASE, Role.TOWN_REVIEWER),
    Clock.HEARING: Place(WorkKind.HEARING, Role.TOWN_HANDLER),
}


def case_subject(case: Case) -> Subject:
    """How a case is named in a worklist and on its documents; no identity number."""
    return Subject("case", case.id, f"{case.applicant_name} {case.number or '申请'}", RegionCode(case.region))


def outcome_subject(outcome: CaseOutcome) -> Subject:
    """How one programme of a case is named."""
    case, programme = outcome.case, Programme(outcome.programme)
    title = f"{case.applicant_name} {programme.title} {case.number}"
    return Subject("outcome", outcome.id, title, RegionCode(outcome.region))


def limit_of(
    clock: Clock, programme: Programme, region: RegionCode, *, is_devolved: bool = False
) -> TimeLimit:
    """The limit in force today."""
    return limit_on(clock, programme, region, timezone.localdate(), is_devolved=is_devolved)


def open_case_clock(clock: Clock, case: Case, *, by: Doer, owner_post: UUID | None = None) -> Deadline:
    """A clock of the application, from today; the first programme asked for sets its limit."""
    region = RegionCode(case.region)
    limit = limit_of(clock, Programme(case.requested[0]), region)
    return _open(
        clock, case_subject(case), limit, timezone.localdate(), by, case_id=case.id, owner_post=owner_post
    )


def open_outcome_clock(
    clock: Clock, outcome: CaseOutcome, *, by: Doer, waits_for: Sequence[WorkKind] = ()
) -> Deadline:
    """A clock of one programme, from today unless the law counts from the acceptance."""
    limit = limit_of(clock, Programme(outcome.programme), RegionCode(outcome.region))
    accepted_on = outcome.case.accepted_on if limit.event == ACCEPTED else None
    begun_on = accepted_on or timezone.localdate()
    subject = outcome_subject(outcome)
    return _open(clock, subject, limit, begun_on, by, case_id=outcome.case_id, waits_for=waits_for)


def counts_from_acceptance(clock: Clock, outcome: CaseOutcome) -> bool:
    """Whether the law lets the clock run since the acceptance, whatever comes before the step."""
    return limit_of(clock, Programme(outcome.programme), RegionCode(outcome.region)).event == ACCEPTED


def promised_deadline(outcome: CaseOutcome, accepted_on: date, delegation: Delegation) -> Deadline:
    """What the acceptance notice promises: the whole procedure or, where it has no limit, the opinion."""
    programme = Programme(outcome.programme)
    clock = Clock.TOTAL if procedure_of(programme).has_total else Clock.OPINION
    is_devolved = delegation.role is Role.TOWN_CONFIRMER
    limit = limit_of(clock, programme, RegionCode(outcome.region), is_devolved=is_devolved)
    return deadline(limit, accepted_on, load_calendar())


def open_total_clock(outcome: CaseOutcome, accepted_on: date, delegation: Delegation, *, by: Doer) -> None:
    """The whole procedure of one programme, shorter where devolved; some programmes have none."""
    programme, is_devolved = Programme(outcome.programme), delegation.role is Role.TOWN_CONFIRMER
    if not procedure_of(programme).has_total:
        return
    limit = limit_of(Clock.TOTAL, programme, RegionCode(outcome.region), is_devolved=is_devolved)
    _open(Clock.TOTAL, outcome_subject(outcome), limit, accepted_on, by)


def open_review_clock(
    outcome: CaseOutcome, delegation: Delegation, *, by: Doer, limit: TimeLimit | None = None
) -> None:
    """The file waits, since it was sent, for whom the delegation names; ten working days for the county.

    Help that comes first has a `limit` of its own.
    """
    programme, region = Programme(outcome.programme), RegionCode(outcome.region)
    is_county = delegation.role is not Role.TOWN_CONFIRMER
    if limit is None:
        limit = limit_of(Clock.COUNTY_REVIEW, programme, region) if is_county else OFFICE_LIMIT
    station, _role = review_office(outcome, delegation)
    received_on = outcome.sent_on or timezone.localdate()
    worklist.open_item(
        kind=WorkKind.CONFIRMATION,
        subject=outcome_subject(outcome),
        owner_post=_keeper(outcome.case_id, station, delegation.role),
        owner_station=station,
        owner_role=delegation.role,
        due=deadline(limit, received_on, load_calendar()),
        event_on=received_on,
        by=by,
    )


def open_renewal(outcome: CaseOutcome, last_day: date, article: str, *, by: Doer) -> None:
    """A recognition ends: the family is told in time that it may apply again, from its own page."""
    assert outcome.decided_on is not None  # a term follows a decision
    days = (last_day - outcome.decided_on).days
    limit = TimeLimit(days, DayUnit.CALENDAR, "确认", article)
    case = outcome.case
    title = f"{case.applicant_name} {Programme(outcome.programme).title} 有效期至{last_day.isoformat()}"
    with suppress(AlreadyOpenError):  # renewed within the same household
        worklist.open_item(
            kind=WorkKind.RENEWAL,
            subject=Subject("household", case.household_id, title, RegionCode(case.region)),
            owner_station=network.station_of(RegionCode(case.region), StationLevel.TOWN).id,
            owner_role=Role.TOWN_HANDLER,
            due=Deadline(last_day, is_provisional=False, limit=limit),
            warn_on=last_day - RENEWAL_WARNING,
            event_on=outcome.decided_on,
            by=by,
        )


def close_renewal(case: Case, *, by: Doer) -> None:
    """The family applies again for what it is recognised for: nobody has to be told any more."""
    if VALIDITY.keys() & {Programme(name) for name in case.requested}:
        close_if_open(Clock.RENEWAL, case.household_id, by=by)


def review_office(outcome: CaseOutcome, delegation: Delegation) -> tuple[UUID, str]:
    """The station and the role that a delegation names for a programme of a case."""
    is_town = delegation.role is Role.TOWN_CONFIRMER
    level = StationLevel.TOWN if is_town else StationLevel.COUNTY
    return network.station_of(RegionCode(outcome.region), level).id, delegation.role.value


def open_county_visit(outcome: CaseOutcome, *, by: Doer) -> None:
    """The county sees that it must visit by itself before it decides."""
    case = outcome.case
    if needs_county_visit(case):
        with suppress(AlreadyOpenError):  # it was returned meanwhile, or complained of twice
            open_outcome_clock(Clock.COUNTY_VISIT, outcome, by=by)


def close_clock(clock: Clock, subject_id: UUID, *, by: Doer) -> None:
    """The step is done."""
    worklist.close_item(kind=PLACES[clock].kind, subject_id=subject_id, by=by)


def close_if_open(clock: Clock, subject_id: UUID, *, by: Doer) -> None:
    """The step is done, by whichever of several ways came first."""
    with suppress(NotOpenError):
        close_clock(clock, subject_id, by=by)


def close_undecided(case: Case, *, by: Actor) -> None:
    """The case ended: nothing waits any more but what follows a decision already made."""
    undecided = case.outcomes.exclude(state__in=DECIDED_STATES).values_list("id", flat=True)
    for subject_id in (case.id, *undecided):
        worklist.close_items_of(subject_id=subject_id, by=by)


def _keeper(case_id: UUID, station_id: UUID, role: Role) -> UUID | None:
    """A case stays in one hand: of the posts of a role, the one that moved it last, or the only one."""
    held = [post.id for post in network.posts_at(station_id, role=role)]
    if len(held) < 2:
        return held[0] if held else None
    moves = [
        move
        for steps in (CaseStep.objects, OutcomeStep.objects)
        for move in steps.filter(case_id=case_id, by_post_id__in=held).order_by("-done_at")[:1]
    ]
    return max(moves, key=lambda move: move.done_at).by_post_id if moves else None


def _open(
    clock: Clock,
    subject: Subject,
    limit: TimeLimit,
    event_on: date,
    by: Doer,
    *,
    case_id: UUID | None = None,
    owner_post: UUID | None = None,
    waits_for: Sequence[WorkKind] = (),
) -> Deadline:
    """For the post named, else for the keeper of the case, else for whoever of the office takes it."""
    due = deadline(limit, event_on, load_calendar())
    place = PLACES[clock]
    station = None if owner_post else network.station_of(subject.region, place.level).id
    keeper = _keeper(case_id, station, place.role) if station and case_id else None
    worklist.open_item(
        kind=place.kind,
        subject=subject,
        owner_post=owner_post or keeper,
        owner_station=station,
        owner_role=place.role if station else None,
        due=due,
        event_on=event_on,
        waits_for=waits_for,
        by=by,
    )
    return due
