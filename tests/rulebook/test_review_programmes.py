"""The programmes beside dibao as worked out by hand from the household file's description and the law."""

from typing import Any

import pytest

from tests.rulebook.table import PINGYUAN, answered, check, file, person

LINE = {"dibao_standard": 1000}
TEKUN = {
    **LINE,
    "tekun_ratio": 1.3,
    "minimum_wage": 2000,
    "tekun_care_rate_full": 0.5,
    "tekun_care_rate_half": 0.25,
    "tekun_care_rate_self": 0.1,
}


@pytest.mark.parametrize(
    ("income", "eligible"), [(2999.99, False), (3000, True), (4499.99, True), (4500, False)]
)
def test_margin(income: float, eligible: bool) -> None:
    check(file(parameters=LINE, household={"income_month": income}), "dibao_margin", {"eligible": eligible})


def test_margin_line_given() -> None:
    rules = {**LINE, "dibao_margin_line": 1200}
    check(file(parameters=rules, household={"income_month": 3599.99}), "dibao_margin", {"eligible": True})
    check(file(parameters=rules, household={"income_month": 3600}), "dibao_margin", {"eligible": False})


@pytest.mark.parametrize(
    ("kind", "level", "eligible"),
    [("physical", 2, True), ("physical", 3, False), ("intellectual", 3, True), ("mental", 4, False)],
)
def test_single_person_scope(kind: str, level: int, eligible: bool) -> None:
    members = [person(disability={"kind": kind, "level": level}), person("b")]
    rules = {**LINE, "single_person_method": "full"}
    case = file(members, parameters=rules, household={"income_month": 2400})
    check(case, "dibao_single", {"eligible": eligible}, "a")


@pytest.mark.parametrize(
    ("rules", "amount"),
    [
        ({"single_person_method": "full"}, "1000.00"),
        ({"single_person_method": "flat", "single_person_amount": 313}, "313.00"),
        ({"single_person_method": "rate", "single_person_rate": 0.6}, "600.00"),
        ({"single_person_method": "gap"}, "100.00"),
        ({"single_person_method": "gap", "single_person_minimum_rate": 0.6}, "600.00"),
        (
            {
                "single_person_method": "rate",
                "single_person_rate": 0.3333,
                "single_person_amount.rounding": "up:1",
            },
            "334.00",
        ),
    ],
)
def test_single_person_methods(rules: dict[str, Any], amount: str) -> None:
    ill = person(serious_illness=True, income=[{"kind": "pension", "amount": 900}])
    members = [ill, person("b", income=[{"kind": "wage", "amount": 1500}])]
    case = file(members, parameters={**LINE, **rules})
    check(case, "dibao_single", {"eligible": True, "amount_month": amount}, "a")


BANDS = [
    {"income_up_to": 2, "rate": 1},
    {"income_up_to": 3, "rate": 0.5, "who": "severely_disabled"},
    {"income_up_to": 5, "rate": 0.5, "who": "seriously_ill"},
]


@pytest.mark.parametrize(
    ("per_capita", "facts", "amount"),
    [
        (2000, {"disability": {"kind": "physical", "level": 1}}, "1000.00"),
        (2000.01, {"disability": {"kind": "physical", "level": 1}}, "500.00"),
        (3000.01, {"disability": {"kind": "physical", "level": 1}}, "0.00"),
        (5000, {"serious_illness": True}, "500.00"),
        (5000.01, {"serious_illness": True}, "0.00"),
    ],
)
def test_single_person_bands(per_capita: float, facts: dict[str, Any], amount: str) -> None:
    scope = [{"levels": [1, 2]}, "seriously_ill"]
    rules = {"single_person_method": "bands", "single_person_bands": BANDS, "single_person_scope": scope}
    members = [person(**facts), person("b")]
    case = file(members, parameters={**LINE, **rules}, household={"income_month": per_capita * 2})
    check(case, "dibao_single", {"eligible": amount != "0.00", "amount_month": amount}, "a")


@pytest.mark.parametrize(
    ("facts", "on", "eligible"),
    [
        ({"age": 60}, "2025-03-01", True),
        ({"age": 59}, "2025-03-01", False),
        ({"age": 15}, "2025-03-01", True),
        ({"age": 16}, "2025-03-01", False),
        ({"age": 17}, "2026-06-30", False),
        ({"age": 17}, "2026-07-01", True),
        ({"age": 18}, "2026-07-01", False),
        ({"disability": {"kind": "mental", "level": 3}}, "2025-03-01", True),
        ({"disability": {"kind": "visual", "level": 2}}, "2025-03-01", False),
        ({"age": 70, "income": [{"kind": "pension", "amount": 999.99}]}, "2025-03-01", True),
        ({"age": 70, "income": [{"kind": "pension", "amount": 1000}]}, "2025-03-01", False),
        ({"age": 70, "income": [{"kind": "old_age_allowance", "amount": 1000}]}, "2025-03-01", True),
        ({"age": 70, "income": [{"kind": "basic_pension", "amount": 1000}]}, "2026-08-01", True),
        ({"age": 70, "in_prison": True}, "2025-03-01", False),
    ],
)
def test_who_is_tekun(facts: dict[str, Any], on: str, eligible: bool) -> None:
    check(file([person(**facts)], on=on, parameters=TEKUN), "tekun", {"eligible": eligible}, "a")


@pytest.mark.parametrize(
    ("facts", "eligible"),
    [
        ({"age": 17}, True),
        ({"age": 18, "student": "upper_secondary"}, True),
        ({"age": 19, "student": "vocational"}, True),
        ({"age": 18, "student": "undergraduate"}, False),
        ({"age": 18}, False),
    ],
)
def test_tekun_goes_on_for_who_grew_up_in_it(facts: dict[str, Any], eligible: bool) -> None:
    before = {"programme": "tekun", "members": 1, "base": 900}
    case = file([person(**facts)], parameters=TEKUN, award_before=before)
    check(case, "tekun", {"eligible": eligible}, "a")
    received = [{"programme": "tekun", "amount": 900}]
    case = file([person(**facts, other_awards=received)], parameters=TEKUN)
    check(case, "tekun", {"eligible": eligible}, "a")


@pytest.mark.parametrize(("capable", "eligible"), [(True, False), (False, True), ("unknown", None)])
def test_tekun_and_obligors(capable: object, eligible: bool | None) -> None:
    obligors = [{"supports": ["a"], "capable": capable}]
    case = file([person(age=70)], parameters=TEKUN, obligors=obligors)
    check(case, "tekun", {"eligible": eligible}, "a")


@pytest.mark.parametrize(
    ("failed", "rules", "institution", "amount"),
    [
        (0, {}, False, "1500.00"),
        (3, {}, False, "1800.00"),
        (4, {}, False, "2300.00"),
        (4, {"tekun_institution_factor": 1.5}, True, "3450.00"),
        (4, {"tekun_institution_factor_basic": 1, "tekun_institution_factor_full": 2}, True, "3300.00"),
        (0, {"tekun_basic_before": 1620}, False, "1820.00"),
        (0, {"tekun_care_self": 35}, False, "1335.00"),
        ("unknown", {}, False, None),
    ],
)
def test_tekun_amount(failed: object, rules: dict[str, Any], institution: bool, amount: str | None) -> None:
    members = [person(age=70, self_care_failed=failed, institution=institution)]
    check(file(members, parameters={**TEKUN, **rules}), "tekun", {"amount_month": amount}, "a")


RIGID = {**LINE, "disposable_income_per_capita": 36000, "rigid_expense_ratio": 0.6}


@pytest.mark.parametrize(
    ("income", "expenses", "rules", "eligible"),
    [
        (60000, {"medical": 36000}, {}, True),
        (60000, {"medical": 35999.99}, {}, False),
        (60000, {"medical": 30000, "education": 6000}, {}, True),
        (60000, {"living": 36000}, {}, False),
        (60000, {"living": 36000}, {"rigid_expense_kinds": ["living"]}, True),
        (108000, {"medical": 108000}, {}, False),
        (107988, {"medical": 108000}, {}, True),
        (48000, {"medical": 48000}, {}, False),
        (60000, {"medical": 36000}, {"rigid_expense_ratio": 0.5, "rigid_expense_ratio_below": 0.6}, False),
        (72000, {"medical": 72000}, {"rigid_expense_income_ratio_below": 2}, False),
        (71988, {"medical": 72000}, {"rigid_expense_income_ratio_below": 2}, True),
    ],
)
def test_rigid_expense_in_guangdong(
    income: int, expenses: dict[str, float], rules: dict[str, Any], eligible: bool
) -> None:
    household = {"income_month": income / 12, "rigid_expenses_12m": expenses}
    case = file(region=PINGYUAN, parameters={**RIGID, **rules}, household=household)
    check(case, "rigid_expense", {"eligible": eligible})


def test_rigid_expense_nationally_exceeds_the_ratio() -> None:
    household = {"income_month": 5000, "rigid_expenses_12m": {"medical": 36000}}
    check(file(parameters=RIGID, household=household), "rigid_expense", {"eligible": False})


@pytest.mark.parametrize(("assets", "eligible"), [(1000, True), (1000.01, False)])
def test_each_programme_has_its_own_line_of_assets(assets: float, eligible: bool) -> None:
    rules = {
        **RIGID,
        "illness_poverty_ratio": 0.5,
        "rigid_expense_ratio": 0.9,
        "financial_assets_months": 24,
        "financial_assets_months_illness_poverty": 1,
        "financial_assets_limit": "inclusive",
    }
    household = {"income_month": 2000, "financial_assets": assets, "rigid_expenses_12m": {"medical": 20000}}
    case = file([person(serious_illness=True)], parameters=rules, household=household)
    check(case, "illness_poverty", {"eligible": eligible})


@pytest.mark.parametrize(
    ("rules", "request_", "amount"),
    [
        ({"temporary_emergency_months_max": 3}, {"kind": "emergency", "amount": 20000}, "9000.00"),
        ({"temporary_emergency_months_max": 3}, {"kind": "emergency", "amount": 5000}, "5000.00"),
        ({"temporary_emergency_months_max": 3}, {"kind": "emergency", "months": 2}, "6000.00"),
        ({"temporary_emergency_minor_max": 800}, {"kind": "emergency", "amount": 5000}, "800.00"),
        ({"temporary_small_fast_months": 2}, {"kind": "small_fast", "amount": 5000}, "2000.00"),
        ({"temporary_advance_months_max": 2}, {"kind": "advance", "amount": 7000}, "6000.00"),
        (
            {"temporary_household_year_cap": 50000},
            {"kind": "emergency", "amount": 5000, "paid_this_year": 48000},
            "2000.00",
        ),
        (
            {"temporary_expenditure_months_max": 12},
            {"kind": "expenditure", "amount": 10000, "actual_expense": 8000},
            "8000.00",
        ),
    ],
)
def test_temporary_caps(rules: dict[str, Any], request_: dict[str, Any], amount: str) -> None:
    case = file(parameters={**LINE, **rules}, household={"income_month": 100}, request=request_)
    check(case, "temporary", {"eligible": True, "amount_once": amount})


@pytest.mark.parametrize(
    ("asked", "approver"),
    [
        (2000, "town"),
        (2000.01, "county"),
        (5000, "county"),
        (10000, "county_head"),
        (10000.01, "county_government"),
    ],
)
def test_temporary_approval(asked: float, approver: str) -> None:
    levels = [
        {"up_to_yuan": 2000, "approver": "town"},
        {"up_to_yuan": 5000, "approver": "county"},
        {"up_to_yuan": 10000, "approver": "county_head"},
        {"up_to_yuan": 20000, "approver": "county_government"},
    ]
    rules = {**LINE, "temporary_approval_levels": levels}
    case = file(parameters=rules, request={"kind": "emergency", "amount": asked})
    check(case, "temporary", {"approver": approver})


@pytest.mark.parametrize(
    ("rules", "counts", "eligible"),
    [
        ({"temporary_per_year_max": 2}, {"times_this_year": 1}, True),
        ({"temporary_per_year_max": 2}, {"times_this_year": 2}, False),
        ({"temporary_same_cause_per_year": 1}, {"same_cause_this_year": 0}, True),
        ({"temporary_same_cause_per_year": 1}, {"same_cause_this_year": 1}, False),
    ],
)
def test_temporary_times(rules: dict[str, Any], counts: dict[str, int], eligible: bool) -> None:
    case = file(parameters={**LINE, **rules}, request={"kind": "emergency", "amount": 100, **counts})
    check(case, "temporary", {"eligible": eligible})


def test_temporary_aid_does_not_wait_for_who_else_counts() -> None:
    members = [person(), person("b", in_prison="unknown")]
    case = file(members, parameters=LINE, request={"kind": "emergency", "amount": 500})
    check(case, "temporary", {"eligible": True, "amount_once": "500.00", "missing": []})


SUBSIDIES = {**LINE, "disability_living_amount": 217, "disability_care_amount": 290}


@pytest.mark.parametrize(
    ("disability", "living", "care"),
    [
        ({"kind": "physical", "level": 4}, True, False),
        ({"kind": "physical", "level": 2}, True, True),
        ({"kind": "mental", "level": 3}, True, True),
        ({"kind": "unknown", "level": 2}, True, None),
        ({"kind": "mental", "level": "unknown"}, True, None),
        ("unknown", None, None),
        (None, False, False),
    ],
)
def test_disability_subsidies_in_guangdong(
    disability: object, living: bool | None, care: bool | None
) -> None:
    members = [person(disability=disability), person("b")]
    case = file(members, region=PINGYUAN, parameters=SUBSIDIES)
    assert answered(case, "disability_living", "a")["eligible"] is living
    if care is not None or disability == "unknown":
        assert answered(case, "disability_care", "a")["eligible"] is care


@pytest.mark.parametrize(
    ("parents", "programme"),
    [
        (["dead", "dead"], "orphan"),
        (["dead", "missing"], "orphan"),
        (["dead", "in_prison"], "unattended_child"),
        (["in_rehab", "disabled"], "unattended_child"),
        (["dead", "able"], None),
        (["able", "able"], None),
    ],
)
def test_children(parents: list[str], programme: str | None) -> None:
    rules = {**LINE, "orphan_scattered": 1484, "unattended_child_rate": 1}
    case = file([person(age=10, parents=parents)], parameters=rules)
    for one in ("orphan", "unattended_child"):
        check(case, one, {"eligible": one == programme}, "a")


@pytest.mark.parametrize(
    ("received", "amount"),
    [
        ([], "1274.00"),
        (
            [{"programme": "dibao", "amount": 700}, {"programme": "disability_living", "amount": 100}],
            "474.00",
        ),
        ([{"programme": "dibao", "amount": 700}, {"programme": "tekun", "amount": 900}], "0.00"),
        ([{"programme": "disability_care", "amount": 290}], "1274.00"),
    ],
)
def test_unattended_child_is_topped_up(received: list[dict[str, Any]], amount: str) -> None:
    rules = {**LINE, "orphan_scattered": 1274, "unattended_child_rate": 1}
    child = person(age=10, parents=["dead", "in_prison"], other_awards=received)
    case = file([child, person("b", 70)], parameters=rules, household={"income_month": 9000})
    check(case, "unattended_child", {"eligible": True, "amount_month": amount}, "a")


COSTS = {
    "total": 150000,
    "basic_insurance_paid": 68828,
    "in_catalogue_self_pay": 66172,
    "critical_illness_paid": 37161.8,
}


@pytest.mark.parametrize(
    ("income", "rules", "amount"),
    [
        (100, {"medical_rate_dibao": 0.7}, "20307.14"),
        (3500, {"medical_rate_dibao_margin": 0.6, "medical_deductible_dibao_margin": 3000}, "15606.12"),
        (3500, {"medical_rate_dibao_margin": 0.6, "medical_cap_dibao_margin": 10000}, "10000.00"),
    ],
)
def test_medical(income: int, rules: dict[str, Any], amount: str) -> None:
    case = file(parameters={**LINE, **rules}, household={"income_month": income}, medical=COSTS)
    check(case, "medical", {"eligible": True, "amount_once": amount})


@pytest.mark.parametrize(
    ("index", "amount"), [(-0.5, "0.00"), (2.99, "0.00"), (3, "187.50"), (4.99, "187.50"), (5, "450.00")]
)
def test_price_subsidy(index: float, amount: str) -> None:
    bands = [{"from": 3, "below": 5, "share_of_standard": "1/12"}, {"from": 5, "share_of_standard": 0.2}]
    rules = {"dibao_standard": 750, "price_index_yoy": index, "price_subsidy_rate": bands}
    check(file(parameters=rules, household={"income_month": 100}), "price_subsidy", {"amount_month": amount})
