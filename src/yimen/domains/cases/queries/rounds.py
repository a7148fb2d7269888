"""Reads of monthly rounds: the plan and days of a town's month, what the round gathers and still lacks."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet

from yimen.domains.cases.errors import RoundInvalidError, RoundNotFoundError
from yimen.domains.cases.models import (
    CaseOutcome,
    HomeInvestigation,
    MonthlyRound,
    PlannedRounds,
    RoundEntry,
    UrgentHelp,
)
from yimen.domains.cases.queries.facts import Gathered, facts_from, is_visited
from yimen.domains.cases.rules.facts import OutcomeFacts, needs_notice
from yimen.domains.cases.rules.process import refusals
from yimen.domains.cases.rules.rounds import cannot_wait, days_of_round, present_month, stage_of
from yimen.domains.cases.types import (
    DECIDED_STATES,
    CaseState,
    MeetingResult,
    NoticeKind,
    OutcomeState,
    OutcomeVerb,
    Round,
    RoundDays,
    RoundLine,
    RoundPlan,
    Shift,
)
from yimen.domains.network.permissions import Permission, require
from yimen.domains.network.types import Actor
from yimen.domains.verification import queries as verification
from yimen.domains.verification.types import RequestState
from yimen.domains.worklist import queries as worklist
from yimen.domains.worklist.types import ListedItem
from yimen.foundation.calendar.queries import load_calendar
from yimen.kernel import Month, Programme, RegionCode, RegionLevel, Sentence, WorkCalendar

UNDER_WORK = (CaseState.ACCEPTED, CaseState.INVESTIGATING)
NOT_STARTED = Sentence("尚未启动调查和核对，请先启动。")
PROPOSED = RoundPlan()
"""What the house proposes where a town has set nothing."""


@dataclass(frozen=True, slots=True)
class RoundMonth:
    """One month in the list of a town's rounds, opened or not."""

    month: Month
    days: RoundDays
    row: MonthlyRound | None

    @property
    def key(self) -> str:
        return str(self.month)


def town_of(by: Actor, town: RegionCode | None = None) -> RegionCode | None:
    """The town whose rounds are looked at: the one named, or the actor's own; a county has none."""
    if town is not None:
        return town
    return by.region if by.region.level is RegionLevel.TOWN else None


def present_round_month(town: RegionCode, on: date) -> Month:
    """Which month's round is the present one of a town; that of last month may run into this one."""
    months = (Month.of(on).previous(), Month.of(on))
    ended = MonthlyRound.objects.filter(
        region=str(town), month__in=[month.first for month in months], closed_on__isnull=False
    )
    over = {Month.of(first) for first in ended.values_list("month", flat=True)}
    return present_month(on, [(days_of(town, month)[0], month in over) for month in months])


def round_of(month: Month, *, by: Actor, town: RegionCode | None = None) -> Round:
    """The round of a month: open ones gather as they stand now, closed ones keep what became of them."""
    place = town_of(by, town)
    if place is None:
        raise RoundInvalidError("月度审核按乡镇（街道）办理，请先选择乡镇。")
    require(by, Permission.ROUND_OPEN, place)
    days, plan, is_own = days_of(place, month)
    row = row_of_month(place, month)
    is_closed = row is not None and row.closed_on is not None
    lines = _closed_lines(row, days) if row is not None and is_closed else _open_lines(place, days, row)
    together = tuple(line for line in lines if not line.is_urgent)
    return Round(
        town=place,
        month=month,
        days=days,
        plan=plan,
        is_own_plan=is_own,
        round_id=None if row is None else row.id,
        held_on=None if row is None else row.held_on,
        closed_on=None if row is None else row.closed_on,
        lines=together,
        apart=tuple(line for line in lines if line.is_urgent),
        counts=dict(Counter(line.stage for line in together)),
    )


def days_of(town: RegionCode, month: Month) -> tuple[RoundDays, RoundPlan, bool]:
    """The days of a month, the plan they rest on, and whether the town has set it."""
    row = _plan_row(town, month)
    plan = PROPOSED if row is None else plan_from(row)
    return days_of_round(month, plan, load_calendar()), plan, row is not None


def plan_from(row: PlannedRounds) -> RoundPlan:
    """The plan a row keeps."""
    return RoundPlan(
        meeting_day=row.meeting_day,
        meeting_shift=Shift(row.meeting_shift),
        closing_working_days=row.closing_working_days,
        notice_days=row.notice_days,
        settlement_day=row.settlement_day,
        settlement_shift=Shift(row.settlement_shift),
        verification_day=row.verification_day,
        verification_shift=Shift(row.verification_shift),
    )


def _plan_row(town: RegionCode, month: Month) -> PlannedRounds | None:
    rows = PlannedRounds.objects.filter(region=str(town), from_month__lte=month.first)
    return rows.order_by("-from_month", "-done_at", "-id").first()


def plans_of(town: RegionCode, *, by: Actor) -> QuerySet[PlannedRounds]:
    """Every plan a town ever set, newest first."""
    require(by, Permission.ROUND_OPEN, town)
    return PlannedRounds.objects.filter(region=str(town)).order_by("-from_month", "-done_at", "-id")


def months_of_town(town: RegionCode, *, by: Actor, on: date) -> list[RoundMonth]:
    """The next month, this one and the eleven before it, newest first; and whatever was opened besides."""
    require(by, Permission.ROUND_OPEN, town)
    rows = {Month.of(row.month): row for row in MonthlyRound.objects.filter(region=str(town))}
    plans = list(plans_of(town, by=by))
    calendar, this = load_calendar(), Month.of(on)
    months = {*(this.plus(n) for n in range(-11, 2)), *rows}
    return [
        RoundMonth(month, _days_by(plans, month, calendar), rows.get(month))
        for month in sorted(months, reverse=True)
    ]


def _days_by(plans: Sequence[PlannedRounds], month: Month, calendar: WorkCalendar) -> RoundDays:
    """The days of a month by the plans of its town, newest first."""
    row = next((plan for plan in plans if plan.from_month <= month.first), None)
    return days_of_round(month, PROPOSED if row is None else plan_from(row), calendar)


def get_round(round_id: UUID, *, by: Actor) -> MonthlyRound:
    """One round by its id, as a work item names it."""
    row = MonthlyRound.objects.filter(pk=round_id).first()
    if row is None:
        raise RoundNotFoundError("没有这个月的审核，或不在您负责的区域内。")
    require(by, Permission.ROUND_OPEN, row.region)
    return row


def row_of_month(town: RegionCode, month: Month) -> MonthlyRound | None:
    return MonthlyRound.objects.filter(region=str(town), month=month.first).first()


def undecided_of_town(town: RegionCode) -> QuerySet[CaseOutcome]:
    """The undecided programmes of the cases under work in a town."""
    within = Q(region__gte=town.lo, region__lt=town.hi, case__state__in=UNDER_WORK)
    rows = CaseOutcome.objects.filter(within).exclude(state__in=DECIDED_STATES)
    return rows.filter(case__submitted_on__isnull=False)


def _open_lines(town: RegionCode, days: RoundDays, row: MonthlyRound | None) -> list[RoundLine]:
    """Whoever applied by the day on which intake closes, also those who wait since earlier rounds."""
    entries = {entry.outcome_id: entry for entry in row.entries.all()} if row else {}
    wanted = Q(case__submitted_on__lte=days.closing) | Q(id__in=list(entries))
    since = days_of(town, days.month.previous())[0].last
    outcomes = [
        outcome
        for outcome in whole_outcomes(undecided_of_town(town).filter(wanted))
        if outcome.id in entries or not _went_up_before(outcome, since)
    ]
    decided = whole_outcomes(CaseOutcome.objects.filter(id__in=list(entries), state__in=DECIDED_STATES))
    return lines_of_round([*outcomes, *decided], days, entries)


def _went_up_before(outcome: CaseOutcome, since: date) -> bool:
    """Whether an earlier round sent it up: it lies with the confirmer and is none of this one's."""
    if outcome.state != OutcomeState.WITH_CONFIRMER:
        return False
    given = max((opinion.given_on for opinion in outcome.opinions.all()), default=None)
    return given is not None and given <= since


def _closed_lines(row: MonthlyRound, days: RoundDays) -> list[RoundLine]:
    """As they stand today, with what the round made of them; nothing of it waits for this round any more."""
    entries = {entry.outcome_id: entry for entry in row.entries.all()}
    lines = lines_of_round(
        list(whole_outcomes(CaseOutcome.objects.filter(id__in=list(entries)))), days, entries
    )
    return [replace(line, cannot_wait=False, lacks=()) for line in lines]


def whole_outcomes(rows: QuerySet[CaseOutcome]) -> QuerySet[CaseOutcome]:
    visits = Prefetch("case__investigations", HomeInvestigation.objects.filter(signed_at__isnull=False))
    found = rows.select_related("case", "person")
    found = found.prefetch_related("opinions", "notices", "objections", "hearings", visits)
    return found.order_by("region", "case__submitted_on", "case__number", "programme", "id")


def lines_of_round(
    outcomes: Sequence[CaseOutcome], days: RoundDays, entries: dict[UUID, RoundEntry]
) -> list[RoundLine]:
    cases = {outcome.case_id for outcome in outcomes}
    asked = verification.latest_states(cases)
    urgent = set(UrgentHelp.objects.filter(case__in=cases).values_list("case_id", flat=True))
    clocks = _clocks([outcome.id for outcome in outcomes])
    return [
        _line(outcome, asked.get(outcome.case_id), outcome.case_id in urgent, clocks, days, entries)
        for outcome in outcomes
    ]


def _clocks(outcome_ids: Iterable[UUID]) -> dict[UUID, list[ListedItem]]:
    """What runs about these programmes, the next due first."""
    found: dict[UUID, list[ListedItem]] = defaultdict(list)
    for item in worklist.open_items_of(list(outcome_ids)):
        found[item.subject_id].append(item)
    return found


def _line(
    outcome: CaseOutcome,
    asked: RequestState | None,
    is_urgent: bool,
    clocks: dict[UUID, list[ListedItem]],
    days: RoundDays,
    entries: dict[UUID, RoundEntry],
) -> RoundLine:
    case, entry = outcome.case, entries.get(outcome.id)
    facts = _facts(outcome, asked, is_urgent)
    lacks = lacks_of(facts)
    state = OutcomeState.PROPOSED if _is_said_again(facts) else facts.state
    stage = stage_of(state, is_lacking=bool(lacks), is_posted_next=needs_notice(facts))
    running = [item for item in clocks.get(outcome.id, []) if item.kind in ("whole_case", "opinion")]
    whole = next((item for item in running if item.kind == "whole_case"), None)
    shown = whole or (running[0] if running else None)
    named = [(item.kind, item.due_on, item.article) for item in running]
    return RoundLine(
        case_id=case.id,
        outcome_id=outcome.id,
        version=outcome.version,
        number=case.number or "",
        name=outcome.person.name if outcome.person else case.applicant_name,
        region=outcome.region,
        programme=Programme(outcome.programme),
        state=facts.state,
        stage=stage,
        submitted_on=case.submitted_on,
        lacks=lacks,
        due_on=shown.due_on if shown else None,
        article=shown.article if shown else "",
        cannot_wait=not is_urgent and cannot_wait(stage, named, days),
        is_urgent=is_urgent,
        result=MeetingResult(entry.result) if entry else None,
        note=entry.note if entry else "",
        award_id=outcome.award_id,
    )


def _facts(outcome: CaseOutcome, asked: RequestState | None, is_urgent: bool) -> OutcomeFacts:
    opinion = max(outcome.opinions.all(), key=lambda each: each.number, default=None)
    notices = [each for each in outcome.notices.all() if each.kind == NoticeKind.OPINION]
    notice = max(notices, key=lambda each: (each.posted_on, each.id), default=None)
    rows = Gathered(
        opinion=opinion,
        notice=notice,
        objections=[each for each in outcome.objections.all() if notice and each.notice_id == notice.id],
        request_state=asked,
        has_visit=is_visited(outcome.case, outcome.case.investigations.all()),
        needs_county_visit=False,  # no step of the town asks for it
        is_urgent=is_urgent,
    )
    return facts_from(outcome, rows)


def _is_said_again(facts: OutcomeFacts) -> bool:
    """A change was joined after the opinion, which therefore is given anew."""
    return facts.state is OutcomeState.OPINION and facts.is_opinion_outdated


def lacks_of(facts: OutcomeFacts) -> tuple[str | Sentence, ...]:
    """What the guards of the town's next step would refuse, in their own words."""
    if facts.case_state is CaseState.ACCEPTED:
        return (NOT_STARTED,)
    before = (OutcomeState.PROPOSED, OutcomeState.RETURNED, OutcomeState.OBJECTED)
    if facts.state in before or _is_said_again(facts):
        asked = facts if facts.award_fen is not None else replace(facts, is_positive=True)
        return tuple(refusal.message for refusal in refusals(OutcomeVerb.GIVE_OPINION, asked))
    if facts.state is OutcomeState.POSTED:
        return tuple(refusal.message for refusal in refusals(OutcomeVerb.SEND, facts))
    return ()
