"""The days of a town's month, what a round gathers, and what may not wait for it; pure."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from yimen.domains.cases.rules.clocks import OFFICE_LIMIT
from yimen.domains.cases.types import OutcomeState
from yimen.domains.cases.types.rounds import RoundDay, RoundDays, RoundPlan, RoundStage, Shift
from yimen.kernel import Month, WorkCalendar

ONE_DAY = timedelta(days=1)
OWN_CHOICE = "法律没有规定每月办理的日程，以下各日由本机构自定"
SAFE_DAYS = range(1, 29)
"""Days that every month has."""
MOST_CLOSING, MOST_NOTICE = 15, 30


def days_of_round(month: Month, plan: RoundPlan, calendar: WorkCalendar) -> RoundDays:
    """The days of a month: fixed ones moved off days without work, the others counted from the meeting."""
    meeting = _moved(_day(month, plan.meeting_day), plan.meeting_shift, calendar)
    closing = _working_days_before(meeting, plan.closing_working_days, calendar)
    notice = meeting + timedelta(days=plan.notice_days)
    decision = _moved(notice + ONE_DAY, Shift.LATER, calendar)
    verification = _moved(_day(month, plan.verification_day), plan.verification_shift, calendar)
    settlement = _moved(_day(month, plan.settlement_day), plan.settlement_shift, calendar)
    moved = {
        RoundDay.MEETING: meeting != _day(month, plan.meeting_day),
        RoundDay.DECISION: decision != notice + ONE_DAY,
        RoundDay.VERIFICATION: verification != _day(month, plan.verification_day),
        RoundDay.SETTLEMENT: settlement != _day(month, plan.settlement_day),
    }
    touched = (closing, meeting, decision, verification, settlement, month.first)
    return RoundDays(
        month=month,
        closing=closing,
        meeting=meeting,
        notice=notice,
        decision=decision,
        verification=verification,
        settlement=settlement,
        is_provisional=any(not calendar.is_official(day.year) for day in touched),
        moved=frozenset(which for which, is_moved in moved.items() if is_moved),
    )


def _day(month: Month, day: int) -> date:
    return month.first.replace(day=min(day, month.last.day))


def _moved(day: date, shift: Shift, calendar: WorkCalendar) -> date:
    step = ONE_DAY if shift is Shift.LATER else -ONE_DAY
    while not calendar.is_working(day):
        day += step
    return day


def _working_days_before(day: date, count: int, calendar: WorkCalendar) -> date:
    """The last working day that leaves `count` working days until the day, the day itself not counted."""
    while count > 0:
        day -= ONE_DAY
        count -= calendar.is_working(day)
    return day


def present_month(on: date, rounds: Sequence[tuple[RoundDays, bool]]) -> Month:
    """Of neighbouring months, each with whether it is closed, the first that still runs; else the next."""
    running = (days.month for days, is_closed in rounds if not is_closed and on <= days.last)
    return next(running, rounds[-1][0].month.next())


def cannot_wait(stage: RoundStage, clocks: Iterable[tuple[str, date, str]], days: RoundDays) -> bool:
    """Whether a legal deadline ends before the round gets there; clocks are (kind, due, article).

    The whole procedure must not end before the day the round decides, nor the opinion before its meeting.
    The three days the office gives itself for a step are no deadline of the law.
    """
    if not stage.is_with_town:
        return False
    is_before_opinion = stage in (RoundStage.LACKING, RoundStage.READY)
    for kind, due_on, article in clocks:
        if kind == "whole_case" and due_on < days.decision:
            return True
        is_legal = article != OFFICE_LIMIT.article
        if kind == "opinion" and is_before_opinion and is_legal and due_on < days.meeting:
            return True
    return False


def stage_of(state: OutcomeState, *, is_lacking: bool, is_posted_next: bool) -> RoundStage:
    """Where a programme stands in its round."""
    if state.is_decided:
        return RoundStage.DECIDED
    if state is OutcomeState.WITH_CONFIRMER:
        return RoundStage.WITH_CONFIRMER
    if state is OutcomeState.POSTED:
        return RoundStage.ON_VIEW if is_lacking else RoundStage.TO_SEND
    if state is OutcomeState.OPINION:
        return RoundStage.TO_POST if is_posted_next else RoundStage.TO_SEND
    return RoundStage.LACKING if is_lacking else RoundStage.READY


def plan_faults(plan: RoundPlan, least_notice: int) -> tuple[str, ...]:
    """The fields of a plan that cannot be: no such day in every month, or a notice shorter than the law's."""
    allowed = {
        "meeting_day": plan.meeting_day in SAFE_DAYS,
        "settlement_day": plan.settlement_day in SAFE_DAYS,
        "verification_day": plan.verification_day in SAFE_DAYS,
        "closing_working_days": 0 <= plan.closing_working_days <= MOST_CLOSING,
        "notice_days": least_notice <= plan.notice_days <= MOST_NOTICE,
    }
    return tuple(name for name, is_right in allowed.items() if not is_right)
