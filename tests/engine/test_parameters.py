"""Parameters: the most specific region that speaks on the day, its rounding and source; overrides
beat all.
"""

from datetime import date
from decimal import Decimal

import pytest

from yimen.engine import ParametersError, ParameterTable, Rounding

COUNTY, CITY = "441426000000", "441400000000"
TOWN = "441426100000"
CHAIN = [TOWN, COUNTY, CITY, "440000000000"]
PAGE = """
standard:
  title: 低保标准
  type: amount
  unit: 元/人/月
  values:
    - {from: 2020-01-01, value: 500.00, source: 全国示例}
    - {region: "441400000000", from: 2024-01-01, value: 700, source: 市示例, rounding: "up:10"}
    - {region: "441426000000", from: 2024-07-01, until: 2025-01-01, value: 720.50, source: 县示例,
       rounding: {mode: half_up, to: 1, at: household}}
    - {region: "441426000000", from: 2025-01-01, confirmed_until: 2026-01-01, value: 800, source: 县示例二}
share: {title: 比例, type: rate, values: [{value: 0.2, source: 示例}]}
kinds: {title: 对象, type: list, choices: [a, b], values: [{value: [b], source: 示例}]}
method: {title: 方法, type: enum, choices: [gap, tiers], values: [{value: gap, unsourced: true, note: 惯例}]}
table: {title: 表, type: structure, values: [{value: [{up_to: 1000, by: town}], source: 示例}]}
never: {title: 没有的, type: amount}
"""
OVERLAY = """
share: {values: [{region: "441426000000", from: 2025-01-01, value: null, unsourced: true, note: 文件未公开}]}
"""


@pytest.fixture
def table() -> ParameterTable:
    return ParameterTable([OVERLAY, PAGE])


@pytest.mark.parametrize(
    ("chain", "on", "fen", "source"),
    [
        (CHAIN, date(2023, 12, 31), 50_000, "全国示例"),
        (CHAIN, date(2024, 1, 1), 70_000, "市示例"),
        (CHAIN, date(2024, 6, 30), 70_000, "市示例"),
        (CHAIN, date(2024, 7, 1), 72_050, "县示例"),
        (CHAIN, date(2024, 12, 31), 72_050, "县示例"),
        (CHAIN, date(2025, 1, 1), 80_000, "县示例二"),
        ([CITY], date(2025, 1, 1), 70_000, "市示例"),
        ([], date(2025, 1, 1), 50_000, "全国示例"),
    ],
)
def test_most_specific_region_and_right_date(
    table: ParameterTable, chain: list[str], on: date, fen: int, source: str
) -> None:
    found = table.in_force(chain, on)["standard"]
    assert (found.value, found.source) == (fen, source)


def test_every_kind_is_held_as_the_rules_expect(table: ParameterTable) -> None:
    found = table.in_force(CHAIN, date(2024, 8, 1))
    assert found["standard"].rounding == Rounding("half_up", 100, "household")
    assert found["share"].value == Decimal("0.2")
    assert found["kinds"].value == ("b",)
    assert found["method"].value == "gap"
    assert found["method"].is_unsourced
    assert found["table"].value == [{"up_to": 1000, "by": "town"}]


def test_an_amount_past_its_year_is_used_and_marked(table: ParameterTable) -> None:
    assert not table.in_force(CHAIN, date(2025, 12, 31))["standard"].is_unconfirmed
    assert table.in_force(CHAIN, date(2026, 1, 1))["standard"].is_unconfirmed


def test_what_nobody_knows_is_unknown_and_unsourced(table: ParameterTable) -> None:
    found = table.in_force(CHAIN, date(2025, 8, 1))
    for name in ("never", "share"):
        assert found[name].value is None
        assert found[name].is_unsourced
        assert found[name].note


def test_overrides(table: ParameterTable) -> None:
    overrides = {"standard": "664.00", "standard.rounding": "up:10", "kinds": ["a"], "never": 3}
    found = table.in_force(CHAIN, date(2024, 8, 1), overrides)
    assert (found["standard"].value, found["standard"].rounding) == (66_400, Rounding("up", 1000))
    assert found["kinds"].value == ("a",)
    assert found["never"].value == 300
    assert all(found[name].is_overridden for name in ("standard", "kinds", "never"))
    assert not found["share"].is_overridden


@pytest.mark.parametrize(
    ("overrides", "told"),
    [
        ({"standrad": 1}, "standrad"),
        ({"standard.value": 1}, "standard.value"),
        ({"standard": 1.234}, "standard"),
        ({"standard": "12.345"}, "standard"),
        ({"standard": "viel"}, "standard"),
        ({"share": "0.00001"}, "share"),
        ({"kinds": "a"}, "kinds"),
        ({"kinds": ["c"]}, "kinds"),
        ({"method": "other"}, "method"),
        ({"standard.rounding": "sideways:1"}, "取整"),
        ({"standard.rounding": "up:0.001"}, "取整"),
        ({"standard.rounding": {"to": 1}}, "取整"),
    ],
)
def test_overrides_that_do_not_fit_are_refused(
    table: ParameterTable, overrides: dict[str, object], told: str
) -> None:
    with pytest.raises(ParametersError, match=told):
        table.in_force(CHAIN, date(2024, 8, 1), overrides)


@pytest.mark.parametrize(
    ("page", "told"),
    [
        ("a: {title: 甲, values: [{value: 1, source: x}]}", "没有声明 type"),
        ("a: {title: 甲, type: money}", "不存在"),
        ("a: {title: 甲, type: count, colour: red}", "colour"),
        ("a: {title: 甲, type: count, values: [{value: 1}]}", "source"),
        ("a: {title: 甲, type: count, values: [{value: 1, source: x, unsourced: true}]}", "二者取一"),
        ("a: {title: 甲, type: count, values: [{value: 1.5, source: x}]}", "个数"),
        ("a: {title: 甲, type: truth, values: [{value: maybe, source: x}]}", "是否"),
        ("a: {title: 甲, type: count, values: [{value: 1, source: x}, {value: 2, source: y}]}", "写了两次"),
    ],
)
def test_files_that_do_not_fit_are_refused(page: str, told: str) -> None:
    with pytest.raises(ParametersError, match=told):
        ParameterTable([page])


def test_a_name_is_declared_once() -> None:
    page = "a: {title: 甲, type: count}"
    with pytest.raises(ParametersError, match="两处"):
        ParameterTable([page, page])
