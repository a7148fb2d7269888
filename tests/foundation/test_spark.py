"""Spark gives what one machine gives, on local[2] and on a cluster, also when machines and drivers die."""

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
from bench.comparison import population
from bench.scenario.households import shard
from tests.support.flat_households import write_pair
from tests.support.shard_jobs import HELD, loud

from yimen.domains.monitoring.comparing.cutting import cut_file
from yimen.engine.columnar.cutting import cut_pair
from yimen.rulebook.what_if.jobs import write_shard

pyspark = pytest.importorskip("pyspark", reason="the extra cluster is not installed")
if shutil.which("java") is None:
    pytest.skip("there is no Java", allow_module_level=True)

from tests.support.spark_cluster import PATIENCE, Cluster, cluster, until  # noqa: E402 - needs pyspark

pytestmark = [pytest.mark.timeout(300), pytest.mark.requirement("R-OPS-3")]
LOUD = {f"s{number}": text.upper() for number, text in enumerate(HELD)}


@pytest.fixture(scope="module")
def spark(tmp_path_factory) -> Iterator[Cluster]:
    with cluster(tmp_path_factory.mktemp("spark") / "cluster") as made:
        yield made


SCENARIO = """
changes:
  - {name: dibao_standard_rural, value: "900"}
"""
SEVERAL = """
import json, sys
from yimen.doors.cli.main import app
for command in json.loads(sys.argv[1]):
    if code := app(command, standalone_mode=False):
        sys.exit(code)
"""
FILES = {"scan": 9 * 2, "compare": 20, "what-if": 3 * (1 + 2)}
"""How many each command writes."""


@dataclass(frozen=True)
class Asked:
    """A scan, a comparison and a scenario over shards, and the files of results on one machine."""

    folder: Path
    one: Mapping[str, Mapping[str, bytes]]

    def commands(self, out: Path) -> list[list[str]]:
        scenario, on = str(self.folder / "scenario.yaml"), str(population.ON)
        return [
            ["scan", "run", str(self.folder / "scan"), str(out / "scan"), "--on", "2025-03-01"],
            ["compare", "run", str(self.folder / "compare"), str(out / "compare"), "--on", on],
            ["what-if", scenario, "--shards", str(self.folder / "what-if"), "--out", str(out / "what-if")],
        ]


@pytest.fixture(scope="module")
def asked(tmp_path_factory) -> Asked:
    folder = tmp_path_factory.mktemp("asked")
    assert cut_pair(*write_pair(folder / "pair", copies=20), folder / "scan", rows=100) == 9
    population.write(folder / "files", 4000)
    for file in (folder / "files").iterdir():
        cut_file(file, folder / "compare" / file.stem, 4)
    for number in range(3):
        write_shard(folder / "what-if", f"{number}", shard(number, 200))
    (folder / "scenario.yaml").write_text(SCENARIO)
    _commands(Asked(folder, {}).commands(folder / "one"))
    return Asked(folder, {name: _files(folder / "one" / name) for name in FILES})


def _commands(several: list[list[str]], *options: str, **environment: str) -> str:
    """One after another in one process, so that its Java machine comes up once."""
    command = [sys.executable, "-c", SEVERAL, json.dumps([[*each, *options] for each in several])]
    ended = subprocess.run(
        command, env={**os.environ, **environment}, capture_output=True, text=True, timeout=2 * PATIENCE
    )
    assert ended.returncode == 0, ended.stdout + ended.stderr
    return ended.stdout


def _files(out: Path) -> dict[str, bytes]:
    paths = [path for path in sorted(out.rglob("*")) if path.is_file() and path.name != "run.json"]
    return {str(path.relative_to(out)): path.read_bytes() for path in paths}


@pytest.mark.parametrize("place", ["local[2]", "standalone"])
def test_scan_comparison_and_scenario_come_to_what_one_machine_finds_bit_for_bit(
    spark, asked, tmp_path, place
):
    spark.fill_up()
    options = ("--engine", "spark", "--master", spark.master if place == "standalone" else place)
    said = _commands(asked.commands(tmp_path), *options, **spark.environment)
    assert "算出 9 个分片" in said and "算出 4 个分片" in said
    for name, count in FILES.items():
        found = _files(tmp_path / name)
        assert len(found) == count and found == asked.one[name], name


def _driver(spark: Cluster, folder: Path, master: str = "") -> "subprocess.Popen[str]":
    command = [sys.executable, "-m", "tests.support.shard_jobs", str(folder), master or spark.master]
    return subprocess.Popen(command, env=spark.environment, stdout=subprocess.PIPE, text=True)


def _begun(folder: Path, *shards: int) -> bool:
    return all(any((folder / "out").glob(f".s{shard}.*")) for shard in shards)


def test_a_machine_that_dies_in_the_middle_loses_nothing(spark, tmp_path):
    spark.fill_up()
    with _driver(spark, tmp_path) as driver:
        until(lambda: _begun(tmp_path, 0, 1), "both machines are at work")
        spark.kill_worker()
        (tmp_path / "gate").touch()
        said, _ = driver.communicate(timeout=PATIENCE)
    assert "written=6, kept=0, is_cancelled=False" in said
    assert loud(tmp_path / "out") == LOUD
    assert not list((tmp_path / "out").glob(".s*"))


def test_a_run_whose_driver_was_killed_is_taken_up_again(spark, tmp_path):
    spark.fill_up()
    (tmp_path / "out").mkdir()
    with _driver(spark, tmp_path) as driver:
        until(lambda: _begun(tmp_path, 0, 1), "both machines are at work")
        (tmp_path / "gate").touch()
        until(lambda: loud(tmp_path / "out"), "a shard is done")
        driver.send_signal(signal.SIGKILL)
    with _driver(spark, tmp_path) as driver:
        said, _ = driver.communicate(timeout=PATIENCE)
    assert "is_cancelled=False" in said and "kept=0" not in said
    assert loud(tmp_path / "out") == LOUD
    assert not list((tmp_path / "out").glob(".s*"))


def test_a_run_that_is_cancelled_stops_its_tasks(spark, tmp_path):
    with _driver(spark, tmp_path, "local[2]") as driver:
        until(lambda: _begun(tmp_path, 0, 1), "both cores are at work")
        (tmp_path / "stop").touch()
        said, _ = driver.communicate(timeout=PATIENCE)
    assert "written=0, kept=0, is_cancelled=True" in said
    assert not loud(tmp_path / "out")
