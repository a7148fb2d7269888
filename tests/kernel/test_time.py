"""Months and periods."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yimen.kernel import Month, Period, PeriodError

months = st.builds(Month, st.integers(1900, 2100), st.integers(1, 12))
days = st.dates(date(1950, 1, 1), date(2100, 1, 1))


@given(months, st.integers(-500, 500))
def test_adding_months_and_subtracting_agree(month: Month, number: int) -> None:
    assert month.plus(number) - month == number
    assert month.plus(number).plus(-number) == month


@given(days)
def test_a_day_lies_between_the_first_and_last_of_its_month(day: date) -> None:
    month = Month.of(day)
    assert month.first <= day <= month.last
    assert day not in (month.next().first, month.previous().last)


@given(months)
def test_writing_and_reading_gives_the_same_month(month: Month) -> None:
    assert Month.parse(str(month)) == month


def test_months_until_excludes_the_end() -> None:
    assert [str(m) for m in Month(2024, 11).until(Month(2025, 2))] == ["2024-11", "2024-12", "2025-01"]


@pytest.mark.parametrize("text", ["2025", "2025-13", "2025-0", "x-1", ""])
def test_what_is_no_month_is_refused(text: str) -> None:
    with pytest.raises(PeriodError):
        Month.parse(text)


@given(days, days, days, days)
def test_periods_overlap_exactly_when_they_share_a_day(a: date, b: date, c: date, d: date) -> None:
    first, second = Period(min(a, b), max(a, b)), Period(min(c, d), max(c, d))
    starts = (first.start, second.start)
    shares = any(day in first and day in second for day in starts)
    assert first.overlaps(second) == second.overlaps(first) == shares


def test_a_period_ends_before_its_until() -> None:
    period = Period(date(2025, 1, 1), date(2025, 2, 1))
    assert date(2025, 1, 31) in period
    assert date(2025, 2, 1) not in period
    assert date(9999, 1, 1) in Period(date(2025, 1, 1))


def test_a_period_must_not_end_before_it_starts() -> None:
    with pytest.raises(PeriodError, match="早于起点"):
        Period(date(2025, 2, 1), date(2025, 1, 1))
