"""Terms, stages and what a result needs: counted by hand."""

from datetime import date
from typing import Any

import pytest

from yimen.domains.allowances import rules
from yimen.domains.allowances.errors import AttestationInvalidError, MatterInvalidError
from yimen.domains.allowances.types import AttestationKind, EndReason, Per, Result, Stage, Way
from yimen.kernel import Month

LIFE, CHECK = AttestationKind.PROOF_OF_LIFE, AttestationKind.QUALIFICATION
GUANGDONG = {"from": "04-01", "until": "06-20"}


@pytest.mark.parametrize(
    ("on", "times", "first", "last"),
    [
        (date(2026, 1, 1), None, date(2026, 1, 1), date(2026, 6, 30)),
        (date(2026, 6, 30), 2, date(2026, 1, 1), date(2026, 6, 30)),
        (date(2026, 7, 1), 2, date(2026, 7, 1), date(2026, 12, 31)),
        (date(2026, 11, 23), 4, date(2026, 10, 1), date(2026, 12, 31)),
        (date(2028, 2, 29), 6, date(2028, 1, 1), date(2028, 2, 29)),
        (date(2026, 5, 5), 1, date(2026, 1, 1), date(2026, 12, 31)),
        (date(2026, 5, 5), 5, date(2026, 1, 1), date(2026, 6, 30)),
        (date(2026, 5, 5), 0, date(2026, 1, 1), date(2026, 6, 30)),
    ],
)
def test_a_year_is_parted_as_the_place_says_and_in_halves_where_it_says_nothing_that_fits(
    on, times, first, last
):
    term = rules.term_of_life(on, times, None)
    assert (term.starts_on, term.due_on) == (first, last)


def test_the_second_reminder_lasts_as_long_as_the_place_says():
    assert rules.term_of_life(date(2026, 3, 1), 2, None).again_on == date(2026, 7, 15)
    assert rules.term_of_life(date(2026, 3, 1), 2, 30).again_on == date(2026, 7, 30)


@pytest.mark.parametrize("on", [date(2026, 4, 1), date(2026, 6, 20)])
def test_the_season_holds_its_first_and_last_day(on):
    term = rules.season_of(on, GUANGDONG, None)
    assert term is not None and (term.starts_on, term.due_on) == (date(2026, 4, 1), date(2026, 6, 20))


@pytest.mark.parametrize("on", [date(2026, 3, 31), date(2026, 6, 21)])
def test_outside_its_season_and_without_one_nobody_is_asked(on):
    assert rules.season_of(on, GUANGDONG, None) is None
    assert rules.season_of(date(2026, 5, 1), None, None) is None


def test_whoever_reaches_the_age_within_the_term_is_concerned():
    assert rules.born_until(rules.term_of_life(date(2026, 8, 1), 2, None), None) == date(1946, 12, 31)
    assert rules.born_until(rules.term_of_life(date(2028, 2, 1), 6, None), 79) == date(1949, 2, 28)


@pytest.mark.parametrize(
    ("today", "stage"),
    [
        (date(2026, 6, 30), Stage.WAITING),
        (date(2026, 7, 1), Stage.AGAIN),
        (date(2026, 7, 15), Stage.AGAIN),
        (date(2026, 7, 16), Stage.MISSED),
    ],
)
def test_a_missed_day_is_asked_for_again_and_then_looked_into(today, stage):
    days = (date(2026, 6, 30), date(2026, 7, 15), today)
    assert rules.stage_of("", None, *days) is stage
    assert rules.stage_of("", "a case", *days) is Stage.IN_REVIEW
    assert rules.stage_of("confirmed", "a case", *days) is Stage.DONE


FITTING: list[dict[str, Any]] = [
    {"kind": LIFE, "result": Result.CONFIRMED, "way": Way.AT_HOME},
    {"kind": LIFE, "result": Result.CONFIRMED, "way": Way.BY_RELATIVE, "has_photo": True},
    {"kind": LIFE, "result": Result.CONFIRMED, "way": Way.BY_RECORDS, "remark": "6月1日殡葬登记未命中"},
    {"kind": LIFE, "result": Result.DIED, "way": None},
    {"kind": CHECK, "result": Result.EXPIRED, "way": None},
]
UNFIT: list[dict[str, Any]] = [
    {"kind": LIFE, "result": Result.EXPIRED, "way": None},
    {"kind": LIFE, "result": Result.LAPSED, "way": None},
    {"kind": CHECK, "result": Result.LAPSED, "way": None},
    {"kind": LIFE, "result": Result.CONFIRMED, "way": None},
    {"kind": LIFE, "result": Result.CONFIRMED, "way": Way.BY_RELATIVE},
    {"kind": LIFE, "result": Result.CONFIRMED, "way": Way.BY_RECORDS, "remark": "  "},
]
USUAL = {"remark": "", "has_photo": False}


@pytest.mark.parametrize("said", FITTING)
def test_what_fits_is_taken(said):
    rules.refuse_unfit(**{**USUAL, **said})


@pytest.mark.parametrize("said", UNFIT)
def test_what_does_not_fit_is_refused(said):
    with pytest.raises(AttestationInvalidError):
        rules.refuse_unfit(**{**USUAL, **said})


def test_a_proof_lies_within_the_term_and_not_in_the_future():
    first, today = date(2026, 7, 1), date(2026, 7, 9)
    rules.refuse_day(first, first, today)
    rules.refuse_day(today, first, today)
    for day in (date(2026, 6, 30), date(2026, 7, 10)):
        with pytest.raises(AttestationInvalidError):
            rules.refuse_day(day, first, today)


def test_money_has_an_amount_a_rhythm_and_a_beginning_and_help_in_kind_has_none():
    rules.refuse_unfit_grant(None, None, None)
    rules.refuse_unfit_grant(3000, Per.MONTH, Month(2026, 12))
    for said in ((3000, None, None), (None, Per.YEAR, Month(2026, 12)), (0, Per.ONCE, Month(2026, 12))):
        with pytest.raises(MatterInvalidError):
            rules.refuse_unfit_grant(*said)


def test_nothing_is_taken_from_the_living_unheard():
    rules.refuse_unheard(EndReason.DIED, "", "12月1日去世")
    rules.refuse_unheard(EndReason.MOVED, "本人同意", "迁到梅江区")
    rules.refuse_unheard(EndReason.GIVEN_UP, "本人写明不再领取", "随子女生活")
    for said in (
        (EndReason.MOVED, "", "迁走"),
        (EndReason.NOT_QUALIFIED, " ", "不符"),
        (EndReason.GIVEN_UP, "", "本人放弃"),
        (EndReason.DIED, "", " "),
    ):
        with pytest.raises(MatterInvalidError):
            rules.refuse_unheard(*said)
