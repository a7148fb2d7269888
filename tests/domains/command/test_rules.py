"""Birthdays and school years: who turns how old when, and whose school ends in which summer."""

from datetime import date

import pytest

from yimen.domains.command import rules
from yimen.kernel import Month


def test_a_month_has_the_birthdays_of_its_own_days():
    assert rules.born_in(Month(2026, 9), 18) == (date(2008, 9, 1), date(2008, 9, 30))


def test_a_leap_day_is_kept_on_the_last_of_february():
    assert rules.born_in(Month(2026, 2), 18)[1] == date(2008, 2, 29)
    assert rules.birthday_in(Month(2026, 2), date(2008, 2, 29)) == date(2026, 2, 28)
    assert rules.birthday_in(Month(2028, 2), date(2008, 2, 29)) == date(2028, 2, 29)


@pytest.mark.parametrize(
    ("stage", "first", "last"),
    [
        ("compulsory", date(2011, 9, 1), date(2012, 8, 31)),
        ("upper_secondary", date(2008, 9, 1), date(2009, 8, 31)),
    ],
)
def test_whoever_began_at_six_finishes_after_nine_or_twelve_years(stage, first, last):
    assert rules.leaves_school(2027, stage) == (first, last)


def test_stages_without_a_length_of_the_law_are_not_guessed():
    assert set(rules.LAST_YEAR_OF) == {"compulsory", "upper_secondary"}


def test_one_age_may_bear_on_several_things():
    found = rules.merged(rules.turnings(18, 60))
    assert set(found) == {16, 18, 60}
    assert len(found[60]) == 2
    assert all(turning.article for several in found.values() for turning in several)
