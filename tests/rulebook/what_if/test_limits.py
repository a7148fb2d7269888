"""What a scenario says of itself: minimums it goes below, parameters and programmes it does not count."""

from datetime import date

import pytest

from tests.rulebook.what_if.households import MONTH, PINGYUAN
from yimen.kernel import Money, Programme, RegionCode
from yimen.rulebook.what_if.changes import read_scenario
from yimen.rulebook.what_if.limits import ONCE, floors_below, not_counted

pytestmark = pytest.mark.requirement("R-POL-7")
COUNTY = RegionCode(PINGYUAN)


def _change(name, value, region=COUNTY):
    written = {"changes": [{"name": name, "value": value}]}
    return read_scenario(written, region=region, month=MONTH).changes[0]


def test_below_what_the_city_published_as_the_least_says_so_with_its_source():
    [floor] = floors_below(_change("dibao_standard_rural", "500"))
    assert (floor.region, floor.amount) == ("441400000000", Money.yuan("664.00"))
    assert floor.source.startswith("http") and floor.is_unconfirmed
    assert floors_below(_change("dibao_standard_rural", "664")) == ()
    assert floors_below(_change("dibao_standard_urban", "500")) == (), "its source names no minimum"


def test_one_standard_for_both_areas_is_held_against_the_least_of_each():
    assert [one.name for one in floors_below(_change("dibao_standard", "500"))] == ["dibao_standard_rural"]
    assert [one.amount for one in floors_below(_change("tekun_basic", "1100"))] == [Money.yuan("1380.00")]


def test_a_subsidy_by_level_is_held_against_the_provinces_least():
    [floor] = floors_below(_change("disability_living_amount", {1: 300, 2: 200}))
    assert (floor.region, floor.amount) == ("440000000000", Money.yuan("217.00"))
    assert floors_below(_change("disability_living_amount", "217")) == ()
    assert floors_below(_change("margin_ratio", "1")) == ()


def test_what_holds_everywhere_is_held_against_every_place():
    found = {one.region for one in floors_below(_change("dibao_standard_rural", "100", region=None))}
    assert found == {"441400000000"}


def test_what_is_given_once_is_not_counted_and_says_so():
    assert set(ONCE) == {Programme.TEMPORARY, Programme.MEDICAL}
    changes = tuple(_change(*one) for one in (("grace_months", "6"), ("dibao_standard", "900")))
    assert len(not_counted(changes)) == 1 and "渐退" in not_counted(changes)[0]
    assert changes[0].since.first >= date(2026, 1, 1)
