"""A small year in the suite: a few families of every kind in one town, and the books balanced at the end.

The whole of it, 2,000 families in twelve towns, is `make year`.
"""

from datetime import date, timedelta
from pathlib import Path

import chinese_calendar
import pytest

from tests.simulation.books import balance
from tests.simulation.clocks import CALENDAR, WORKING, is_working, last_day
from tests.simulation.families import KINDS, plan_families
from tests.simulation.house import TOWNS, build_house
from tests.simulation.year import Year
from tests.support.process import on

VILLAGES = {town: (town,) for town in TOWNS}


def test_the_calculators_holidays_are_those_of_the_official_notice():
    days = [date(2026, 1, 1) + timedelta(days=n) for n in range(365)]
    assert [day for day in days if is_working(day) is not chinese_calendar.is_workday(day)] == []


@pytest.mark.parametrize(
    ("event_on", "days", "unit", "expected"),
    [
        (date(2026, 2, 13), 3, WORKING, date(2026, 2, 25)),  # the 14th is worked, then nine days are off
        (date(2026, 9, 18), 3, WORKING, date(2026, 9, 22)),  # Sunday the 20th is worked
        (date(2026, 9, 30), 7, CALENDAR, date(2026, 10, 7)),
        (date(2026, 12, 30), 2, WORKING, date(2027, 1, 4)),  # the first of a year nobody has announced
    ],
)
def test_the_calculator_counts_as_one_counts_by_hand(event_on, days, unit, expected):
    assert last_day(event_on, days, unit) == expected


def test_the_same_seed_brings_the_same_families_and_every_kind_of_them():
    first, again = (plan_families(2000, VILLAGES, 2026) for _ in range(2))
    assert first == again != plan_families(2000, VILLAGES, 2027)
    assert {family.kind for family in first} == set(KINDS)
    assert {family.town for family in first} == set(TOWNS)
    assert len({family.name for family in first}) == 2000


@pytest.mark.timeout(400)  # half a minute by itself; it shares the machine with other tests
@pytest.mark.django_db(transaction=True)
def test_the_books_of_a_small_year_balance(settings, tmp_path: Path):
    settings.YIMEN_AUDIT_HEADS = tmp_path / "heads"
    with on(date(2026, 1, 2)):
        house = build_house(towns=1)
    days = date(2026, 2, 24), date(2026, 3, 9)
    year = Year(house, count=len(KINDS), seed=7, last_knock=date(2026, 1, 14), review=days)
    world = year.live(until=date(2026, 3, 10))
    with on(world.today):
        books = balance(world)
    assert world.faults == []
    assert books.wrong == []
    assert sum(world.acts.values()) > 200
