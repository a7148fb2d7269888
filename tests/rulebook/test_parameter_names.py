"""Every name of the agreed list is there for any place and day; what is not known is null and says so."""

import json
from datetime import date

import pytest
from typer.testing import CliRunner

from yimen.doors.cli.parameters import app
from yimen.kernel import RegionCode
from yimen.rulebook.parameter_list import list_parameters
from yimen.rulebook.parameters import in_force

PROGRAMMES_WITH_PROPERTY = [
    "dibao",
    "tekun",
    "dibao_margin",
    "rigid_expense",
    "illness_poverty",
    "temporary",
    "obligor",
]
CATEGORIES = ["tekun", "dibao", "dibao_margin", "rigid_expense", "illness_poverty"]
NAMES = [
    "dibao_standard",
    "dibao_standard_urban",
    "dibao_standard_rural",
    "dibao_standard_is_minimum",
    "dibao_method",
    "dibao_tiers",
    "dibao_minimum_per_person",
    "dibao_start",
    "income_window_months",
    "income_not_counted",
    "employment_cost_rate",
    "employment_cost_cap_rate",
    "imputed_wage",
    "support_obligation",
    "financial_assets_months",
    "financial_assets_basis",
    "financial_assets_limit",
    "homes_max",
    "second_home_area_per_capita_below",
    "vehicles_allowed",
    "obligor_vehicle_months",
    "businesses_allowed",
    "supplement_kinds",
    "supplement_rate",
    "supplement_amount",
    "supplement_addon",
    "supplement_stacking",
    "supplement_age_elderly",
    "supplement_age_minor",
    "supplement_per_person",
    "single_person_scope",
    "single_person_method",
    "single_person_amount",
    "single_person_rate",
    "single_person_minimum_rate",
    "single_person_bands",
    "single_person_supplement",
    "grace_events",
    "grace_months",
    "grace_amount",
    "margin_ratio",
    "dibao_margin_line",
    "tekun_ratio",
    "tekun_basic",
    "tekun_basic_before",
    "tekun_basic_institution",
    "minimum_wage",
    "tekun_care_rate_full",
    "tekun_care_rate_half",
    "tekun_care_rate_self",
    "tekun_care_full",
    "tekun_care_half",
    "tekun_care_self",
    "tekun_institution_factor",
    "tekun_institution_factor_basic",
    "tekun_institution_factor_full",
    "tekun_institution_factor_half",
    "tekun_institution_factor_self",
    "tekun_care_full_institution",
    "tekun_care_half_institution",
    "tekun_care_self_institution",
    "disposable_income_per_capita",
    "rigid_expense_ratio",
    "rigid_expense_ratio_below",
    "rigid_expense_income_ratio_below",
    "rigid_expense_net_at_least_standard",
    "rigid_expense_kinds",
    "temporary_small_fast_months",
    "temporary_small_fast_days",
    "temporary_emergency_months_max",
    "temporary_expenditure_months_max",
    "temporary_household_year_cap",
    "temporary_approval_levels",
    "temporary_advance_months_max",
    "temporary_months_min",
    "temporary_expenditure_months_min",
    "temporary_emergency_minor_max",
    "temporary_per_year_max",
    "temporary_same_cause_per_year",
    "disability_living_amount",
    "disability_care_amount",
    "orphan_institution",
    "orphan_scattered",
    "orphan_institution_ratio",
    "orphan_scattered_ratio",
    "unattended_child_rate",
    "child_hardship_rate",
    "price_index_yoy",
    "price_subsidy_rate",
]
NAMES += [f"financial_assets_months_{one}" for one in PROGRAMMES_WITH_PROPERTY]
NAMES += [
    f"temporary_{kind}_{need}"
    for kind in ("small_fast", "emergency", "expenditure", "advance")
    for need in ("verification", "notice", "staged")
]
NAMES += [f"medical_{what}_{one}" for what in ("rate", "deductible", "cap") for one in CATEGORIES]
NAMES += [f"living_allowance_rate_{one}" for one in ("dibao_margin", "rigid_expense", "illness_poverty")]


@pytest.mark.parametrize(
    "region", ["441426100200", "371522000000", "370829000000", "350526000000", "650000000000"]
)
def test_every_agreed_name_is_listed(region: str) -> None:
    found = list_parameters(RegionCode(region), date(2026, 8, 1), False)
    assert set(NAMES) - found.keys() == set()
    for name, one in found.items():
        assert (one["value"] is None) == one["unsourced"], name
        assert one["value"] is None or one["source"], name


def test_the_command_prints_derived_ones_and_takes_json_and_roundings() -> None:
    given = [
        "minimum_wage=1750",
        "tekun_basic.rounding=up:10",
        'supplement_rate={"elderly": 0.3}',
        'vehicles_allowed=["car"]',
    ]
    call = ["--region", "441426100200", "--on", "2025-04-01", "--urban", "--json"]
    for one in given:
        call += ["--set", one]
    found = json.loads(CliRunner().invoke(app, call, catch_exceptions=False).stdout)["parameters"]
    assert found["tekun_care_half_institution"]["value"] == "1050.00"
    assert found["tekun_basic"]["value"] == "1380.00"
    assert found["tekun_basic"]["rounding"] == {"mode": "up", "to": 10, "at": "standard"}
    assert found["vehicles_allowed"]["value"] == ["car"]


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ("foo=1", "parameters.foo：没有这个参数"),
        ("margin_ratio=abc", "parameters.margin_ratio：“abc” 不是比率；允许：不小于 0 的数"),
        ("dibao_method=both", "允许：gap、tiers"),
        ("dibao_standard.rounding=sideways:1", "parameters.dibao_standard.rounding"),
        ("margin_ratio.rounding=up:1", "没有这个参数"),
        ("dibao_standard", "不是 NAME=VALUE"),
        ("homes_max=1.5", "0 至 10000 的整数"),
    ],
)
def test_a_wrong_value_is_refused_with_what_is_allowed(given: str, says: str) -> None:
    call = ["--region", "441426100200", "--on", "2025-04-01", "--set", given]
    result = CliRunner().invoke(app, call)
    assert result.exit_code == 2
    assert says in result.stderr


def test_an_amount_past_its_year_is_used_and_marked() -> None:
    found = list_parameters(RegionCode("441426100200"), date(2026, 5, 1), True)
    assert (found["dibao_standard"]["value"], found["dibao_standard"]["unconfirmed"]) == ("862.00", True)
    assert found["tekun_basic"]["unconfirmed"]


def test_a_county_follows_its_city_when_its_own_value_has_ended() -> None:
    def standard(on: date) -> object:
        return in_force(RegionCode("370829000000"), on, True)["dibao_standard"].value

    assert [standard(date(2020, 6, 30)), standard(date(2020, 7, 1)), standard(date(2022, 1, 1))] == [
        56000,
        59000,
        88000,
    ]


def test_an_override_is_derived_from_again_and_dibao_standard_beats_both_lines() -> None:
    region, on = RegionCode("371522000000"), date(2024, 6, 1)
    found = in_force(region, on, False, {"dibao_standard_urban": 1000})
    assert (found["orphan_institution"].value, found["tekun_basic"].value) == (250000, 97900)
    found = in_force(region, on, False, {"dibao_standard": 1000, "dibao_standard_urban": 1})
    assert found["dibao_standard_urban"].value == found["dibao_standard_rural"].value == 100000
    assert found["tekun_basic"].value == 130000
    assert in_force(region, on, False, {"tekun_basic": 1})["tekun_basic"].value == 100


def test_clocks_have_days_unit_event_and_article() -> None:
    found = list_parameters(RegionCode("441426100200"), date(2026, 8, 1), False)
    clocks = {name: one["value"] for name, one in found.items() if name.startswith("clock_") and one["value"]}
    assert clocks["clock_dibao_total"]["days"] == 30
    assert clocks["clock_dibao_total"]["extends_to"] == 45
    for name, clock in clocks.items():
        assert {"days", "unit", "from", "pauses", "extends_to", "article"} <= clock.keys(), name
        assert clock["unit"] in ("working", "calendar")


def test_the_supplement_per_person_is_one_amount_or_one_for_each_kind() -> None:
    on = date(2021, 6, 1)
    flat = list_parameters(RegionCode("442000000000"), on, True, {"dibao_standard": 1100})
    assert flat["supplement_per_person"]["value"] == "440.00"
    by_kind = list_parameters(RegionCode("220000000000"), on, True, {"dibao_standard": 700})
    assert by_kind["supplement_per_person"]["value"] == {
        "seriously_ill": "210.00",
        "severely_disabled": "140.00",
        "elderly": "70.00",
        "minor": "70.00",
    }
