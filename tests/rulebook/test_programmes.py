"""The other programmes: near-threshold, single persons, tekun, rigid expense, aid, subsidies, children."""

from typing import Any

import pytest

from tests.rulebook.household import one_person, outcome
from yimen.rulebook.determine import determine

DISABLED = {"ref": "a", "age": 45, "disability": {"kind": "physical", "level": 2}}
MARGIN = {"members": [DISABLED, {"ref": "b", "age": 44}], "household": {"income_month": 2000}}


@pytest.mark.parametrize(
    ("income", "eligible"), [(861.99, False), (862, True), (1292.99, True), (1293, False), (1293.01, False)]
)
def test_near_threshold_lies_between_the_lines(income: float, eligible: bool) -> None:
    assert outcome(one_person(household={"income_month": income}), "dibao_margin").eligible is eligible


def test_the_margin_after_the_law_rests_on_the_old_ratio_unconfirmed() -> None:
    parameters = {"dibao_standard": 862}
    file = one_person(household={"income_month": 900}, parameters=parameters)
    assert outcome(file, "dibao_margin").needs_review is False
    later = outcome({**file, "on": "2026-07-01"}, "dibao_margin")
    assert (later.eligible, later.needs_review) == (True, True)
    assert later.reasons[-1].article == "社会救助法 第二十一条"


def single(**parameters: Any) -> Any:
    return outcome(one_person(**MARGIN, parameters=parameters), "dibao_single", "a")


def test_single_person_methods() -> None:
    assert (single().eligible, single().amount, single().missing) == (True, None, ("single_person_method",))
    assert single(single_person_method="full").amount == 86200
    assert single(single_person_method="flat", single_person_amount=313).amount == 31300
    assert single(single_person_amount=313).amount == 31300
    assert single(single_person_method="rate", single_person_rate=0.6).amount == 51800
    assert single(single_person_method="gap", single_person_minimum_rate=0.6).amount == 51800
    bands = [{"income_up_to": 1.2, "rate": 1}, {"income_up_to": 2, "rate": 0.5, "who": "severely_disabled"}]
    assert single(single_person_method="bands", single_person_bands=bands).amount == 86200
    for_ill = [{"income_up_to": 2, "rate": 0.5, "who": "seriously_ill"}]
    assert single(single_person_method="bands", single_person_bands=for_ill).amount == 0
    with_more = single(single_person_method="full", single_person_supplement=True, supplement_rate=0.1)
    assert with_more.components == {"base": 86200, "supplement": 8700}


@pytest.mark.parametrize(
    ("disability", "eligible"),
    [
        ({"kind": "physical", "level": 1}, True),
        ({"kind": "physical", "level": 3}, False),
        ({"kind": "mental", "level": 3}, True),
        ({"kind": "intellectual", "level": 3}, True),
        ({"kind": "mental", "level": 4}, False),
        ({"level": 2}, True),
    ],
)
def test_single_person_scope(disability: dict[str, Any], eligible: bool) -> None:
    file = one_person(
        members=[{"ref": "a", "disability": disability}, {"ref": "b"}], household={"income_month": 2000}
    )
    assert outcome(file, "dibao_single", "a").eligible is eligible


def test_a_dibao_household_is_not_cut_down_to_one_of_its_members() -> None:
    file = one_person(**{**MARGIN, "household": {"income_month": 100}})
    assert outcome(file, "dibao_single", "a").eligible is False


def test_an_adult_without_work_is_taken_alone_by_own_income() -> None:
    members = [{**DISABLED, "income": []}, {"ref": "b", "income": [{"kind": "wage", "amount": 6000}]}]
    file = one_person(members=members, parameters={"single_person_method": "full"})
    assert outcome(file, "dibao_single", "a").amount == 86200
    assert outcome({**file, "on": "2022-01-01"}, "dibao_single", "a").eligible is False


@pytest.mark.parametrize(
    ("member", "on", "eligible"),
    [
        ({"age": 60}, "2025-03-01", True),
        ({"age": 59}, "2025-03-01", False),
        ({"age": 15}, "2025-03-01", True),
        ({"age": 17}, "2026-06-30", False),
        ({"age": 17}, "2026-07-01", True),
        ({"age": 40, "disability": {"kind": "mental", "level": 3}}, "2025-03-01", True),
        ({"age": 40, "disability": {"kind": "physical", "level": 3}}, "2025-03-01", False),
        ({"age": 40, "disability": {"kind": "visual", "level": 2}}, "2025-03-01", False),
        ({"age": 70, "in_prison": True}, "2025-03-01", False),
        ({"age": 19, "student": "vocational", "other_awards": [{"programme": "tekun"}]}, "2025-03-01", True),
        ({"age": 10, "other_awards": [{"programme": "orphan"}]}, "2025-03-01", False),
        ({"age": 10, "parents": ["dead", "able"]}, "2025-03-01", False),
        ({"age": 70, "income": [{"kind": "old_age_allowance", "amount": 900}]}, "2025-03-01", True),
        ({"age": 70, "income": [{"kind": "pension", "amount": 862}]}, "2025-03-01", False),
    ],
)
def test_who_is_tekun(member: dict[str, Any], on: str, eligible: bool) -> None:
    file = one_person(on=on, members=[{"ref": "a", **member}])
    assert outcome(file, "tekun", "a").eligible is eligible


def test_tekun_asks_whether_anybody_can_support() -> None:
    elder = {"ref": "a", "age": 70, "relation": "parent"}
    able, old = ({"ref": "b", "age": age, "relation": "head"} for age in (40, 62))
    assert outcome(one_person(members=[elder, able]), "tekun", "a").eligible is False
    assert outcome(one_person(members=[elder, old]), "tekun", "a").eligible is True
    for capable in (True, False):
        file = one_person(members=[elder], obligors=[{"supports": ["a"], "capable": capable}])
        assert outcome(file, "tekun", "a").eligible is not capable


RIGID = {"income_12m": 20000, "rigid_expenses_12m": {"medical": 12000}}


def test_rigid_expense_is_valid_for_a_year() -> None:
    file = one_person(household=RIGID, parameters={"disposable_income_per_capita": 30000})
    found = outcome(file, "rigid_expense")
    assert (found.eligible, str(found.starts_on), str(found.through)) == (True, "2025-03-01", "2026-02-28")
    assert outcome(one_person(household=RIGID), "rigid_expense").missing == ("disposable_income_per_capita",)
    poor = {**RIGID, "income_12m": 10000}
    assert outcome(one_person(household=poor), "rigid_expense").eligible is False


def test_national_rigid_ratio_must_be_exceeded() -> None:
    parameters = {"dibao_standard": 600, "disposable_income_per_capita": 30000, "rigid_expense_ratio": 0.6}
    file = one_person(region="370829000000", household=RIGID, parameters=parameters)
    assert outcome(file, "rigid_expense").eligible is False
    more = {**RIGID, "rigid_expenses_12m": {"medical": 12000.01}}
    assert outcome({**file, "household": more}, "rigid_expense").eligible is True


def test_small_fast_aid_is_capped_at_a_month_of_the_urban_standard() -> None:
    file = one_person(on="2026-03-01", request={"kind": "small_fast", "amount": 3000})
    assert outcome(file, "temporary").amount == 86200
    assert outcome({**file, "request": {"kind": "small_fast", "amount": 300}}, "temporary").amount == 30000


def test_emergency_aid_follows_the_place_of_the_emergency() -> None:
    file = one_person(
        on="2024-06-01", request={"kind": "emergency", "amount": 90000, "region": "440100000000"}
    )
    assert outcome(file, "temporary").amount == 128200 * 3


def test_without_a_request_there_is_no_temporary_aid() -> None:
    found = outcome(one_person(), "temporary").to_json()
    assert (found["eligible"], found["amount_once"]) == (False, "0.00")


def test_disability_subsidies_by_level_and_scope() -> None:
    liaocheng = {"region": "371522000000", "on": "2024-06-01", "household": {"income_month": 0}}
    for level, living, care in ((1, 18700, 16800), (2, 18700, 14000), (3, 14000, 0)):
        file = one_person(
            **liaocheng, members=[{"ref": "a", "disability": {"kind": "mental", "level": level}}]
        )
        assert outcome(file, "disability_living", "a").amount == living
        assert outcome(file, "disability_care", "a").amount == care
    guangdong = one_person(members=[{"ref": "a", "disability": {"kind": "mental", "level": 4}}])
    assert outcome(guangdong, "disability_care", "a").amount == 28000
    flat = one_person(parameters={"disability_care_amount": {"2": 300}}, members=[DISABLED])
    found = outcome(flat, "disability_care", "a")
    assert (found.amount, found.needs_review) == (30000, False)


@pytest.mark.parametrize(
    ("parents", "orphan", "unattended"),
    [
        (["dead", "dead"], True, False),
        (["dead", "missing"], True, False),
        (["dead", "in_prison"], False, True),
        (["disabled", "ill"], False, True),
        (["dead", "able"], False, False),
        ([], False, False),
    ],
)
def test_orphans_and_unattended_children(parents: list[str], orphan: bool, unattended: bool) -> None:
    file = one_person(on="2024-06-01", members=[{"ref": "a", "age": 10, "parents": parents}])
    assert outcome(file, "orphan", "a").eligible is orphan
    assert outcome(file, "unattended_child", "a").eligible is unattended
    assert outcome(file, "orphan", "a").amount == (148400 if orphan else 0)


def test_medical_deductible_and_cap_apply_where_known() -> None:
    rate = {"medical_rate_dibao_margin": 0.7}
    file = one_person(
        household={"income_month": 900}, medical={"in_catalogue_self_pay": 10000}, parameters=rate
    )
    open_one = outcome(file, "medical")
    assert (open_one.amount, open_one.unsourced) == (
        700000,
        ("medical_deductible_dibao_margin", "medical_cap_dibao_margin"),
    )
    limits = {"medical_deductible_dibao_margin": 3000, "medical_cap_dibao_margin": 4000}
    assert outcome({**file, "parameters": {**rate, **limits}}, "medical").amount == 400000


@pytest.mark.parametrize(("index", "eligible"), [(3.49, False), (3.5, True)])
def test_price_subsidy_begins_at_the_trigger(index: float, eligible: bool) -> None:
    found = outcome(one_person(parameters={"price_index_yoy": index}), "price_subsidy")
    assert found.eligible is eligible
    assert found.amount == (3100 if eligible else 0)


def test_person_programmes_give_a_row_per_member_in_the_agreed_form() -> None:
    answer = determine(one_person(**MARGIN, parameters={"dibao_standard": 862})).to_json()
    assert set(answer) == {"on", "region", "determinations", "values", "unsourced", "overridden"}
    assert answer["overridden"] == ["dibao_standard"]
    rows = [(row["programme"], row["member"]) for row in answer["determinations"]]
    assert rows.count(("tekun", "a")) == rows.count(("tekun", "b")) == rows.count(("dibao", None)) == 1
    keys = {"programme", "member", "eligible", "components", "from", "through", "approver", "needs_review"}
    for row in answer["determinations"]:
        amount = "amount_once" if row["programme"] in ("temporary", "medical") else "amount_month"
        assert set(row) == keys | {amount, "missing", "changes", "reasons"}
        for reason in row["reasons"]:
            assert set(reason) == {"rule", "title", "article", "value", "because"}
        assert row["reasons"], row["programme"]
