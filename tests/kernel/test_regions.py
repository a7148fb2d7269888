"""A region contains exactly what lies in it, for every pair of levels."""

from itertools import pairwise, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yimen.kernel import RegionCode, RegionCodeError, RegionLevel

# Real codes of the pilot counties and of places without counties; national division codes, 2020 edition.
PROVINCE, CITY, COUNTY = "440000000000", "441400000000", "441426000000"
PLACES = {
    "广东省": PROVINCE,
    "梅州市": CITY,
    "平远县": COUNTY,
    "大柘镇": "441426100000",
    "仁居镇": "441426101000",
    "石正镇": "441426110000",
    "大柘村": "441426100200",
    "梅江区": "441402000000",
    "蕉岭县": "441427000000",
    "东莞市": "441900000000",
    "石碣镇": "441900101000",
    "山东省": "370000000000",
    "聊城市": "371500000000",
    "莘县": "371522000000",
}
INSIDE = {
    "广东省": "梅州市 平远县 大柘镇 仁居镇 石正镇 大柘村 梅江区 蕉岭县 东莞市 石碣镇",
    "梅州市": "平远县 大柘镇 仁居镇 石正镇 大柘村 梅江区 蕉岭县",
    "平远县": "大柘镇 仁居镇 石正镇 大柘村",
    "大柘镇": "大柘村",
    "东莞市": "石碣镇",
    "山东省": "聊城市 莘县",
    "聊城市": "莘县",
}
WITHIN = {(outer, inner) for outer, inners in INSIDE.items() for inner in inners.split()}


@pytest.mark.parametrize(("outer", "inner"), list(product(PLACES, PLACES)))
def test_containment_for_every_pair(outer: str, inner: str) -> None:
    a, b = RegionCode(PLACES[outer]), RegionCode(PLACES[inner])
    expected = outer == inner or (outer, inner) in WITHIN
    assert a.contains(b) is expected
    assert (a.lo <= b.code < a.hi) is expected


groups = st.tuples(
    st.integers(11, 99), st.integers(0, 99), st.integers(0, 99), st.integers(0, 999), st.integers(0, 999)
)
codes = groups.map(lambda g: RegionCode(f"{g[0]}{g[1]:02d}{g[2]:02d}{g[3]:03d}{g[4]:03d}"))


@given(codes, codes)
def test_containment_prefix_and_range_agree(a: RegionCode, b: RegionCode) -> None:
    assert a.contains(b) == b.code.startswith(a.prefix) == (a.lo <= b.code < a.hi)
    if a.contains(b) and b.contains(a):
        assert a == b


@pytest.mark.parametrize("code", ["990000000000", "999900000000", "999999999999"])
def test_the_last_region_of_all_ends_behind_every_code(code: str) -> None:
    assert RegionCode(code).lo <= "999999999999" < RegionCode(code).hi


@given(codes)
def test_each_ancestor_contains_the_next(code: RegionCode) -> None:
    chain = (code, *code.ancestors())
    assert all(upper.contains(lower) for lower, upper in pairwise(chain))
    assert chain[-1].level is RegionLevel.PROVINCE
    assert code.parent == (chain[1] if len(chain) > 1 else None)


@given(codes, st.sampled_from(list(RegionLevel)))
def test_at_a_level_is_never_below_it(code: RegionCode, level: RegionLevel) -> None:
    assert code.at(level).contains(code)
    assert code.at(level).level <= level


def test_trailing_zeros_within_a_group_belong_to_it() -> None:
    town = RegionCode("441426100000")
    assert town.level is RegionLevel.TOWN
    assert (town.prefix, town.lo, town.hi) == ("441426100", "441426100000", "441426101000")


def test_a_place_without_counties_has_its_city_as_parent() -> None:
    assert RegionCode(PLACES["石碣镇"]).parent == RegionCode(PLACES["东莞市"])


@pytest.mark.parametrize(
    "code",
    ["", "4414", "44142610000", "4414261000000", "a41426100000", "000000000000", "４４１４２６１０００００"],
)
def test_what_is_no_code_is_refused(code: str) -> None:
    with pytest.raises(RegionCodeError, match="12 位"):
        RegionCode(code)
