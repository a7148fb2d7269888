"""An unknown at any leaf: the determination that depends on it is undetermined and names the leaf."""

from typing import Any

import pytest

from tests.rulebook.household import one_person, outcome
from yimen.rulebook.determine import determine

U = "unknown"


@pytest.mark.parametrize(
    ("keys", "path"),
    [
        ({"household": {"income_month": U}}, "household.income_month"),
        ({"household": {"income_12m": U}}, "household.income_12m"),
        ({"household": {"assessed_income_per_capita": U}}, "household.assessed_income_per_capita"),
        ({"household": {"financial_assets": U}}, "household.financial_assets"),
        ({"household": {"homes": U}}, "household.homes"),
        ({"household": {"non_residential": U}}, "household.non_residential"),
        ({"household": {"vehicles": U}}, "household.vehicles"),
        ({"household": {"vehicles": [{"kind": U}]}}, "household.vehicles[0].kind"),
        ({"household": {"businesses": [{"kind": U}]}}, "household.businesses[0].kind"),
        (
            {"members": [{"ref": "a", "income": [{"kind": "wage", "amount": U}]}]},
            "members[0].income[0].amount",
        ),
        ({"members": [{"ref": "a", "income": [{"kind": U, "amount": 9}]}]}, "members[0].income[0].kind"),
        ({"members": [{"ref": "a", "income": U}]}, "members[0].income"),
        ({"members": [{"ref": "a", "in_prison": U}]}, "members[0].in_prison"),
        ({"members": [{"ref": "a", "died_on": U}]}, "members[0].died_on"),
    ],
)
def test_dibao_names_the_leaf(keys: dict[str, Any], path: str) -> None:
    found = outcome(one_person(**keys), "dibao")
    assert found.eligible is None
    assert path in found.missing


@pytest.mark.parametrize(
    ("programme", "member", "path"),
    [
        ("tekun", {"age": U}, "members[0].age"),
        ("tekun", {"birth_date": U}, "members[0].birth_date"),
        ("tekun", {"disability": {"kind": "physical", "level": U}}, "members[0].disability.level"),
        ("disability_care", {"disability": U}, "members[0].disability"),
        ("orphan", {"age": 10, "parents": ["dead", U]}, "members[0].parents[1]"),
        ("unattended_child", {"age": 10, "parents": ["in_prison", U]}, "members[0].parents[1]"),
        ("disability_living", {"disability": {"level": 1}, "other_awards": U}, "members[0].other_awards"),
    ],
)
def test_person_programmes_name_the_leaf(programme: str, member: dict[str, Any], path: str) -> None:
    found = outcome(one_person(members=[{"ref": "a", **member}]), programme, "a")
    assert found.eligible is None
    assert found.missing == (path,)


def test_what_does_not_depend_on_the_unknown_is_decided() -> None:
    assert outcome(one_person(household={"income_month": U, "non_residential": 1}), "dibao").eligible is False
    known_part = [
        {"ref": "a", "income": [{"kind": "wage", "amount": 5000}]},
        {"ref": "b", "income": [{"kind": "wage", "amount": U}]},
    ]
    assert outcome(one_person(members=known_part), "dibao").eligible is False


def test_an_unknown_care_need_leaves_only_the_care_fee_open() -> None:
    found = outcome(one_person(members=[{"ref": "a", "age": 66, "self_care_failed": U}]), "tekun", "a")
    assert (found.eligible, found.amount) == (True, None)
    assert found.components == {"basic": 138000, "care": None}
    assert found.missing == ("members[0].self_care_failed",)


def test_unknown_obligors_leave_tekun_open() -> None:
    elder = {"members": [{"ref": "a", "age": 66}]}
    assert outcome(one_person(**elder, obligors=U), "tekun", "a").missing == ("obligors",)
    obligor = [{"supports": ["a"], "capable": U}]
    assert outcome(one_person(**elder, obligors=obligor), "tekun", "a").missing == ("obligors[0].capable",)


def test_urban_unknown_is_decided_where_both_come_to_the_same() -> None:
    answer = determine(
        one_person(household={"urban": U, "income_month": 5000, "non_residential": 1}), ["dibao"]
    )
    assert answer.of("dibao").eligible is False
    open_one = determine(one_person(household={"urban": U}), ["dibao"]).of("dibao")
    assert (open_one.eligible, open_one.amount, open_one.missing) == (True, None, ("household.urban",))


def test_an_override_may_be_unknown() -> None:
    found = outcome(one_person(parameters={"dibao_standard": U}), "dibao")
    assert (found.eligible, found.missing) == (None, ("dibao_standard",))
