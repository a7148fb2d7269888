"""`yimen compare`: cut, run, stop, take up again, kill; what it says and refuses."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import polars as pl
import pytest
from bench.comparison import population
from typer.testing import CliRunner

from yimen.doors.cli import compare
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


def test_other_ranges_and_rows_without_a_key_are_refused(files, tmp_path):
    holders, deaths = files / "holders.parquet", files / "deaths.parquet"
    asked("cut", holders, "--into", tmp_path / "shards", "--ranges", 2)
    asked("cut", deaths, "--into", tmp_path / "shards", "--ranges", 4)
    assert "份数不同" in asked("run", tmp_path / "shards", tmp_path / "out", *ON).output
    unkeyed = tmp_path / "deaths.parquet"
    pl.read_parquet(deaths).with_columns(key=pl.lit(None, pl.Int64)).write_parquet(unkeyed)
    assert "没有键" in asked("cut", unkeyed, "--into", tmp_path / "odd").output


def test_the_columns_are_those_that_rules_read():
    lines = [line.split() for line in asked("columns").output.splitlines()]
    of_vehicles = [line[1] for line in lines if line[0] == "vehicles"]
    assert of_vehicles == ["key", "check", "row", "kind", "registered_on", "price", "state"]
