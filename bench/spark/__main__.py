"""Measures the whole rulebook with codes of what stands against a household, from Parquet to Parquet.

    python -m bench.spark [--households 1000000] [--rounds 3]

One machine, Spark on the same machine, and reading and writing alone take turns on the same shards, each run
in processes of its own; memory is what all of them hold together, looked at ten times a second.
"""

import argparse
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pyarrow.parquet as pq

from bench import report
from bench.memory import GIB
from bench.spark import households
from yimen.engine import Entity
from yimen.engine.columnar import WRITING, read_pair
from yimen.engine.columnar.cutting import PAIR, pairs_in
from yimen.foundation.shards import Engine, Local, Shard, ShardJob, Spark, run_shards
from yimen.rulebook.book import household_book
from yimen.rulebook.scan import DetermineShard, columns_read, totals

ON = date(2025, 3, 1)
WORKERS = 2
PER_SHARD = 50_000
PAGE = os.sysconf("SC_PAGE_SIZE")


class Nothing:
    """Reads every column that the rules read, and writes the answers of one shard again and again."""

    fingerprint = "nothing"

    def __init__(self, answers: Path) -> None:
        self.answers = [pq.read_table(answers / name) for name in PAIR]

    def __call__(self, paths: tuple[Path, ...], folder: Path) -> None:
        households, persons = paths
        (pair,) = read_pair(households, persons, PER_SHARD, columns_read(household_book().on(ON)))
        for name, table, answers in zip(PAIR, pair, self.answers, strict=True):
            pq.write_table(answers.slice(0, table.num_rows), folder / name, **WRITING)


def main() -> None:
    """Measure, print, and write the section of docs/benchmarks.md."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--households", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--one", choices=CONTENDERS, help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.one:
        CONTENDERS[chosen.one](chosen.folder)
        return
    with tempfile.TemporaryDirectory() as folder:
        report.write("spark", "Shards, one machine and Spark", measure(Path(folder), chosen))


def measure(folder: Path, chosen: argparse.Namespace) -> list[str]:
    """All contenders in turn; their answers must be the same."""
    print(f"writing {chosen.households:,} households …", file=sys.stderr)
    households.write(folder / "shards", chosen.households, PER_SHARD)
    households.write(folder / "few", 1000, 1000)
    taken: dict[str, list[tuple[float, ...]]] = {name: [] for name in CONTENDERS}
    for _ in range(chosen.rounds):
        for name in CONTENDERS:
            taken[name].append(_in_processes(name, folder))
    if totals(_folders(folder, "spark")) != totals(_folders(folder, "one machine")):
        raise RuntimeError("Spark and one machine differ")
    return table(folder, chosen.households, taken)


def one_machine(folder: Path) -> None:
    """Ours."""
    _run(folder, "one machine", DetermineShard(ON), Local(WORKERS))


def spark(folder: Path) -> None:
    """The same job."""
    _run(folder, "spark", DetermineShard(ON), Spark(f"local[{WORKERS}]"))


def spark_start(folder: Path) -> None:
    """A thousand households: what it takes until Spark stands."""
    _run(folder, "start", DetermineShard(ON), Spark(f"local[{WORKERS}]"), "few")


def nothing(folder: Path) -> None:
    """What nobody can save."""
    whole = next(iter(_folders(folder, "one machine")))
    _run(folder, "nothing", Nothing(whole), Local(WORKERS))


CONTENDERS: dict[str, Callable[[Path], None]] = {
    "one machine": one_machine,
    "spark": spark,
    "start": spark_start,
    "nothing": nothing,
}
TITLES = {
    "one machine": "one machine, 2 threads",
    "spark": "Spark local[2], its start included",
    "start": "Spark local[2], 1,000 households",
    "nothing": "reading and writing alone, 2 threads",
}


def _run(folder: Path, out: str, job: ShardJob, engine: Engine, shards: str = "shards") -> None:
    pairs = [Shard(name, pair) for name, pair in pairs_in(folder / shards).items()]
    if (folder / out).exists():
        shutil.rmtree(folder / out)
    run_shards(job, pairs, folder / out, engine=engine)


def _folders(folder: Path, out: str) -> list[Path]:
    return sorted(path for path in (folder / out).iterdir() if path.is_dir())


def _in_processes(name: str, folder: Path) -> tuple[float, float, float]:
    """Seconds, CPU seconds (without those of Spark's Java), and the GiB that it and all it started held."""
    command = [sys.executable, "-m", "bench.spark", "--one", name, "--folder", str(folder)]
    began, busy, most = time.perf_counter(), _busy(), 0
    with subprocess.Popen(command, start_new_session=True) as running:
        while running.poll() is None:
            most = max(most, _held(running.pid))
            time.sleep(0.1)
    if running.returncode:
        raise RuntimeError(f"{name} failed")
    seconds, busy = time.perf_counter() - began, _busy() - busy
    print(f"{name}: {seconds:.1f} s, {most / GIB:.2f} GiB", file=sys.stderr)
    return seconds, busy, most / GIB


def _busy() -> float:
    """CPU seconds of all programs that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _held(session: int) -> int:
    """Resident bytes of a session's processes; pages they share count for each."""
    held = 0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            words = stat.read_text().rpartition(")")[2].split()
        except (FileNotFoundError, ProcessLookupError):  # it has just ended
            continue
        if int(words[3]) == session:
            held += int(words[21]) * PAGE
    return held


def table(folder: Path, number: int, taken: dict[str, list[tuple[float, ...]]]) -> list[str]:
    """Medians, then the ratios of each round."""
    persons = sum(pq.read_metadata(pair[1]).num_rows for pair in pairs_in(folder / "shards").values())
    rules = household_book().on(ON)
    values = len([name for name in rules.rules if rules.entity(name) is Entity.HOUSEHOLD])
    what = f"{number:,} households, {persons:,} persons, {len(rules.rules)} rules ({values} of households)"
    lines = [f"| {what} | seconds | GiB |", "| --- | ---: | ---: |"]
    for name, runs in taken.items():
        seconds, _, memory = (statistics.median(values) for values in zip(*runs, strict=True))
        lines.append(f"| {TITLES[name]} | {seconds:.1f} | {memory:.2f} |")

    def ratio(above: str, below: str, what: int = 0) -> float:
        return statistics.median(a[what] / b[what] for a, b in zip(taken[above], taken[below], strict=True))

    alone, busy = ratio("one machine", "nothing"), ratio("one machine", "nothing", 1)
    lines += ["", f"One machine / reading and writing alone: **{alone:.2f}** (wanted ≤ 2)."]
    lines += [f"Of CPU seconds: {busy:.2f}."]
    lines += [f"Spark / one machine: **{ratio('spark', 'one machine'):.2f}** with Spark's start."]
    lines += [
        "",
        "All thirteen programmes, each with its amount and the codes of what stands against it; "
        f"shards of {PER_SHARD:,} households; the answers are the same. "
        f"Load of the machine at the end: {os.getloadavg()[1]:.1f} on {os.cpu_count()} cores.",
    ]
    return lines


if __name__ == "__main__":
    main()
