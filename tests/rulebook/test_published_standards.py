"""Every published amount is what the parameters say on the first day it holds."""

import csv
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from yimen.kernel import RegionCode
from yimen.rulebook.parameter_list import list_parameters

ROWS = list(csv.DictReader((Path(__file__).parent / "published_standards.csv").open(encoding="utf-8")))
NAMES = {
    "低保标准": "dibao_standard",
    "低保最低标准": "dibao_standard",
    "特困基本生活": "tekun_basic",
    "低保边缘标准": "dibao_margin_line",
    "困难残疾人生活补贴": "disability_living_amount",
    "重度残疾人护理补贴": "disability_care_amount",
}
CARE = {
    "全自理": "self",
    "半自理-分散": "half",
    "半自理-集中": "half_institution",
    "半护理": "half",
    "全护理-分散": "full",
    "全护理-集中": "full_institution",
    "全护理": "full",
}
LEVELS = {"一二级": "12", "三四级": "34", "一级": "1", "二级": "2"}


def _name(row: dict[str, str]) -> str:
    if row["program"] == "特困照料护理":
        return f"tekun_care_{CARE[row['subtype']]}"
    if row["program"].startswith("孤儿"):
        return "orphan_institution" if row["subtype"] in ("机构", "集中") else "orphan_scattered"
    return NAMES[row["program"]]


def _amounts(row: dict[str, str], value: Any) -> list[Any]:
    return [value[level] for level in LEVELS[row["subtype"]]] if isinstance(value, dict) else [value]


PARAMETER_ROWS = [row for row in ROWS if row["program"] != "低保补差水平"]  # an average paid, not a parameter


@pytest.mark.parametrize(
    "row",
    PARAMETER_ROWS,
    ids=lambda row: "-".join(row[key] for key in ("code", "program", "subtype", "effective_from")),
)
def test_published_amount(row: dict[str, str]) -> None:
    urban = row["subtype"][:2] in ("城镇", "城市", "城乡")
    region, on = RegionCode(row["code"] + "000000"), date.fromisoformat(row["effective_from"])
    found = list_parameters(region, on, urban)
    amounts = _amounts(row, found[_name(row)]["value"])
    assert [Decimal(amount) for amount in amounts] == [Decimal(row["amount"])] * len(amounts)
    if _name(row) == "dibao_standard":
        assert found["dibao_standard_is_minimum"]["value"] is (row["is_minimum"] == "yes")
