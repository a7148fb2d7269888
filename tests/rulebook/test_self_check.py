"""The self check asks few questions, each only where it matters, and keeps no more than what was said."""

from datetime import date
from functools import cache
from itertools import product

import pytest

from yimen.kernel import Programme, RegionCode
from yimen.rulebook.household_file import read
from yimen.rulebook.self_check import (
    QUESTIONS,
    QUESTIONS_BY_KEY,
    Chance,
    QuestionKind,
    asked_so_far,
    chances,
    household_file,
    next_question,
)

pytestmark = pytest.mark.requirement("R-POL-5")
PLACE, DAY = RegionCode("441426100200"), date(2026, 11, 23)
POOR = {
    "size": "3", "age": "adult", "area": "rural", "income": "900.00", "disability": "severe",
    "illness": "no", "assets": "3000.00", "homes": "1", "property": "none",
    "costs": "0.00", "parents": "able", "obligors": "none", "sudden": "no",
}  # fmt: skip


def asked(told):
    return dict(_asked(tuple(told.items())))


@cache
def _asked(told):
    told = dict(told)
    said: dict = {}
    while question := next_question(said, PLACE, DAY):
        assert question.key not in said
        said[question.key] = told[question.key]
    return said


def found(said, chance):
    return {one.programme for one in chances(said, PLACE, DAY) if one.chance is chance}


def test_a_poor_family_is_asked_eleven_questions_and_hears_what_it_may_get() -> None:
    said = asked(POOR)
    assert len(said) == 11
    assert "parents" not in said, "nobody asks an adult about their parents"
    likely = found(said, Chance.LIKELY)
    assert {Programme.DIBAO, Programme.DISABILITY_LIVING, Programme.DISABILITY_CARE} <= likely


ORPHANED = POOR | {"size": "1", "age": "child", "parents": "dead", "disability": "none", "income": "0"}


@pytest.mark.parametrize(
    ("family", "count"),
    [
        (POOR | {"size": "2", "age": "old", "disability": "none", "income": "500.00"}, 11),
        (ORPHANED, 12),
        (POOR | {"income": "15000.00", "assets": "300000.00", "homes": "2", "disability": "none"}, 7),
    ],
    ids=("an old couple", "a child alone", "a family that is well off"),
)
def test_typical_families_are_asked_few_of_thirteen_questions(family, count) -> None:
    assert (len(asked(family)), len(QUESTIONS)) == (count, 13)


def test_a_grown_up_who_lives_alone_is_not_asked_about_parents() -> None:
    said = asked(POOR | {"size": "1", "income": "0", "assets": "0"})
    assert "parents" not in said and "obligors" in said
    assert Programme.TEKUN in found(said, Chance.LIKELY)


def test_medical_costs_are_asked_about_before_help_with_them_is_ruled_out() -> None:
    told = POOR | {"size": "1", "age": "child", "disability": "none"}
    none, some = asked(told), asked(told | {"costs": "20000.00"})
    assert "costs" in none
    assert Programme.MEDICAL in found(none, Chance.UNLIKELY)
    assert Programme.MEDICAL not in found(some, Chance.UNLIKELY)
    assert Programme.MEDICAL in found(none | {"costs": ""}, Chance.OPEN), "nobody knew"


def test_the_questions_asked_are_known_in_their_order() -> None:
    said = asked(POOR)
    assert [question.key for question in asked_so_far(said, PLACE, DAY)] == list(said)


def test_who_is_plainly_not_poor_is_asked_less() -> None:
    said = asked(POOR | {"property": "company", "disability": "none"})
    assert Programme.DIBAO in found(said, Chance.UNLIKELY)
    assert len(said) <= len(asked(POOR)) + 2


def test_a_child_is_asked_about_its_parents() -> None:
    said = asked(POOR | {"size": "1", "age": "child", "parents": "dead", "disability": "none"})
    assert "parents" in said
    assert Programme.ORPHAN in found(said, Chance.LIKELY)


def test_a_child_whom_no_parent_can_look_after_is_no_orphan() -> None:
    """民发〔2019〕62号 beside the rules for orphans."""
    said = asked(POOR | {"size": "1", "age": "child", "parents": "unable", "disability": "none"})
    likely = found(said, Chance.LIKELY)
    assert Programme.UNATTENDED_CHILD in likely and Programme.ORPHAN not in likely


def test_an_emergency_is_asked_about_and_told() -> None:
    assert Programme.TEMPORARY in found(asked(POOR | {"sudden": "yes"}), Chance.LIKELY)


def test_a_programme_that_is_out_of_reach_says_why() -> None:
    [care] = [
        one
        for one in chances(POOR | {"disability": "none"}, PLACE, DAY)
        if one.programme is Programme.DISABILITY_CARE
    ]
    assert (care.chance, bool(care.why)) == (Chance.UNLIKELY, True)


def test_every_question_matters_somewhere_and_the_next_settles_most() -> None:
    first = next_question({"size": "3", "age": "adult"}, PLACE, DAY)
    assert first is QUESTIONS_BY_KEY["income"]
    ways = (POOR, POOR | {"size": "1", "age": "child", "parents": "dead", "disability": "none"})
    assert {key for way in ways for key in asked(way)} == set(QUESTIONS_BY_KEY)


def test_whatever_is_answered_is_a_file_the_rules_can_read() -> None:
    for question in QUESTIONS:
        offered = [value for value, _word in question.choices] or ["1", "2"]
        for answer in offered:
            assert read(household_file(POOR | {question.key: answer}, PLACE, DAY)).members, question.key
    for some in product(("child", "adult", "old"), ("1", "20"), ("car", "company")):
        age, size, owns = some
        file = read(household_file(POOR | {"age": age, "size": size, "property": owns}, PLACE, DAY))
        assert len(file.members) == int(size)


def test_no_question_asks_who_somebody_is() -> None:
    assert {question.kind for question in QUESTIONS} == set(QuestionKind)
    assert not any(word in question.title for question in QUESTIONS for word in ("姓名", "身份证", "电话"))
