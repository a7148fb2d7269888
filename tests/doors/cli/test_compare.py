"""`yimen compare`: cut, run, stop, take up again, kill; what it says and refuses."""

import fcntl
import os
import shutil
import signal
import subprocess
import sys
import time
from contextlib import nullcontext
from pathlib import Path

import polars as pl
import pytest
from bench.comparison import population
from tests.support.cast import PASSWORD
from tests.support.comparing import County
from tests.support.process import on
from tests.support.reviewing import LATER
from typer.testing import CliRunner

from yimen.doors.cli import compare, standing
from yimen.foundation.accounts.models import User
from yimen.foundation.shards import Work

pytestmark = pytest.mark.requirement("R-CHK-4")
ON = ("--on", "2026-12-01")
ROOT = Path(__file__).parents[3]


def asked(*arguments: object):
    return CliRunner().invoke(compare.app, [str(one) for one in arguments])


@pytest.fixture(scope="module")
def files(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("compare") / "files"
    population.write(folder, 4000)
    return folder


@pytest.fixture(scope="module")
def shards(files) -> Path:
    folder = files.parent / "shards"
    assert "切成 4 个分片" in asked("cut", *files.iterdir(), "--into", folder, "--ranges", 4).output
    return folder


def findings(out: Path) -> dict[str, bytes]:
    return {str(path.relative_to(out)): path.read_bytes() for path in sorted(out.glob("[!.]*/*.parquet"))}


def test_every_range_is_compared_and_a_second_time_nothing_is_left_to_do(shards, tmp_path):
    first = asked("run", shards, tmp_path / "out", *ON)
    assert first.exit_code == 0 and "算出 4 个分片，此前已有 0 个" in first.output
    found = pl.concat([pl.read_parquet(path) for path in (tmp_path / "out").glob("*/vehicle.parquet")])
    line = next(line for line in first.output.splitlines() if line.startswith("名下有未申报的机动车"))
    assert line.split()[1:] == [str(len(found)), f"{found['effect_fen'].sum() / 100:.2f}"]
    assert len(found) > 5 and "火化" not in first.output
    second = asked("run", shards, tmp_path / "out", *ON)
    assert "算出 0 个分片，此前已有 4 个" in second.output and line in second.output


def test_another_day_is_another_run(shards, tmp_path):
    asked("run", shards, tmp_path / "out", *ON)
    answer = asked("run", shards, tmp_path / "out", "--on", "2026-12-02")
    assert answer.exit_code == 2 and "另一次运行" in answer.output


def test_who_asks_to_stop_is_told_how_to_go_on(shards, tmp_path, monkeypatch):
    plain = Work.__call__

    def stop(self, shard):
        signal.raise_signal(signal.SIGINT)
        return plain(self, shard)

    monkeypatch.setattr(Work, "__call__", stop)
    stopped = asked("run", shards, tmp_path / "out", *ON, "--workers", "1")
    assert stopped.exit_code == 130 and "已停止" in stopped.output
    monkeypatch.setattr(Work, "__call__", plain)
    assert "算出 3 个分片，此前已有 1 个" in asked("run", shards, tmp_path / "out", *ON).output


HELD = """
import sys, time
from pathlib import Path
from yimen.doors.cli import compare
from yimen.domains.monitoring.comparing.job import CompareShard
plain = CompareShard.__call__
def held(self, paths, folder):
    plain(self, paths, folder)
    while Path(folder).name.startswith(".000002"):
        time.sleep(0.02)
CompareShard.__call__ = held
compare.app(sys.argv[1:])
"""


def test_a_killed_comparison_is_taken_up_again_and_finds_the_same(shards, tmp_path):
    asked("run", shards, tmp_path / "whole", *ON)
    command = [sys.executable, "-c", HELD, "run", str(shards), str(tmp_path / "out"), *ON, "--workers", "1"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL) as killed:
        try:
            end = time.monotonic() + 60
            while not any((tmp_path / "out").glob(".000002.*/vehicle.parquet")):
                assert time.monotonic() < end and killed.poll() is None
                time.sleep(0.02)
        finally:
            killed.send_signal(signal.SIGKILL)
    assert "算出 2 个分片，此前已有 2 个" in asked("run", shards, tmp_path / "out", *ON).output
    assert findings(tmp_path / "out") == findings(tmp_path / "whole")
    assert not list((tmp_path / "out").glob(".0*"))


def test_files_that_nobody_can_compare_are_refused(files, shards, tmp_path):
    assert "yimen compare cut" in asked("run", tmp_path, tmp_path / "out", *ON).output
    odd = tmp_path / "weather.parquet"
    pl.DataFrame({"key": [1], "check": [1]}).write_parquet(odd)
    assert "没有规则比对“weather”" in asked("cut", odd, "--into", tmp_path / "odd").output
    lacking = odd.rename(tmp_path / "deaths.parquet")
    assert "died_on" in asked("cut", lacking, "--into", tmp_path / "odd").output
    lacking.write_bytes((files / "deaths.parquet").read_bytes()[:5000])
    assert "无法读取" in asked("cut", lacking, "--into", tmp_path / "odd").output
    deaths = files / "deaths.parquet"
    assert "2 的幂" in asked("cut", deaths, "--into", tmp_path / "odd", "--ranges", 3).output
    assert not list((tmp_path / "odd").glob("*"))
    assert "已经存在" in asked("cut", deaths, "--into", shards).output


def test_sets_cut_more_or_less_finely_than_the_holders_are_compared_alike(files, shards, tmp_path):
    for name, ranges in {"holders": 4, "deaths": 1, "vehicles": 8, "other_benefits": 2}.items():
        asked("cut", files / f"{name}.parquet", "--into", tmp_path / "odd", "--ranges", ranges)
    asked("run", tmp_path / "odd", tmp_path / "out", *ON)
    asked("run", shards, tmp_path / "whole", *ON)
    found = findings(tmp_path / "out")
    whole = findings(tmp_path / "whole")
    assert found == {
        path: whole[path] for path in whole if Path(path).stem in ("died", "vehicle", "paid_twice")
    }
    (tmp_path / "odd" / "vehicles" / "000003.parquet").unlink()
    assert "份不全" in asked("run", tmp_path / "odd", tmp_path / "again", *ON).output


def test_holders_thinned_out_for_a_day_are_found_alike_and_serve_that_day_only(files, shards, tmp_path):
    asked("run", shards, tmp_path / "whole", *ON)
    for name in ("deaths", "vehicles"):
        shutil.copytree(shards / name, tmp_path / "near" / name)
    holders = files / "holders.parquet"
    assert asked("cut", holders, "--into", tmp_path / "near", "--ranges", 2, *ON).exit_code == 0
    kept = pl.read_ipc(tmp_path / "near" / "holders" / "000001.arrow")
    assert 0 < len(kept) < 400 and (kept["key"] >= 0).all()
    asked("run", tmp_path / "near", tmp_path / "out", *ON)
    for rule in ("died", "vehicle"):
        found, wanted = (
            pl.read_parquet(tmp_path / out / "*" / f"{rule}.parquet").sort("our_person")
            for out in ("out", "whole")
        )
        assert found.equals(wanted) and len(found) > 5
    assert "另一天" in asked("run", tmp_path / "near", tmp_path / "odd", "--on", "2026-12-02").output
    shutil.copytree(shards / "businesses", tmp_path / "near" / "businesses")
    assert "另一批" in asked("run", tmp_path / "near", tmp_path / "odd", *ON).output
    assert "先切分数据集" in asked("cut", holders, "--into", tmp_path / "empty", *ON).output


def test_rows_without_a_key_are_refused(files, tmp_path):
    unkeyed = tmp_path / "deaths.parquet"
    pl.read_parquet(files / "deaths.parquet").with_columns(key=pl.lit(None, pl.Int64)).write_parquet(unkeyed)
    assert "没有键" in asked("cut", unkeyed, "--into", tmp_path / "odd").output
    assert not list((tmp_path / "odd").iterdir())


KILLED = """
import os, signal, sys
from yimen.doors.cli import compare
from yimen.domains.monitoring.comparing import cutting
plain, written = cutting.write_part, []
def killed(folder, *rest):
    plain(folder, *rest)
    written.append(rest)
    if len(written) == 3:
        os.kill(os.getpid(), signal.SIGKILL)
cutting.write_part = killed
compare.app(sys.argv[1:])
"""


def test_what_a_killed_cut_left_is_swept_by_the_next(files, shards, tmp_path):
    cut = ("cut", str(files / "deaths.parquet"), "--into", str(tmp_path), "--ranges", "4")
    ended = subprocess.run([sys.executable, "-c", KILLED, *cut], env={**os.environ, "PYTHONPATH": str(ROOT)})
    assert ended.returncode == -signal.SIGKILL
    assert [path.name for path in tmp_path.iterdir()] == [".deaths.making"]
    assert asked(*cut).exit_code == 0 and [path.name for path in tmp_path.iterdir()] == ["deaths"]
    for path in (shards / "deaths").iterdir():
        assert (tmp_path / "deaths" / path.name).read_bytes() == path.read_bytes()
    assert len(list((tmp_path / "deaths").iterdir())) == 4


def test_a_cut_that_is_still_going_on_is_left_alone(files, tmp_path):
    going = tmp_path / ".deaths.making"
    going.mkdir()
    held = os.open(going, os.O_RDONLY)
    fcntl.flock(held, fcntl.LOCK_EX)
    refused = asked("cut", files / "deaths.parquet", "--into", tmp_path)
    assert refused.exit_code == 2 and "另一个进程" in refused.output
    os.close(held)
    assert asked("cut", files / "deaths.parquet", "--into", tmp_path).exit_code == 0


@pytest.mark.django_db
def test_a_county_writes_its_own_files(review, monkeypatch, settings, tmp_path):
    monkeypatch.setattr(standing, "standing_house", nullcontext)
    settings.YIMEN_FILES = tmp_path / "files"
    with on(LATER):
        county = County(review)
        car = {"plate": "粤M12345", "kind": "car", "registered_on": f"{LATER}", "state": "A"}
        county.told("vehicles", (county.head, car))
        for by, code in ((county.cast.county_verifier, 0), (county.cast.town_handler, 2)):
            user = User.objects.get(id=by.user_id)
            user.set_password(PASSWORD)
            user.must_change_password = False
            user.save()
            options = ("--into", tmp_path / "province", "--month", f"{LATER:%Y-%m}", "-u", user.username)
            answer = CliRunner().invoke(
                compare.app, ["export", *map(str, options)], input=f"{PASSWORD}\n", catch_exceptions=False
            )
            assert answer.exit_code == code, answer.output
            assert ("3 人" in answer.output) is (code == 0)
    ended = asked("run", tmp_path / "province", tmp_path / "out", "--on", f"{LATER}")
    assert "算出 16 个分片" in ended.output and len(findings(tmp_path / "out")) == 1


def test_the_columns_are_those_that_rules_read():
    lines = [line.split() for line in asked("columns").output.splitlines()]
    of_vehicles = [line[1] for line in lines if line[0] == "vehicles"]
    assert of_vehicles == ["key", "check", "row", "kind", "registered_on", "price", "state"]
