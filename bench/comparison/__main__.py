"""Measures award holders against six sets of departments: ours against hand-written DuckDB SQL.

    python -m bench.comparison [--persons 14000000] [--rounds 3]

Both read the same files: those that `yimen compare cut` makes of six sets and the holders, once for each
version of a set; how long that takes stands apart. Ours and two ways to write it in SQL take turns, each in a
process of its own, on two threads; the findings must be the same, row by row.
"""

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import duckdb

from bench import report
from bench.comparison import by_hand, population

WORKERS = 2
PER_RANGE = 220_000
GIB = 2**20


def main() -> None:
    """Measure, print, and write the section of docs/benchmarks.md."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--persons", type=int, default=population.PERSONS)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--one", choices=CONTENDERS, help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.one:
        CONTENDERS[chosen.one](chosen.folder)
        return
    with tempfile.TemporaryDirectory() as folder:
        report.write("comparison", "Comparison", measured(Path(folder), chosen.persons, chosen.rounds))


def measured(folder: Path, persons: int, rounds: int) -> list[str]:
    """All contenders in turn; what they find must be the same."""
    (folder / "persons").write_text(str(persons))
    _in_process("write", folder)
    cutting = _in_process("cut", folder)
    shutil.rmtree(folder / "files")
    taken: dict[str, list[tuple[float, float, float]]] = {name: [] for name in TITLES}
    for _ in range(rounds):
        for name in TITLES:
            taken[name].append(_in_process(name, folder))
    found = [sum(_differing(folder, other).values()) for other in ("sql", "sql_once")]
    return lines(population.counts(persons), taken, cutting, found[0])


def write(folder: Path) -> None:
    """The files of departments and the holders, in no order."""
    population.write(folder / "files", int((folder / "persons").read_text()))


def cut(folder: Path) -> None:
    """What is prepared for all of them."""
    from yimen.domains.monitoring.comparing.cutting import cut_file  # here: a process of its own

    for file in sorted((folder / "files").iterdir()):
        cut_file(file, folder / "shards" / file.stem, ranges(int((folder / "persons").read_text())))


def ranges(persons: int) -> int:
    """A power of two, so that a range has at most about so many holders."""
    count = 1
    while count * PER_RANGE < persons:
        count *= 2
    return count


def ours(folder: Path) -> None:
    """The job of `yimen compare run`."""
    from yimen.domains.monitoring.comparing.files import shards_in
    from yimen.domains.monitoring.comparing.job import CompareShard
    from yimen.foundation.shards import Local, Shard, run_shards

    shutil.rmtree(folder / "ours", ignore_errors=True)
    shards = [Shard(name, paths) for name, paths in shards_in(folder / "shards").items()]
    run_shards(CompareShard(population.ON), shards, folder / "ours", engine=Local(WORKERS))


def sql(folder: Path) -> None:
    """A query for each rule."""
    by_hand.compare(folder / "shards", folder / "sql")


def sql_once(folder: Path) -> None:
    """The holders are read once, for those whom any rule may be about."""
    by_hand.compare_once(folder / "shards", folder / "sql_once")


CONTENDERS: dict[str, Callable[[Path], None]] = {
    "write": write, "cut": cut, "ours": ours, "sql": sql, "sql_once": sql_once,
}  # fmt: skip
TITLES = {
    "ours": "ours",
    "sql": "DuckDB, a query for each rule",
    "sql_once": "DuckDB, rows of sets first, holders read once",
}


def _in_process(name: str, folder: Path) -> tuple[float, float, float]:
    """Seconds, seconds of processors, and the GiB that it held at most."""
    command = [sys.executable, "-m", "bench.comparison", "--one", name, "--folder", str(folder)]
    began = time.perf_counter()
    with subprocess.Popen(command) as running:
        _, status, used = os.wait4(running.pid, 0)
        running.returncode = os.waitstatus_to_exitcode(status)
    if running.returncode:
        raise RuntimeError(f"{name} failed")
    seconds, processor, memory = (
        time.perf_counter() - began,
        used.ru_utime + used.ru_stime,
        used.ru_maxrss / GIB,
    )
    say(f"{name}: {seconds:.1f} s, {processor:.1f} CPU s, {memory:.2f} GiB, load {os.getloadavg()[0]:.1f}")
    return seconds, processor, memory


def _differing(folder: Path, other: str) -> dict[str, int]:
    """How many findings of each rule there are on both sides; refuses where one differs."""
    found = {}
    for rule in by_hand.QUERIES:
        here, there = (
            set(map(str, duckdb.execute(by_hand.plain(files, rule)).fetchall()))
            for files in (f"{folder}/ours/*/{rule}.parquet", f"{folder}/{other}/{rule}.parquet")
        )
        if here != there:
            raise RuntimeError(f"{rule}: {len(here ^ there)} findings of ours and of {other} differ")
        found[rule] = len(here)
    return found


def lines(
    counts: dict[str, int], taken: dict[str, list[tuple[float, float, float]]],
    cutting: tuple[float, float, float], found: int,
) -> list[str]:  # fmt: skip
    """Medians, then the ratios of each round."""
    persons = counts.pop("holders")
    sizes = ", ".join(f"{key} {count:,}" for key, count in counts.items())
    told = [
        f"{persons:,} award holders against six sets ({sizes}), six rules, {found:,} findings.",
        "",
        "| from cut Parquet files to files of findings, 2 threads | seconds | CPU seconds | peak GiB |",
        "| --- | ---: | ---: | ---: |",
    ]
    for name, runs in taken.items():
        told.append(_row(TITLES[name], [statistics.median(values) for values in zip(*runs, strict=True)]))
    told += [_row("cutting the files, once for each version of a set (for all of them)", list(cutting)), ""]
    told += ["| ratio | of seconds | of CPU seconds | |", "| --- | ---: | ---: | --- |"]
    for other, wanted in (("sql_once", "wanted ≤ 0.8"), ("sql", "")):
        seconds, processor = (
            statistics.median(a[at] / b[at] for a, b in zip(taken["ours"], taken[other], strict=True))
            for at in (0, 1)
        )
        told.append(f"| ours / {TITLES[other]} | **{seconds:.2f}** | {processor:.2f} | {wanted} |")
    return [
        *told,
        "",
        "The findings are the same, with evidence and effect, row by row. Memory wanted: under 3 GiB. "
        "Where others use the machine, the seconds of processors are the stricter reading. "
        f"Load of the machine at the end: {os.getloadavg()[1]:.1f} on {os.cpu_count()} cores.",
    ]


def _row(title: str, values: list[float]) -> str:
    seconds, processor, memory = values
    return f"| {title} | {seconds:.1f} | {processor:.1f} | {memory:.2f} |"


def say(words: str) -> None:
    """Progress goes where it does not mix with the section."""
    print(words, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
