"""`yimen what-if`: over shards without a database, taken up again; over the county; what it refuses."""

from contextlib import nullcontext

import pytest
from django.utils import timezone
from tests.rulebook.what_if.households import files, held
from tests.support.cast import PASSWORD, acting
from tests.support.process import on
from tests.support.reviewing import LATER
from typer.testing import CliRunner

from yimen.domains.monitoring.actions import snapshots
from yimen.domains.monitoring.models import Scenario, Snapshot
from yimen.doors.cli import standing, what_if
from yimen.foundation.accounts.models import User
from yimen.foundation.jobs.models import Run
from yimen.foundation.jobs.runs import LOST_AFTER
from yimen.rulebook.what_if.jobs import shard_paths, write_shard
from yimen.rulebook.what_if.rows import make_shard

pytestmark = pytest.mark.requirement("R-POL-7")
RAISED = "changes:\n  - {name: dibao_standard, value: 900}\n"


def asked(*arguments, typed=""):
    return CliRunner().invoke(what_if.app, [str(one) for one in arguments], input=typed)


@pytest.fixture
def scenario(tmp_path):
    (tmp_path / "raise.yaml").write_text(RAISED)
    return tmp_path / "raise.yaml"


@pytest.fixture
def shards(tmp_path):
    written = held(files())
    for number in range(2):
        write_shard(tmp_path / "shards", f"{number:04d}", make_shard(written[number::2]))
    return tmp_path / "shards"


def test_over_shards_twice_is_the_same_and_another_scenario_keeps_the_scan(scenario, shards, tmp_path):
    command = (scenario, "--shards", shards, "--out", tmp_path / "out")
    first = asked(*command)
    assert first.exit_code == 0, first.output
    assert "最低生活保障 " in first.output and "断崖" in first.output
    kept = tmp_path / "out" / "base" / "0000" / "base.parquet"
    before = kept.stat().st_mtime_ns
    assert asked(*command).output.splitlines()[-3:] == first.output.splitlines()[-3:]
    assert "没有计入：临时救助、医疗救助、渐退期" in first.output and "公布的最低标准" not in first.output
    scenario.write_text(RAISED.replace("900", "100") + "  - {name: grace_months, value: 3}\n")
    lowered = asked(*command)
    assert lowered.exit_code == 0 and lowered.output != first.output
    assert "441400000000 公布的最低标准" in lowered.output and "没有计入的项目才用到它" in lowered.output
    assert kept.stat().st_mtime_ns == before


def test_what_cannot_be_done_is_refused_in_words(scenario, shards, tmp_path):
    neither = asked(scenario)
    assert neither.exit_code == 2 and "--shards" in neither.output
    sealed = asked(scenario, "-u", "anybody", "--engine", "spark", "--master", "spark://head:7077")
    assert sealed.exit_code == 2 and "钥匙不离开本机" in sealed.output
    scenario.write_text("changes:\n  - {name: dibao_standrad, value: 900}\n")
    command = (scenario, "--shards", shards, "--out", tmp_path / "out")
    wrong = asked(*command)
    assert wrong.exit_code == 2 and "changes[0].value" in wrong.output and "dibao_standard" in wrong.output
    scenario.write_text(RAISED)
    shard_paths(shards, "0001")[1].write_bytes(shard_paths(shards, "0001")[2].read_bytes())
    broken = asked(scenario, "--shards", shards, "--out", tmp_path / "out")
    assert broken.exit_code == 2 and "缺少列" in broken.output


@pytest.mark.django_db
def test_over_the_countys_data_it_is_kept_like_one_of_the_desk(
    scenario, review, monkeypatch, settings, tmp_path
):
    monkeypatch.setattr(standing, "standing_house", nullcontext)
    settings.YIMEN_FILES = tmp_path / "files"
    by = review.cast.county_reviewer
    user = User.objects.get(id=by.user_id)
    user.set_password(PASSWORD)
    user.must_change_password = False
    user.save()
    with on(LATER):
        with acting(by):
            begun = snapshots.make_snapshot(by=by, is_deferred=False)
        Run.objects.filter(id=begun.run_id).update(started_at=timezone.now() - LOST_AFTER)
        answer = asked(scenario, "-u", user.username, typed=f"{PASSWORD}\n")
        assert answer.exit_code == 0, answer.output
        assert "增加 1" in answer.output
        with acting(by):
            assert Scenario.objects.get().title == "raise"
            assert Snapshot.objects.get() == begun, "what was broken off is taken up"


def test_a_long_file_is_read_to_its_end(scenario, shards, tmp_path):
    scenario.write_text(RAISED + "#" * 1_100_000 + "\n  - {name: nothing_of_ours, value: 1}\n")
    told = asked(scenario, "--shards", shards, "--out", tmp_path / "out")
    assert told.exit_code != 0 and "changes[1]" in told.output
