"""Spark gives what one machine gives, on local[2] and on a cluster, also when machines and drivers die."""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from bench.comparison import population
from bench.scenario.households import shard
from tests.support.flat_households import write_pair
from tests.support.shard_jobs import HELD, loud

from yimen.domains.monitoring.comparing.cutting import cut_file
from yimen.domains.monitoring.comparing.files import shards_in
from yimen.domains.monitoring.comparing.job import CompareShard
from yimen.engine.columnar.cutting import cut_pair
from yimen.foundation.shards import Shard, run_shards
from yimen.rulebook.what_if.jobs import write_shard

pyspark = pytest.importorskip("pyspark", reason="the extra cluster is not installed")
if shutil.which("java") is None:
    pytest.skip("there is no Java", allow_module_level=True)

from tests.support.spark_cluster import PATIENCE, Cluster, cluster, until  # noqa: E402 - needs pyspark

pytestmark = [pytest.mark.timeout(300), pytest.mark.requirement("R-OPS-3")]
YIMEN = Path(sys.executable).with_name("yimen")
LOUD = {f"s{number}": text.upper() for number, text in enumerate(HELD)}


@pytest.fixture(scope="module")
def spark(tmp_path_factory) -> Iterator[Cluster]:
    with cluster(tmp_path_factory.mktemp("spark") / "cluster") as made:
        yield made


@dataclass(frozen=True)
class Scanned:
    """Shards, and what one machine answers for them."""

    shards: Path
    answers: dict[str, bytes]


@pytest.fixture(scope="module")
def scanned(tmp_path_factory) -> Scanned:
    folder = tmp_path_factory.mktemp("scan")
    pair = write_pair(folder / "pair", copies=20)
    assert cut_pair(*pair, folder / "shards", rows=100) == 9
    said = _yimen("scan", "run", folder / "shards", folder / "one", "--on", "2025-03-01")
    assert "算出 9 个分片" in said
    return Scanned(folder / "shards", _answers(folder / "one"))


def _yimen(*arguments: object, **environment: str) -> str:
    command = [str(YIMEN), *map(str, arguments)]
    ended = subprocess.run(
        command, env={**os.environ, **environment}, capture_output=True, text=True, timeout=PATIENCE
    )
    assert ended.returncode == 0, ended.stdout + ended.stderr
    return ended.stdout


def _answers(out: Path) -> dict[str, bytes]:
    return {str(path.relative_to(out)): path.read_bytes() for path in sorted(out.glob("[!.]*/*.parquet"))}


@pytest.mark.parametrize("place", ["local[2]", "standalone"])
def test_every_answer_is_that_of_one_machine_bit_for_bit(spark, scanned, tmp_path, place):
    spark.fill_up()
    master = spark.master if place == "standalone" else place
    options = ("--on", "2025-03-01", "--engine", "spark", "--master", master)
    said = _yimen("scan", "run", scanned.shards, tmp_path / "out", *options, **spark.environment)
    assert "算出 9 个分片" in said
    assert len(scanned.answers) == 18
    assert _answers(tmp_path / "out") == scanned.answers


SCENARIO = """
changes:
  - {name: dibao_standard_rural, value: "900"}
"""


def test_a_scenario_comes_to_what_it_comes_to_on_one_machine(spark, tmp_path):
    for number in range(3):
        write_shard(tmp_path / "shards", f"{number}", shard(number, 200))
    (tmp_path / "scenario.yaml").write_text(SCENARIO)
    asked = ("what-if", tmp_path / "scenario.yaml", "--shards", tmp_path / "shards", "--out")
    _yimen(*asked, tmp_path / "one")
    _yimen(*asked, tmp_path / "spark", "--engine", "spark", "--master", "local[2]", **spark.environment)
    found = [_files(tmp_path / name) for name in ("one", "spark")]
    assert found[0] == found[1] and len(found[0]) == 3 * (1 + 2)


def test_a_comparison_of_files_finds_what_it_finds_on_one_machine(spark, tmp_path):
    population.write(tmp_path / "files", 1000)
    for file in (tmp_path / "files").iterdir():
        cut_file(file, tmp_path / "shards" / file.stem, 4)
    shards = [Shard(name, paths) for name, paths in shards_in(tmp_path / "shards").items()]
    run_shards(CompareShard(population.ON), shards, tmp_path / "one")
    options = ("--on", population.ON, "--engine", "spark", "--master", "local[2]")
    said = _yimen("compare", "run", tmp_path / "shards", tmp_path / "spark", *options, **spark.environment)
    found = [_files(tmp_path / name) for name in ("one", "spark")]
    assert "算出 4 个分片" in said and found[0] == found[1] and len(found[0]) > 5


def _files(out: Path) -> dict[str, bytes]:
    paths = [path for path in sorted(out.rglob("*")) if path.is_file() and path.name != "run.json"]
    return {str(path.relative_to(out)): path.read_bytes() for path in paths}


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
