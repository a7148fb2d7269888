"""Deadlines on the official calendar, with make-up workdays, pauses and years not yet announced."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yimen.kernel import (
    Deadline,
    OpenPauseError,
    Period,
    TimeLimit,
    TimeLimitError,
    WorkCalendar,
    deadline,
    working_days_between,
)
from yimen.kernel.deadlines import DayUnit

# 国办发明电〔2024〕12号: National Day and Mid-Autumn 2025, 1 to 8 October off;
# 28 September and 11 October worked
OCTOBER_2025 = {date(2025, 10, day): False for day in range(1, 9)} | {
    date(2025, 9, 28): True,
    date(2025, 10, 11): True,
}
CALENDAR = WorkCalendar(OCTOBER_2025, {2025})
days = st.dates(date(2025, 1, 1), date(2025, 11, 1))


def limit(number: int, unit: str = "working", extended: int | None = None) -> TimeLimit:
    return TimeLimit(number, DayUnit(unit), "受理", "某条", extended)


def test_make_up_workdays_count_and_holidays_do_not() -> None:
    # Friday 26 September: Sunday 28 works, 29 and 30 work, 1 to 8 rest, 9 and 10 work, Saturday 11 works
    assert deadline(limit(6), date(2025, 9, 26), CALENDAR).due_on == date(2025, 10, 11)


def test_the_day_of_the_event_does_not_count() -> None:
    assert deadline(limit(3), date(2025, 3, 3), CALENDAR).due_on == date(2025, 3, 6)
    assert deadline(limit(7, "calendar"), date(2025, 3, 3), CALENDAR).due_on == date(2025, 3, 10)
    assert deadline(limit(0), date(2025, 3, 3), CALENDAR).due_on == date(2025, 3, 3)


def test_a_pause_stops_the_clock() -> None:
    pause = Period(date(2025, 3, 4), date(2025, 3, 11))
    assert deadline(limit(3), date(2025, 3, 3), CALENDAR, [pause]).due_on == date(2025, 3, 13)
    assert deadline(limit(3), date(2025, 3, 3), CALENDAR, [pause, pause]).due_on == date(2025, 3, 13)


def test_a_pause_that_goes_on_gives_no_deadline() -> None:
    with pytest.raises(OpenPauseError, match="中止"):
        deadline(limit(3), date(2025, 3, 3), CALENDAR, [Period(date(2025, 3, 4))])


def test_a_year_without_a_notice_is_provisional_and_rests_on_fixed_holidays() -> None:
    found = deadline(limit(2), date(2025, 12, 31), CALENDAR)
    assert found == Deadline(date(2026, 1, 5), True, limit(2))
    later = deadline(
        limit(2),
        date(2025, 12, 31),
        WorkCalendar({date(2026, 1, 1): False, date(2026, 1, 2): False}, {2025, 2026}),
    )
    assert later.due_on == date(2026, 1, 6)
    assert not later.is_provisional


def test_a_deadline_of_long_ago_follows_the_calendar_of_its_time() -> None:
    # 国办发明电〔2019〕16号: 24 to 30 January 2020 off, 19 January worked
    # 国办发明电〔2020〕1号: off until 2 February
    off = {date(2020, 1, day): False for day in range(24, 32)} | {date(2020, 2, day): False for day in (1, 2)}
    past = WorkCalendar(off | {date(2020, 1, 19): True}, {2020})
    assert deadline(limit(3), date(2020, 1, 22), past) == Deadline(date(2020, 2, 4), False, limit(3))
    assert deadline(limit(1), date(2020, 1, 18), past).due_on == date(2020, 1, 19)


def test_calendar_days_never_depend_on_the_notice() -> None:
    assert not deadline(limit(30, "calendar"), date(2026, 12, 20), CALENDAR).is_provisional


@pytest.mark.parametrize("day", [date(2030, 1, 1), date(2030, 5, 1), date(2030, 5, 2), date(2030, 10, 3)])
def test_fixed_holidays_rest_in_years_to_come(day: date) -> None:
    assert not CALENDAR.is_working(day)


def test_the_second_of_may_was_a_workday_before_2025() -> None:
    assert WorkCalendar({}, set()).is_working(date(2024, 5, 2))


def test_an_extension_needs_a_law_that_allows_it() -> None:
    longer = deadline(limit(30, extended=45), date(2025, 1, 2), CALENDAR, is_extended=True).due_on
    assert working_days_between(date(2025, 1, 2), longer, CALENDAR) == 45
    with pytest.raises(TimeLimitError, match="不能延长"):
        deadline(limit(30), date(2025, 1, 2), CALENDAR, is_extended=True)


@pytest.mark.parametrize(("number", "extended"), [(-1, None), (30, 20)])
def test_an_impossible_limit_is_refused(number: int, extended: int | None) -> None:
    with pytest.raises(TimeLimitError):
        limit(number, extended=extended)


@given(days, st.integers(1, 60))
def test_the_due_day_is_the_nth_working_day_after_the_event(event: date, number: int) -> None:
    due = deadline(limit(number), event, CALENDAR).due_on
    assert CALENDAR.is_working(due)
    assert working_days_between(event, due, CALENDAR) == number
    assert working_days_between(due, event, CALENDAR) == -number


@given(days, st.integers(0, 40), days, st.integers(0, 20))
def test_a_pause_never_brings_a_deadline_forward(event: date, number: int, start: date, length: int) -> None:
    pause = Period(start, start + timedelta(days=length))
    for unit in DayUnit:
        paused = deadline(limit(number, unit), event, CALENDAR, [pause]).due_on
        assert paused >= deadline(limit(number, unit), event, CALENDAR).due_on


@given(days, st.integers(0, 60))
def test_longer_limits_end_later(event: date, number: int) -> None:
    assert (
        deadline(limit(number + 1), event, CALENDAR).due_on > deadline(limit(number), event, CALENDAR).due_on
    )


def test_a_deadline_is_overdue_from_the_next_day() -> None:
    found = deadline(limit(1), date(2025, 3, 3), CALENDAR)
    assert not found.is_overdue(date(2025, 3, 4))
    assert found.is_overdue(date(2025, 3, 5))
