"""The region table: codes are paths, imports repeat, names and mergers stay readable."""

import csv
from datetime import date

import pytest

from yimen.domains.network import actions, queries
from yimen.domains.network.actions.region_lists import PILOT, PUBLISHED_ON, country_rows, pilot_rows
from yimen.domains.network.actions.regions import _level_and_parent
from yimen.domains.network.errors import InvalidChangeError, InvalidRegionListError
from yimen.domains.network.models import Region
from yimen.domains.network.types import RegionRow
from yimen.foundation.audit import SYSTEM
from yimen.kernel import RegionCode

LATER = date(2025, 1, 1)


def taken_over(rows, on=LATER):
    return actions.import_regions(rows=rows, on=on, by=SYSTEM)


def listed():
    with PILOT.open(encoding="utf-8") as file:
        return list(csv.DictReader(row for row in file if not row.startswith("#")))


@pytest.mark.requirement("R-NET-1")
def test_every_pair_of_the_list_lies_where_its_prefix_says():
    parents = {line["code"]: line["parent_code"] for line in listed()}

    def truly_above(code):
        while code := parents[code]:
            yield code

    above = {code: set(truly_above(code)) for code in parents}
    for outer in parents:
        lo, hi = RegionCode(outer).lo, RegionCode(outer).hi
        inside = {code for code in parents if lo <= code < hi}
        assert inside == {outer} | {code for code in parents if outer in above[code]}


def test_levels_and_parents_of_the_list_are_those_of_its_codes():
    for line in listed():
        assert _level_and_parent(line["code"]) == (line["level"], line["parent_code"] or None)


@pytest.mark.django_db
def test_names_are_read_once_a_minute_and_at_once_after_an_import(monkeypatch, django_assert_num_queries):
    monkeypatch.setattr("yimen.domains.network.queries.regions.NAMES_KEPT_FOR", 60.0)
    actions.import_pilot_regions(by=SYSTEM)
    with django_assert_num_queries(1):
        assert queries.region_names(["441426100000"]) == queries.region_names(["441426100000"])
    taken_over([RegionRow("441426100000", "甲镇")])
    assert queries.region_names(["441426100000", "000000000001"]) == {"441426100000": "甲镇"}
    queries.forget_region_names()


@pytest.mark.django_db
def test_a_second_import_changes_nothing():
    first = actions.import_pilot_regions(by=SYSTEM)
    again = actions.import_pilot_regions(by=SYSTEM)

    assert (first.read, first.added) == (1777, 1777)
    assert (again.added, again.renamed, again.revived, again.abolished) == (0, 0, 0, 0)
    assert queries.region_path("441426100200") == "平远县大柘镇墩背村委会"


@pytest.mark.django_db
def test_a_renamed_region_keeps_its_former_names():
    rows = list(pilot_rows())
    taken_over(rows, PUBLISHED_ON)
    for name, on in (("甲镇", date(2024, 1, 1)), ("乙镇", LATER)):
        renamed = [RegionRow(r.code, name) if r.code == "441426100000" else r for r in rows]
        assert taken_over(renamed, on).renamed == 1

    town = queries.get_region("441426100000")
    former = town.names.order_by("valid_until").values_list("name", "valid_until")
    assert list(former) == [("大柘镇", date(2024, 1, 1)), ("甲镇", LATER)] and town.name == "乙镇"


@pytest.mark.django_db
def test_a_village_no_longer_listed_has_ended_and_may_come_back():
    rows = list(pilot_rows())
    taken_over(rows, PUBLISHED_ON)
    without = [row for row in rows if row.code != "441426100200"]

    assert taken_over(without).abolished == 1
    ended = queries.get_region("441426100200")
    assert ended.valid_until == LATER
    assert ended not in queries.regions_under("441426100000")
    assert taken_over(rows, date(2026, 1, 1)).revived == 1


@pytest.mark.django_db
def test_an_older_list_undoes_nothing():
    rows = list(pilot_rows())
    taken_over(rows, PUBLISHED_ON)
    gone, heir = RegionCode("441426100200"), RegionCode("441426100201")
    actions.merge_region(region=gone, into=heir, on=LATER, by=SYSTEM)
    taken_over(
        [
            RegionRow(r.code, "甲镇" if r.code == "441426100000" else r.name)
            for r in rows
            if r.code != str(gone)
        ]
    )

    again = taken_over(rows, PUBLISHED_ON)

    assert (again.revived, again.renamed) == (0, 0)
    assert queries.get_region(gone).merged_into_id == str(heir)
    assert queries.region_names(["441426100000"]) == {"441426100000": "甲镇"}


@pytest.mark.django_db
def test_a_list_of_towns_ends_no_village():
    rows = list(pilot_rows())
    taken_over(rows, PUBLISHED_ON)

    assert taken_over([row for row in rows if row.code.endswith("000")]).abolished == 0


@pytest.mark.django_db
def test_a_list_of_one_county_ends_nothing_in_another():
    rows = list(pilot_rows())
    taken_over(rows, PUBLISHED_ON)

    assert taken_over([row for row in rows if row.code.startswith(("44", "4414", "441426"))]).abolished == 0
    assert Region.objects.filter(valid_until__isnull=False).count() == 0


@pytest.mark.django_db
def test_a_merged_region_points_to_its_heir():
    taken_over(pilot_rows(), PUBLISHED_ON)
    gone, heir = RegionCode("441426100200"), RegionCode("441426100201")

    actions.merge_region(region=gone, into=heir, on=LATER, by=SYSTEM)

    assert queries.get_region(gone).merged_into_id == str(heir)
    with pytest.raises(InvalidChangeError):
        actions.merge_region(region=heir, into=gone, on=LATER, by=SYSTEM)
    with pytest.raises(InvalidChangeError):
        actions.merge_region(region=heir, into=RegionCode("441426101000"), on=LATER, by=SYSTEM)


@pytest.mark.django_db
def test_no_list_undoes_a_merger_whatever_its_day():
    taken_over(pilot_rows(), PUBLISHED_ON)
    gone, heir = RegionCode("441426100200"), RegionCode("441426100201")
    actions.merge_region(region=gone, into=heir, on=PUBLISHED_ON, by=SYSTEM)

    assert taken_over(pilot_rows(), PUBLISHED_ON).revived == 0
    assert taken_over(pilot_rows(), LATER).revived == 0
    assert queries.get_region(gone).merged_into_id == str(heir)
    with pytest.raises(InvalidChangeError, match="已撤销"):
        actions.merge_region(region=gone, into=RegionCode("441426100202"), on=LATER, by=SYSTEM)


@pytest.mark.django_db
def test_a_list_whose_parent_is_missing_is_refused_whole():
    with pytest.raises(InvalidRegionListError):
        taken_over([RegionRow("441426100200", "某村")])
    assert not Region.objects.exists()


@pytest.mark.requirement("R-NET-1")
def test_the_country_is_read_from_the_package(tmp_path):
    (tmp_path / "dist").mkdir()
    lists = {
        "provinces": 'code,name\n44,"广东省"\n',
        "cities": 'code,name,provinceCode\n4419,"东莞市",44\n',
        "areas": 'code,name,cityCode,provinceCode\n441900,"东莞市",4419,44\n',
        "streets": 'code,name,areaCode,provinceCode,cityCode\n441900003,"东城街道",441900,44,4419\n',
        "villages": 'code,name,streetCode\n441900003001,"岗贝社区居民委员会",441900003\n',
    }
    for name, text in lists.items():
        (tmp_path / "dist" / f"{name}.csv").write_text(text, encoding="utf-8")

    assert [row.code for row in country_rows(tmp_path)] == [
        "440000000000",
        "441900000000",
        "441900003000",
        "441900003001",
    ]


def test_a_missing_package_says_what_to_run(tmp_path):
    with pytest.raises(InvalidRegionListError, match="npm ci"):
        list(country_rows(tmp_path))
