"""`yimen scan`: cut, run, stop, take up again; what it says and refuses."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest
from tests.support.flat_households import plain_cases, write_pair
from typer.testing import CliRunner

from yimen.doors.cli import scan
from yimen.foundation.shards import Work

ON = ("--on", "2025-03-01")
YIMEN = Path(sys.executable).with_name("yimen")


@pytest.fixture(scope="module")
def shards(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("scan")
    pair = write_pair(folder)
    said = asked("cut", *pair, folder / "shards", "--households", "20")
    assert "切成 3 个分片" in said.output
    return folder / "shards"


def asked(*arguments: object):
    return CliRunner().invoke(scan.app, [str(one) for one in arguments])


def test_every_household_is_determined_and_a_second_time_nothing_is_left_to_do(shards, tmp_path):
    first = asked("run", shards, tmp_path / "out", *ON)
    assert first.exit_code == 0 and "算出 3 个分片，此前已有 0 个" in first.output
    assert _dibao(first.output)[0] == sum(case.result.values["is_dibao"] is True for case in plain_cases())
    second = asked("run", shards, tmp_path / "out", *ON)
    assert "算出 0 个分片，此前已有 3 个" in second.output
    assert _table(second.output) == _table(first.output)


def _table(said: str) -> str:
    """Without the progress that a slow machine shows before it."""
    return said[said.index("项目") :]


def test_another_day_is_another_run(shards, tmp_path):
    asked("run", shards, tmp_path / "out", *ON)
    answer = asked("run", shards, tmp_path / "out", "--on", "2025-03-02")
    assert answer.exit_code == 2 and "另一次运行" in answer.output


OWN = """
dibao_standard_urban:
  values:
    - {region: "441426000000", from: 2025-03-01, value: 9000, source: "invented for this test"}
"""


def test_a_countys_own_parameters_decide_and_are_part_of_the_run(shards, tmp_path):
    own = tmp_path / "own.yaml"
    own.write_text(OWN)
    command = [YIMEN, "scan", "run", shards, tmp_path / "own", *ON, "--parameters", own]
    ended = subprocess.run(command, capture_output=True, text=True, timeout=60)
    plain = asked("run", shards, tmp_path / "plain", *ON)
    assert ended.returncode == plain.exit_code == 0, ended.stderr
    assert _dibao(ended.stdout) > _dibao(plain.output)
    assert "另一次运行" in asked("run", shards, tmp_path / "own", *ON).output


def _dibao(said: str) -> tuple[int, float]:
    """How many, and yuan."""
    line = next(line for line in said.splitlines() if line.startswith("最低生活保障 "))
    _, eligible, _, yuan = line.split()
    return int(eligible), float(yuan)


@pytest.mark.parametrize("options", [("--engine", "spark"), ("--master", "local[2]")])
def test_an_engine_and_its_master_go_together(shards, tmp_path, options):
    answer = asked("run", shards, tmp_path / "out", *ON, *options)
    assert answer.exit_code == 2 and "--master" in answer.output


def test_a_folder_without_shards_is_refused(tmp_path):
    answer = asked("run", tmp_path, tmp_path / "out", *ON)
    assert answer.exit_code == 2 and "yimen scan cut" in answer.output


def test_the_columns_are_listed_with_what_they_mean():
    lines = {line.split()[1]: line.split() for line in asked("columns").output.splitlines()}
    assert lines["homes"] == ["households", "homes", "int64", "0", "住房套数"]
    assert lines["work_ability"][-4:] == ["absent", "full", "partial", "none"]


def test_who_asks_to_stop_is_told_how_to_go_on(shards, tmp_path, monkeypatch):
    plain = Work.__call__

    def stop(self, shard):
        signal.raise_signal(signal.SIGINT)
        return plain(self, shard)

    monkeypatch.setattr(Work, "__call__", stop)
    stopped = asked("run", shards, tmp_path / "out", *ON, "--workers", "1")
    assert stopped.exit_code == 130 and "已停止" in stopped.output
    assert "算出 1 个分片" in stopped.output
    monkeypatch.setattr(Work, "__call__", plain)
    assert "算出 2 个分片，此前已有 1 个" in asked("run", shards, tmp_path / "out", *ON).output
