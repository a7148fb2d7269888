"""The printed items: every programme once, every department's benefits, each with its source or left open."""

from datetime import date
from unittest.mock import patch

import pytest

from yimen.domains.library import shelves
from yimen.domains.library.national import printed, programmes
from yimen.domains.library.types import CHOICES, LINES, TEXTS, BenefitList, ItemFilters, Shelf
from yimen.domains.network.types import DepartmentKind
from yimen.kernel import Programme, RegionCode

COUNTY, DEHUA = RegionCode("441426000000"), RegionCode("350526000000")
TODAY = date(2026, 11, 22)


@pytest.fixture(autouse=True)
def nothing_said_by_counties():
    with patch.object(shelves, "_kept", lambda chain: []):
        yield


def test_every_programme_is_an_item_once():
    assert sorted(programmes().values()) == sorted(Programme)


@pytest.mark.requirement("R-POL-2")
def test_the_items_are_of_many_departments_and_stand_on_three_shelves_and_two_lists():
    items = shelves.items_at(COUNTY, TODAY)
    assert len(items) >= 50
    assert len({item.department for item in items}) >= 8
    assert {item.shelf for item in items} == set(Shelf)
    assert {item.benefit_list for item in items} == set(BenefitList)
    assert items[0].department is DepartmentKind.CIVIL_AFFAIRS


def test_no_printed_version_says_what_no_item_says():
    known = {*TEXTS, *LINES, *CHOICES}
    assert [one.key for one in printed() if set(one.says) - known] == []


def test_whatever_is_said_of_another_department_names_its_source():
    open_ended = {"old-age-allowance"}
    said = [one for one in printed() if one.key not in programmes() and one.key not in open_ended]
    assert [one.key for one in said if not one.says.get("source")] == []


def test_what_the_law_widened_is_read_as_it_was_on_the_day():
    before = {item.key: item for item in shelves.items_at(COUNTY, date(2022, 1, 1))}
    after = {item.key: item for item in shelves.items_at(COUNTY, TODAY)}
    assert "刚性支出" not in before["secondary-aid"].conditions[0]
    assert "刚性支出" in after["secondary-aid"].conditions[0]
    assert "childcare-subsidy" not in before and "childcare-subsidy" in after


def test_a_point_of_one_county_is_not_listed_in_another():
    assert any(item.key == "dehua-points" for item in shelves.items_at(DEHUA, TODAY))
    assert not any(item.key == "dehua-points" for item in shelves.items_at(COUNTY, TODAY))


def test_a_search_finds_by_words_department_group_and_kind():
    found = shelves.items_at(COUNTY, TODAY, ItemFilters(words="危房"))
    assert [item.key for item in found] == ["rural-house-repair"]
    schools = shelves.items_at(COUNTY, TODAY, ItemFilters(department=DepartmentKind.EDUCATION))
    assert len(schools) == 5 and {item.department for item in schools} == {DepartmentKind.EDUCATION}
    assert shelves.items_at(COUNTY, TODAY, ItemFilters(words="危房 没有这个词")) == []
