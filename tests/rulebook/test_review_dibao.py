"""Dibao as worked out by hand from the household file's description and the law, apart from the rules."""

from typing import Any

import pytest

from tests.rulebook.table import PINGYUAN, check, file, person
from yimen.kernel import YimenError
from yimen.rulebook.determine import determine

LINE = {"dibao_standard": 1000}


def earning(kind: str, **more: Any) -> list[dict[str, Any]]:
    return [person(income=[{"kind": kind, "amount": 500}], **more)]


@pytest.mark.parametrize(
    ("income", "members", "line", "amount"),
    [
        ({"income_month": 2100}, 3, 1000, "900.00"),
        ({"income_month": 2999.99}, 3, 1000, "0.01"),
        ({"income_12m": 6480}, 6, 100, "60.00"),
        ({"assessed_income_per_capita": 700}, 3, 1100, "1200.00"),
        ({"assessed_income_per_capita": 900, "income_month": 9000}, 3, 1000, "300.00"),
        ({"income_month": 1000}, 3, 700, "1100.00"),
        ({"income_month": 2100, "income_12m": 99999}, 3, 1000, "900.00"),
        ({"income_12m": 0.12}, 1, 1000, "999.99"),
    ],
)
def test_the_gap(income: dict[str, Any], members: int, line: int, amount: str) -> None:
    case = file(members, parameters={"dibao_standard": line}, household=income)
    expected = {
        "eligible": True,
        "amount_month": amount,
        "base": amount,
        "from": "2025-04-01",
        "through": None,
    }
    check(case, "dibao", expected)


@pytest.mark.parametrize("income", [{"income_month": 3000}, {"income_12m": 36000}, {"income_month": 3000.01}])
def test_income_at_the_line_is_not_below_it(income: dict[str, Any]) -> None:
    check(file(parameters=LINE, household=income), "dibao", {"eligible": False, "amount_month": "0.00"})


@pytest.mark.parametrize(
    ("rounding", "amount"),
    [("up", "910.00"), ("down", "900.00"), ("half_up", "900.00")],
)
def test_the_gap_is_rounded_once_for_the_household(rounding: str, amount: str) -> None:
    written = {"mode": rounding, "to": 10, "at": "household"}
    case = file(1, parameters={**LINE, "dibao_standard.rounding": written}, household={"income_month": 96.67})
    check(case, "dibao", {"amount_month": amount})


@pytest.mark.parametrize(
    "kind",
    ["wage", "business", "property", "pension", "support", "unemployment_benefit", "survivor", "gift",
     "land_transfer", "other", "old_age_allowance"],
)  # fmt: skip
def test_income_that_counts(kind: str) -> None:
    check(file(earning(kind), parameters=LINE), "dibao", {"amount_month": "500.00"})


@pytest.mark.parametrize(
    "kind",
    ["honour_pension", "birth_planning_reward", "scholarship", "bravery_award", "social_assistance",
     "disability_subsidy", "childcare_subsidy", "basic_pension"],
)  # fmt: skip
def test_income_that_does_not_count(kind: str) -> None:
    check(file(earning(kind), parameters=LINE), "dibao", {"amount_month": "1000.00"})


def test_the_basic_pension_after_the_fourteenth_plan() -> None:
    pension = earning("basic_pension")
    check(file(pension, on="2025-12-31", parameters=LINE), "dibao", {"amount_month": "1000.00"})
    check(file(pension, on="2026-01-01", parameters=LINE), "dibao", {"eligible": True, "amount_month": None})
    listed = {**LINE, "income_not_counted": ["basic_pension"]}
    check(file(pension, on="2026-01-01", parameters=listed), "dibao", {"amount_month": "1000.00"})


@pytest.mark.parametrize(
    ("facts", "parameters", "amount"),
    [
        ({"paid_out": [{"kind": "support", "amount": 100}, {"kind": "tax", "amount": 50}]}, {}, "650.00"),
        ({}, {"employment_cost_rate": 0.3}, "650.00"),
        ({}, {"employment_cost_rate": 0.3, "employment_cost_cap_rate": 0.1}, "600.00"),
        ({}, {"income_not_counted": ["wage"]}, "1000.00"),
    ],
)
def test_what_is_taken_off_a_wage(facts: dict[str, Any], parameters: dict[str, Any], amount: str) -> None:
    members = earning("wage", employed=True, work_ability="full", **facts)
    check(file(members, parameters={**LINE, **parameters}), "dibao", {"amount_month": amount})


@pytest.mark.parametrize(
    ("facts", "amount"),
    [
        ({}, "200.00"),
        ({"student": "undergraduate"}, "1000.00"),
        ({"expectant_or_nursing": True}, "1000.00"),
        ({"work_ability": "none"}, "1000.00"),
    ],
)
def test_a_wage_is_imputed_to_who_could_work(facts: dict[str, Any], amount: str) -> None:
    members = [person(**{"work_ability": "full", **facts})]
    check(file(members, parameters={**LINE, "imputed_wage": 800}), "dibao", {"amount_month": amount})


@pytest.mark.parametrize(
    ("assets", "parameters", "eligible"),
    [
        (72000, {}, True),
        (72000.01, {}, False),
        (72000, {"financial_assets_limit": "exclusive"}, False),
        (71999.99, {"financial_assets_limit": "exclusive"}, True),
        (36000, {"financial_assets_months_dibao": 12}, True),
        (36000.01, {"financial_assets_months_dibao": 12}, False),
    ],
)
def test_financial_assets(assets: float, parameters: dict[str, Any], eligible: bool) -> None:
    rules = {**LINE, "financial_assets_months": 24, "financial_assets_limit": "inclusive", **parameters}
    case = file(parameters=rules, household={"financial_assets": assets})
    check(case, "dibao", {"eligible": eligible})


@pytest.mark.parametrize(
    ("owned", "eligible"),
    [
        ({"homes": 1}, True),
        ({"homes": 2}, False),
        ({"homes": 2, "homes_not_counted": 1}, True),
        ({"non_residential": 1}, False),
        ({"vehicles": [{"kind": "car"}]}, False),
        ({"vehicles": [{"kind": "disability_mobility"}, {"kind": "e_bike"}, {"kind": "motorcycle"}]}, True),
        ({"businesses": [{"kind": "company"}]}, False),
        ({"businesses": [{"kind": "couple_shop"}]}, True),
        ({"businesses": [{"kind": "couple_shop", "luxury_tobacco_alcohol": True}]}, False),
        ({"businesses": [{"kind": "cooperative_member"}]}, True),
    ],
)
def test_property_in_guangdong(owned: dict[str, Any], eligible: bool) -> None:
    check(file(region=PINGYUAN, parameters=LINE, household=owned), "dibao", {"eligible": eligible})


@pytest.mark.parametrize(("area", "eligible"), [(149.93, True), (149.94, False)])
def test_a_small_second_home(area: float, eligible: bool) -> None:
    rules = {**LINE, "homes_max": 1, "second_home_area_per_capita_below": 49.98}
    case = file(parameters=rules, household={"homes": 2, "home_area": area})
    check(case, "dibao", {"eligible": eligible})


@pytest.mark.parametrize(
    ("facts", "counted"),
    [
        ({"in_prison": True}, False),
        ({"in_compulsory_rehab": True}, False),
        ({"missing": True}, False),
        ({"clergy": True, "lives_together": False}, False),
        ({"died_on": "2025-03-01"}, False),
        ({"died_on": "2025-03-02"}, True),
        ({"relation": "spouse", "lives_together": False}, True),
        ({"relation": "sibling", "lives_together": False}, False),
        ({"relation": "child", "age": 20, "lives_together": False, "student": "undergraduate"}, True),
        ({"relation": "child", "age": 10, "lives_together": False}, True),
        ({"relation": "child", "age": 30, "lives_together": False, "work_ability": "full"}, False),
    ],
)
def test_who_counts(facts: dict[str, Any], counted: bool) -> None:
    members = [person(), person(**{"ref": "b", **facts})]
    amount = "2000.00" if counted else "1000.00"
    check(file(members, parameters=LINE), "dibao", {"amount_month": amount})


@pytest.mark.parametrize(
    ("given", "supplement"),
    [
        ({"supplement_rate": 0.4}, "400.00"),
        ({"supplement_amount": 104}, "104.00"),
        ({"supplement_rate": {"elderly": 0.1, "severely_disabled": 0.3}}, "300.00"),
        (
            {"supplement_rate": {"elderly": 0.1, "severely_disabled": 0.3}, "supplement_stacking": "add"},
            "400.00",
        ),
        ({"supplement_rate": 0.2, "supplement_stacking": "add"}, "400.00"),
        ({"supplement_rate": 0.4, "supplement_addon": 50}, "450.00"),
        ({"supplement_rate": 0.4, "supplement_kinds": ["minor"]}, "0.00"),
        ({"supplement_rate": 0.3333, "supplement_rate.rounding": "up:1"}, "334.00"),
        ({"supplement_rate": 0.3333, "supplement_amount.rounding": "up:10"}, "340.00"),
        ({"supplement_rate": 0.3333, "supplement_per_person.rounding": "down:1"}, "333.00"),
    ],
)
def test_supplement_of_an_elderly_severely_disabled_member(given: dict[str, Any], supplement: str) -> None:
    members = [person(age=70, disability={"kind": "physical", "level": 1}), person("b")]
    case = file(members, parameters={**LINE, **given}, household={"income_month": 0})
    check(case, "dibao", {"base": "2000.00", "supplement": supplement})


TIERS = [{"tier": "A", "amount": 820}, {"tier": "B", "amount": 570}]


def test_tiers() -> None:
    rules = {**LINE, "dibao_method": "tiers", "dibao_tiers": TIERS}
    members = [person(dibao_tier="A"), person("b", dibao_tier="B")]
    check(file(members, parameters=rules), "dibao", {"amount_month": "1390.00"})
    check(file(1, parameters=rules), "dibao", {"eligible": True, "amount_month": None})


@pytest.mark.parametrize(("named", "rated"), [(1, 1), ("1", 1), (1, "1"), ("一档", "一档")])
def test_tiers_may_be_numbered(named: object, rated: object) -> None:
    rules = {**LINE, "dibao_method": "tiers", "dibao_tiers": [{"tier": named, "amount": 820}]}
    check(file([person(dibao_tier=rated)], parameters=rules), "dibao", {"amount_month": "820.00"})


BEFORE = {"programme": "dibao", "members": 3, "base": 500, "supplement": 160, "since": "2024-01-01"}
STARTED = {"kind": "started_work", "member": "a", "on": "2025-02-10"}


@pytest.mark.parametrize(
    ("rules", "amount", "through"),
    [
        ({"grace_months": 6, "grace_amount": "original_capped"}, "660.00", "2025-09-30"),
        ({"grace_months": 3, "grace_amount": "rate", "grace_rate": 0.5}, "330.00", "2025-06-30"),
        (
            {"grace_months": 1, "grace_amount": "minimum", "dibao_minimum_per_person": 100},
            "300.00",
            "2025-04-30",
        ),
        (
            {"grace_months": 6, "grace_amount": "original_capped", "dibao_standard": 200},
            "600.00",
            "2025-09-30",
        ),
    ],
)
def test_gradual_exit(rules: dict[str, Any], amount: str, through: str) -> None:
    case = file(
        parameters={**LINE, **rules}, household={"income_month": 3600}, award_before=BEFORE, event=STARTED
    )
    expected = {"eligible": True, "amount_month": amount, "from": "2025-04-01", "through": through}
    check(case, "dibao", expected)


def test_no_gradual_exit_for_another_event() -> None:
    rules = {**LINE, "grace_months": 6, "grace_amount": "original_capped"}
    other = {"kind": "income_changed", "on": "2025-02-10"}
    case = file(parameters=rules, household={"income_month": 3600}, award_before=BEFORE, event=other)
    exits = [("exit", "base", "500.00", "0.00"), ("exit", "supplement", "160.00", "0.00")]
    check(case, "dibao", {"eligible": False, "through": None, "changes": exits})


@pytest.mark.parametrize("months", [10_001, 100_000_000_000])
def test_gradual_exit_may_not_last_for_ever(months: int) -> None:
    rules = {**LINE, "grace_months": months, "grace_amount": "original_capped"}
    case = file(parameters=rules, household={"income_month": 3600}, award_before=BEFORE, event=STARTED)
    with pytest.raises(YimenError, match=r"parameters\.grace_months"):
        determine(case)
