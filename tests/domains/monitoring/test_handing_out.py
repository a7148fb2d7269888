"""A county's holders and sets as files: what lies there, who may, what is logged, and what a run finds."""

from datetime import timedelta

import polars as pl
import pytest
from tests.domains.monitoring.test_comparisons import BOAT, CAR, DIED
from tests.support.cast import acting, register
from tests.support.reviewing import LATER

from yimen.domains.monitoring.actions.handing_out import hand_out
from yimen.domains.monitoring.comparing.files import HOLDERS, shards_in
from yimen.domains.monitoring.comparing.job import CompareShard
from yimen.domains.monitoring.errors import ComparisonFilesError, ComparisonInvalidError
from yimen.domains.network.errors import NotPermittedError
from yimen.domains.people.queries.identified import numbered
from yimen.domains.verification.models import QueryEntry
from yimen.foundation.audit.models import Entry
from yimen.foundation.shards import Shard, run_shards
from yimen.kernel import Month

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("R-CHK-4")]


def handed_out(county, into, **changed):
    by = changed.pop("by", county.cast.county_verifier)
    folder = into / str(by.region)
    return folder, hand_out(**{"month": Month.of(LATER), "folder": folder, "by": by} | changed)


def test_a_run_over_the_files_of_counties_finds_what_the_desk_finds(county, tmp_path):
    county.told("vehicles", (county.head, CAR), (county.spouse, BOAT))
    county.told("deaths", (county.spouse, DIED))
    _folder, told = handed_out(county, tmp_path / "province")
    assert (told.people, told.unkeyed, told.versions) == (3, 0, {"vehicles": 1, "deaths": 1})
    shards = [Shard(name, paths) for name, paths in shards_in(tmp_path / "province").items()]
    assert len(shards) == 16 and all(shard.name.startswith("441426000000-") for shard in shards)
    run_shards(CompareShard(LATER), shards, tmp_path / "out")
    found = {
        (path.stem, row["our_person"], row["our_household"], row["effect_fen"])
        for path in (tmp_path / "out").glob("*/*.parquet")
        for row in pl.read_parquet(path).iter_rows(named=True)
    }
    county.compared()
    assert found == {
        (each.rule, str(each.person_id), str(each.household_id), each.effect_fen)
        for each in county.findings()
    }
    assert len(found) == 3


def test_the_files_hold_keys_and_are_for_their_owner_and_everybody_in_them_is_logged(county, tmp_path):
    neighbour = register(county.cast.village_assistant, "陈邻居")
    county.told("vehicles", (county.head, CAR), (neighbour.id, CAR))
    folder, _told = handed_out(county, tmp_path)
    assert folder.stat().st_mode & 0o777 == 0o700
    people = pl.read_parquet(folder / HOLDERS / "*.parquet")
    told = pl.read_parquet(folder / "vehicles" / "*.parquet")
    assert len(told) == 1 and {*told["key"]} <= {*people["key"]}, "nobody else's data leave the house"
    with acting(county.cast.county_verifier):
        known = numbered([county.head, county.spouse])
        done = QueryEntry.objects.filter(act="export", outcome="done")  # refusals stay for good
        named = done.values_list("duty", "purpose", "person_id")
        assert {str(person) for _duty, _purpose, person in named} == {*people["our_person"]}
        assert {(duty, purpose) for duty, purpose, _person in named} == {("compare", "comparison")}
        assert Entry.objects.filter(action="comparison:hand_out").count() == 1
    written = str(people.to_dicts())
    assert len(people) == 3 and not any(one.number in written for one in known.values())


def test_who_may_not_run_a_comparison_hands_out_nothing(county, tmp_path):
    county.told("vehicles", (county.head, CAR))
    with pytest.raises(NotPermittedError):
        handed_out(county, tmp_path, by=county.cast.town_handler)
    with pytest.raises(ComparisonInvalidError, match="本月或下月"):
        handed_out(county, tmp_path, month=Month.of(LATER + timedelta(days=70)))
    assert not list(tmp_path.glob("44*")) and not list(tmp_path.glob(".44*"))


def test_what_broke_off_leaves_no_folder_and_what_is_there_stays(county, tmp_path):
    county.told("vehicles", (county.head, CAR))

    def stop(share: float) -> None:
        if share > 0.5:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        handed_out(county, tmp_path, tell=stop)
    assert not list(tmp_path.glob("*44142*"))
    killed = tmp_path / ".441426000000.making" / HOLDERS
    killed.mkdir(parents=True)
    (killed / "000000.parquet").write_bytes(b"half")
    folder, _told = handed_out(county, tmp_path)
    assert not killed.exists() and len(list((folder / HOLDERS).iterdir())) == 16
    with pytest.raises(ComparisonFilesError, match="已经存在"):
        handed_out(county, tmp_path)


def test_without_data_of_departments_there_is_nothing_to_compare(county, tmp_path):
    with pytest.raises(ComparisonInvalidError, match="部门数据"):
        handed_out(county, tmp_path)
