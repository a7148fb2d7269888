"""Parameters in force and derived, as published or worked out by hand, apart from the rules."""

from datetime import date
from typing import Any

import pytest

from tests.rulebook.table import NOWHERE
from yimen.kernel import RegionCode
from yimen.rulebook.parameter_list import list_parameters

MEIZHOU, GUANGZHOU, HUIZHOU = "441426000000", "440100000000", "441300000000"
XINXIAN, JIAXIANG, FENGZE, LUOJIANG = "371522000000", "370829000000", "350503000000", "350504000000"
CARE_RATES = {"tekun_care_rate_self": 0.1, "tekun_care_rate_half": 0.25, "tekun_care_rate_full": 0.5}


def listed(region: str, on: str, urban: bool, given: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return list_parameters(RegionCode(region), date.fromisoformat(on), urban, given)


@pytest.mark.parametrize(
    ("region", "on", "urban", "name", "value", "since", "until"),
    [
        (MEIZHOU, "2024-12-31", False, "dibao_standard", "645.00", "2024-01-01", "2025-01-01"),
        (MEIZHOU, "2025-01-01", True, "dibao_standard", "862.00", "2025-01-01", None),
        (MEIZHOU, "2025-12-31", False, "disability_care_amount", "280.00", "2025-01-01", "2026-01-01"),
        (MEIZHOU, "2026-01-01", False, "disability_living_amount", "217.00", "2026-01-01", None),
        (MEIZHOU, "2023-06-01", False, "orphan_scattered", "1359.00", "2023-01-01", "2024-01-01"),
        (GUANGZHOU, "2024-06-01", True, "dibao_margin_line", "1923.00", "2024-01-01", None),
        (JIAXIANG, "2020-06-30", False, "dibao_standard", "420.00", "2019-01-01", "2020-07-01"),
        (JIAXIANG, "2020-07-01", False, "dibao_standard", "445.00", "2020-07-01", "2021-01-01"),
        (JIAXIANG, "2021-06-01", True, "dibao_standard", "791.00", "2021-01-01", "2022-01-01"),
    ],
)
def test_a_published_value_and_its_days(
    region: str, on: str, urban: bool, name: str, value: str, since: str, until: str | None
) -> None:
    found = listed(region, on, urban, {})[name]
    assert (found["value"], found["from"], found["until"]) == (value, since, until)


@pytest.mark.parametrize(
    ("region", "on", "urban", "given", "expected"),
    [
        (MEIZHOU, "2025-02-01", True, {"dibao_standard": 862},
         {"tekun_basic": 1380, "dibao_margin_line": 1293}),
        (MEIZHOU, "2025-02-01", False, {"dibao_standard": 701.5}, {"tekun_basic": 1123}),
        (
            MEIZHOU, "2025-03-01", False, {"minimum_wage": 1750},
            {"tekun_care_self": 35, "tekun_care_half": 525, "tekun_care_half_institution": 1050,
             "tekun_care_full_institution": 2100},
        ),
        (MEIZHOU, "2025-03-05", False, {"tekun_care_full": 1200}, {"tekun_care_full_institution": 2400}),
        (HUIZHOU, "2024-01-01", False, {}, {"tekun_basic": 1492}),
        (HUIZHOU, "2024-01-01", True, {"tekun_basic_before": 1620}, {"tekun_basic": 1620}),
        (GUANGZHOU, "2021-06-01", True, {}, {"dibao_margin_line": 1680, "tekun_basic": 1792}),
        (GUANGZHOU, "2023-06-01", False, {}, {"dibao_margin_line": 1857, "tekun_basic": 1981}),
        (
            FENGZE, "2025-07-01", True, {"minimum_wage": 2195},
            {"tekun_basic": 1170, "tekun_care_self": 220, "tekun_care_half": 549, "tekun_care_full": 1098,
             "tekun_basic_institution": 1755, "tekun_care_self_institution": 329,
             "tekun_care_half_institution": 823, "tekun_care_full_institution": 1646},
        ),
        (
            NOWHERE, "2025-07-01", True,
            {"dibao_standard": 900, "dibao_standard.rounding": "half_up:1", "minimum_wage": 2195,
             "tekun_ratio": 1.3, "tekun_institution_factor": 1.5, **CARE_RATES},
            {"tekun_basic": 1170, "tekun_care_full": 1098, "tekun_care_self_institution": 329,
             "tekun_care_half_institution": 823},
        ),
        (XINXIAN, "2024-02-01", False, {}, {"tekun_basic": 979, "orphan_institution": 2328}),
        (XINXIAN, "2024-02-01", False, {"dibao_standard_urban": 1000},
         {"orphan_institution": 2500, "orphan_scattered": 2000}),
        (
            LUOJIANG, "2020-10-01", True, {"minimum_wage": 1720},
            {"tekun_basic": 1010, "tekun_basic_institution": 1210, "tekun_care_full": 688,
             "tekun_care_self_institution": 206, "tekun_care_full_institution": 826},
        ),
        (NOWHERE, "2025-02-01", False,
         {"dibao_standard": 775, "tekun_ratio": 1.3, "tekun_basic.rounding": "up:10"},
         {"tekun_basic": 1010}),
        (NOWHERE, "2025-02-01", False,
         {"dibao_standard": 1000, "tekun_ratio": 1.6, "tekun_basic_before": 1700},
         {"tekun_basic": 1700}),
        (NOWHERE, "2025-02-01", False, {"dibao_standard": 1111, "dibao_margin_line.rounding": "up:10"},
         {"dibao_margin_line": 1670}),
        (NOWHERE, "2025-02-01", False,
         {"dibao_standard": 1100, "supplement_rate": 0.4, "supplement_addon": 30},
         {"supplement_per_person": 470}),
        (NOWHERE, "2025-02-01", False, {"dibao_standard": 1111, "supplement_rate": 0.25,
                                        "supplement_rate.rounding": "up:1"}, {"supplement_per_person": 278}),
        (NOWHERE, "2025-02-01", False, {"dibao_standard": 1111, "supplement_rate": 0.25,
                                        "dibao_standard.rounding": "up:10"}, {"supplement_per_person": 280}),
    ],
)  # fmt: skip
def test_a_derived_amount(
    region: str, on: str, urban: bool, given: dict[str, Any], expected: dict[str, int]
) -> None:
    found = listed(region, on, urban, given)
    assert {name: found[name]["value"] for name in expected} == {
        name: f"{yuan}.00" for name, yuan in expected.items()
    }


def test_a_value_past_its_year_is_unconfirmed() -> None:
    assert listed(MEIZHOU, "2025-12-31", True, {})["dibao_standard"]["unconfirmed"] is False
    assert listed(MEIZHOU, "2026-01-01", True, {})["dibao_standard"]["unconfirmed"] is True
