"""The work calendar: official years, a corrected year, and years nobody has announced yet."""

from datetime import date

import pytest

from yimen.foundation.audit import SYSTEM
from yimen.foundation.audit.models import Entry
from yimen.foundation.calendar.actions import days_of, fill_official_calendar, set_year
from yimen.foundation.calendar.errors import IncompleteYearError
from yimen.foundation.calendar.models import Day
from yimen.foundation.calendar.queries import load_calendar
from yimen.foundation.database.scope import system_scope

pytestmark = pytest.mark.django_db


def test_filling_enters_2004_to_2026_once() -> None:
    assert fill_official_calendar() == 23
    assert fill_official_calendar() == 0
    assert Day.objects.count() == sum(len(days_of(year)) for year in range(2004, 2027))


def test_make_up_workdays_and_holidays_are_known() -> None:
    fill_official_calendar()
    calendar = load_calendar()
    assert calendar.is_working(date(2025, 1, 26))  # a Sunday, made up for Spring Festival
    assert not calendar.is_working(date(2025, 1, 28))
    assert calendar.is_official(2026) and not calendar.is_official(2027)


def test_a_year_entered_later_is_seen_at_once_and_recorded() -> None:
    fill_official_calendar()
    assert not load_calendar().is_official(2027)
    days = {day: day.weekday() < 5 for day in days_of(2027)} | {date(2027, 1, 2): True}
    set_year(year=2027, days=days, source="国办发明电", by=SYSTEM)
    calendar = load_calendar()
    assert calendar.is_official(2027) and calendar.is_working(date(2027, 1, 2))
    with system_scope():
        assert Entry.objects.get().action == "calendar:set"


def test_a_corrected_year_replaces_its_days_and_filling_leaves_it_alone() -> None:
    set_year(year=2026, days=dict.fromkeys(days_of(2026), True), source="更正", by=SYSTEM)
    fill_official_calendar()
    assert load_calendar().is_working(date(2026, 10, 1))


def test_a_year_with_a_missing_or_foreign_day_is_refused() -> None:
    days = dict.fromkeys(days_of(2027), True)
    for wrong in ({**days, date(2028, 1, 1): True}, {day: True for day in days_of(2027)[1:]}):
        with pytest.raises(IncompleteYearError, match="2027 年的日历不完整"):
            set_year(year=2027, days=wrong, source="", by=SYSTEM)
