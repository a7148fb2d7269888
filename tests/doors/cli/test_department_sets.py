"""`yimen data`: a file is loaded, listed, verified and taken back; the sample is the same for its seed."""

import csv
import re
from contextlib import nullcontext
from datetime import date

import polars as pl
import pytest
from tests.support.cast import PASSWORD, acting
from tests.support.process import on
from typer.testing import CliRunner

from yimen.domains.verification.actions.set_agreements import record_agreement
from yimen.domains.verification.actions.set_samples import Sample, Truth, write_sample
from yimen.domains.verification.models import SetLoad
from yimen.domains.verification.queries import sets
from yimen.domains.verification.sets.catalogue import catalogue
from yimen.domains.verification.types.sets import FileKind
from yimen.doors.cli import department_sets, standing
from yimen.foundation.accounts.models import User
from yimen.foundation.joining import joining_key
from yimen.kernel import RegionCode, ResidentId

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("R-CHK-2")]
DAY = date(2026, 11, 20)
COUNTY = RegionCode("441426000000")


@pytest.fixture(autouse=True)
def house(monkeypatch, cast, settings, tmp_path):
    monkeypatch.setattr(standing, "standing_house", nullcontext)
    settings.YIMEN_FILES = tmp_path / "files"
    for actor in (cast.county_verifier, cast.town_handler):
        user = User.objects.get(id=actor.user_id)
        user.set_password(PASSWORD)
        user.must_change_password = False
        user.save()
    with on(DAY):
        yield


def asked(actor, *arguments):
    username = User.objects.get(id=actor.user_id).username
    return CliRunner().invoke(department_sets.app, [*arguments, "-u", username], input=f"{PASSWORD}\n")


def agreed(by):
    """What is loaded under an agreement has one."""
    for key, said in catalogue().items():
        if said.needs_agreement:
            with acting(by):
                record_agreement(set_key=key, title="示例函〔2026〕1号", agreed_on=DAY, ends_on=None, by=by)


def test_every_set_of_a_sample_is_loaded_and_every_planted_truth_is_there(cast, tmp_path):
    wanted = Sample(7, 60, DAY, COUNTY, each_truth=3, faulty=0.1)
    planted = write_sample(tmp_path, wanted, FileKind.PARQUET)
    assert {each.truth for each in planted} == set(Truth) and len(planted) == 3 * len(Truth)
    assert len({each.number for each in planted}) == len(planted)
    agreed(cast.county_confirmer)
    for key in catalogue():
        answer = asked(
            cast.county_verifier, "load", key, str(tmp_path / f"{key}.parquet"), "--as-of", "2026-11-01"
        )
        assert answer.exit_code == 0, answer.output
    with acting(cast.county_verifier):
        for key, load in sets.current_loads(COUNTY).items():
            kept = sets.read_shard(load.id, 0)
            about = [each for each in planted if each.set_key == key]
            assert load.rows == 60 + len(about) and load.stored == len(kept) and load.quarantined < 30
            assert {joining_key(each.number).key for each in about} <= set(kept["key"])
        cars = sets.read_shard(sets.current_loads(COUNTY)["vehicles"].id, 0)
    hidden = [joining_key(each.number).key for each in planted if each.truth is Truth.HIDDEN_CAR]
    assert set(cars.filter(pl.col("key").is_in(hidden))["kind"]) == {"car"}


def test_a_sample_is_the_same_for_its_seed_and_about_nobody(tmp_path):
    for folder in ("one", "two"):
        write_sample(tmp_path / folder, Sample(3, 40, DAY, COUNTY, each_truth=2, sets=("deaths", "vehicles")))
    for name in ("deaths.csv", "vehicles.csv", "truths.csv"):
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()
    with (tmp_path / "one" / "deaths.csv").open() as file:
        numbers = [row["公民身份号码"] for row in csv.DictReader(file)]
    assert all(number.startswith("999999") and ResidentId(number) for number in numbers)


def test_listed_verified_and_taken_back(cast, tmp_path):
    write_sample(tmp_path, Sample(1, 20, DAY, COUNTY, sets=("deaths",)))
    file = str(tmp_path / "deaths.csv")
    loaded = asked(cast.county_verifier, "load", "deaths", file, "--as-of", "2026-11-01")
    number = re.search(r"[0-9a-f-]{36}", loaded.output)[0]
    assert "v1" in asked(cast.county_verifier, "list").output
    assert number in asked(cast.county_verifier, "list", "deaths").output
    assert asked(cast.county_verifier, "verify").exit_code == 0
    assert asked(cast.county_verifier, "load", "deaths", file, "--as-of", "2026-11-01").exit_code == 2
    assert asked(cast.county_verifier, "load", "nonsense", file, "--as-of", "2026-11-01").exit_code == 2
    assert asked(cast.town_handler, "list").exit_code == 2
    assert asked(cast.county_verifier, "retract", number, "--reason", "来函").exit_code == 0
    assert asked(cast.county_verifier, "verify", number).exit_code == 2
    assert asked(cast.county_verifier, "retract", "x", "--reason", "来函").exit_code == 2
    with acting(cast.county_verifier):
        assert SetLoad.objects.get().state == "retracted"
