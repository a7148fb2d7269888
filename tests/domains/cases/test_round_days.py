"""The days of a town's month against months counted by hand on the published calendar of 2026."""

from datetime import date, timedelta

import chinese_calendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from yimen.domains.cases.rules.clocks import OFFICE_LIMIT
from yimen.domains.cases.rules.rounds import (
    cannot_wait,
    days_of_round,
    plan_faults,
    present_month,
    stage_of,
)
from yimen.domains.cases.types import (
    DECIDED_STATES,
    OutcomeState,
    RoundDay,
    RoundPlan,
    RoundStage,
    Shift,
)
from yimen.kernel import Month, WorkCalendar

pytestmark = pytest.mark.requirement("R-CAS-13")
OFFICIAL = (2025, 2026)
FIRST, LAST = date(2025, 1, 1), date(2026, 12, 31)
CALENDAR = WorkCalendar(
    {
        day: chinese_calendar.is_workday(day)
        for day in (FIRST + timedelta(n) for n in range((LAST - FIRST).days + 1))
    },
    OFFICIAL,
)
PLANS = st.builds(
    RoundPlan,
    meeting_day=st.integers(1, 28),
    meeting_shift=st.sampled_from(Shift),
    closing_working_days=st.integers(0, 15),
    notice_days=st.integers(7, 30),
    settlement_day=st.integers(1, 28),
    settlement_shift=st.sampled_from(Shift),
    verification_day=st.integers(1, 28),
    verification_shift=st.sampled_from(Shift),
)


def test_october_2026_meets_after_the_golden_week():
    """1 to 7 October are off, Saturday the 10th is worked; the week before ends on Wednesday the 30th."""
    days = days_of_round(Month(2026, 10), RoundPlan(), CALENDAR)
    assert days.closing == date(2026, 9, 28)
    assert (days.meeting, days.notice, days.decision) == (
        date(2026, 10, 8),
        date(2026, 10, 15),
        date(2026, 10, 16),
    )
    assert (days.verification, days.settlement) == (date(2026, 10, 10), date(2026, 10, 20))
    assert days.moved == {RoundDay.MEETING} and not days.is_provisional and not days.is_settled_late


def test_the_other_direction_meets_before_it_and_skips_mid_autumn():
    """Friday the 25th of September is off, so three working days before the 30th is Thursday the 24th."""
    days = days_of_round(Month(2026, 10), RoundPlan(meeting_shift=Shift.EARLIER), CALENDAR)
    assert (days.closing, days.meeting) == (date(2026, 9, 24), date(2026, 9, 30))
    assert (days.notice, days.decision) == (date(2026, 10, 7), date(2026, 10, 8))


def test_february_2026_decides_after_the_spring_festival():
    """15 to 23 February are off, Saturday the 14th is worked: what hangs to the 16th is sent on the 24th."""
    days = days_of_round(Month(2026, 2), RoundPlan(), CALENDAR)
    assert (days.closing, days.meeting) == (date(2026, 2, 4), date(2026, 2, 9))
    assert (days.notice, days.decision) == (date(2026, 2, 16), date(2026, 2, 24))
    assert (days.verification, days.settlement) == (date(2026, 2, 10), date(2026, 2, 14))
    assert days.is_settled_late and days.last == date(2026, 2, 24)
    later = days_of_round(Month(2026, 2), RoundPlan(settlement_shift=Shift.LATER), CALENDAR)
    assert later.settlement == date(2026, 2, 24) and not later.is_settled_late


def test_an_ordinary_month_moves_nothing_but_weekends():
    days = days_of_round(Month(2026, 4), RoundPlan(meeting_day=8), CALENDAR)
    assert (days.closing, days.meeting) == (date(2026, 4, 2), date(2026, 4, 8))  # the 6th is Qingming
    assert (days.notice, days.decision) == (date(2026, 4, 15), date(2026, 4, 16))
    assert days.moved == frozenset()


def test_a_year_without_a_calendar_is_provisional_and_so_is_a_month_that_touches_it():
    ahead = days_of_round(Month(2027, 1), RoundPlan(), CALENDAR)
    assert ahead.is_provisional and ahead.meeting == date(2027, 1, 7)
    december = days_of_round(Month(2026, 12), RoundPlan(meeting_day=25, notice_days=10), CALENDAR)
    assert december.decision == date(2027, 1, 5) and december.is_provisional


@given(PLANS, st.integers(0, 20))
def test_the_days_come_in_their_order_on_working_days(plan, ahead):
    days = days_of_round(Month(2025, 2).plus(ahead), plan, CALENDAR)
    assert days.closing <= days.meeting < days.notice < days.decision <= days.last
    for which in (RoundDay.MEETING, RoundDay.DECISION, RoundDay.VERIFICATION, RoundDay.SETTLEMENT):
        assert CALENDAR.is_working(days.on(which))
    counted = sum(
        CALENDAR.is_working(days.closing + timedelta(n)) for n in range((days.meeting - days.closing).days)
    )
    assert counted == plan.closing_working_days
    assert days.notice - days.meeting == timedelta(plan.notice_days)


def test_the_present_round_is_this_month_s_until_it_is_settled_or_closed():
    before, days = (days_of_round(Month(2026, month), RoundPlan(), CALENDAR) for month in (10, 11))
    assert present_month(date(2026, 11, 2), [(before, False), (days, False)]) == Month(2026, 11)
    assert present_month(date(2026, 11, 20), [(before, False), (days, False)]) == Month(2026, 11)
    assert present_month(date(2026, 11, 21), [(before, False), (days, False)]) == Month(2026, 12)
    assert present_month(date(2026, 11, 18), [(before, True), (days, True)]) == Month(2026, 12)


def test_a_round_that_meets_late_runs_into_the_next_month():
    late = RoundPlan(meeting_day=26)
    before, days = (days_of_round(Month(2026, month), late, CALENDAR) for month in (10, 11))
    assert before.last == date(2026, 11, 3)
    assert present_month(date(2026, 11, 3), [(before, False), (days, False)]) == Month(2026, 10)
    assert present_month(date(2026, 11, 3), [(before, True), (days, False)]) == Month(2026, 11)
    assert present_month(date(2026, 11, 4), [(before, False), (days, False)]) == Month(2026, 11)


def test_a_legal_deadline_before_the_round_decides_does_not_wait():
    days = days_of_round(Month(2026, 11), RoundPlan(), CALENDAR)
    just_before, just = days.decision - timedelta(1), days.decision
    assert cannot_wait(RoundStage.LACKING, [("whole_case", just_before, "x")], days)
    assert cannot_wait(RoundStage.ON_VIEW, [("whole_case", just_before, "x")], days)
    assert not cannot_wait(RoundStage.READY, [("whole_case", just, "x")], days)
    assert not cannot_wait(RoundStage.WITH_CONFIRMER, [("whole_case", just_before, "x")], days)


def test_an_opinion_due_before_the_meeting_does_not_wait_where_the_law_says_so():
    days = days_of_round(Month(2026, 11), RoundPlan(), CALENDAR)
    due = days.meeting - timedelta(1)
    assert cannot_wait(RoundStage.READY, [("opinion", due, "民发〔2021〕57号 第十九条")], days)
    assert not cannot_wait(RoundStage.READY, [("opinion", due, OFFICE_LIMIT.article)], days)
    assert not cannot_wait(RoundStage.TO_POST, [("opinion", due, "民发〔2021〕57号 第十九条")], days)


def test_the_stage_follows_the_state():
    def stage(state, *, lacking=False, posted=False):
        return stage_of(state, is_lacking=lacking, is_posted_next=posted)

    assert stage(OutcomeState.PROPOSED, lacking=True) is RoundStage.LACKING
    assert stage(OutcomeState.RETURNED) is RoundStage.READY
    assert stage(OutcomeState.OBJECTED, lacking=True) is RoundStage.LACKING
    assert stage(OutcomeState.OPINION, posted=True) is RoundStage.TO_POST
    assert stage(OutcomeState.OPINION) is RoundStage.TO_SEND
    assert stage(OutcomeState.POSTED, lacking=True) is RoundStage.ON_VIEW
    assert stage(OutcomeState.POSTED) is RoundStage.TO_SEND
    assert stage(OutcomeState.WITH_CONFIRMER) is RoundStage.WITH_CONFIRMER
    assert {stage(state) for state in DECIDED_STATES} == {RoundStage.DECIDED}


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"meeting_day": 29}, "meeting_day"),
        ({"settlement_day": 0}, "settlement_day"),
        ({"verification_day": 31}, "verification_day"),
        ({"closing_working_days": 16}, "closing_working_days"),
        ({"notice_days": 6}, "notice_days"),
        ({"notice_days": 31}, "notice_days"),
    ],
)
def test_a_plan_that_cannot_be_names_its_field(changes, fault):
    assert plan_faults(RoundPlan(**changes), 7) == (fault,)
    assert plan_faults(RoundPlan(), 7) == ()
