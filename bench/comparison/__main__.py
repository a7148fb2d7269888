"""Measures award holders against six sets of departments: ours against hand-written DuckDB SQL.

    python -m bench.comparison [--persons 14000000] [--rounds 3]

Sets lie as a load leaves them: in ranges, sorted by key; making them so stands apart, it is done once for
each version of a set. Measured twice: the comparison alone, on the same files, the holders cut as
`yimen compare export` writes them; and a month of holders from elsewhere, one file in no order, which ours
has to cut first and SQL reads as it is. All take turns, each in a process of its own, on two threads;
findings must be the same, row by row.
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
from bench.memory import GIB, peak

WORKERS = 2
PER_RANGE = 440_000
Used = tuple[float, float, float]
"""Seconds, seconds of processors, and the GiB held at most."""


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
        (chosen.folder / "peak").write_text(str(peak()))
        return
    with tempfile.TemporaryDirectory() as folder:
        report.write("comparison", "Comparison", measured(Path(folder), chosen.persons, chosen.rounds))


def measured(folder: Path, persons: int, rounds: int) -> list[str]:
    """All contenders in turn; what they find must be the same."""
    (folder / "persons").write_text(str(persons))
    _in_process("write", folder)
    prepared = {name: _in_process(name, folder) for name in PREPARED}
    taken: dict[str, list[Used]] = {name: [] for name in TITLES}
    for _ in range(rounds):
        for name in TITLES:
            taken[name].append(_in_process(name, folder))
    found = [sum(_differing(folder, other).values()) for other in TITLES if other != "ours"]
    return lines(population.counts(persons), taken, prepared, found[0])


def write(folder: Path) -> None:
    """The files of departments and the holders, in no order."""
    population.write(folder / "files", int((folder / "persons").read_text()))


def cut_sets(folder: Path) -> None:
    """Into ranges, as a load leaves them; the folder of the month shows the same files."""
    from yimen.domains.monitoring.comparing.cutting import cut_file  # here: SQL shall not wait for it

    for file in sorted((folder / "files").iterdir()):
        if file.stem != "holders":
            cut_file(file, folder / "shards" / file.stem, _ranges(folder))
            (folder / "month").mkdir(exist_ok=True)
            (folder / "month" / file.stem).symlink_to(folder / "shards" / file.stem)
            file.unlink()


def cut_holders(folder: Path) -> None:
    """All of them, like a set."""
    from yimen.domains.monitoring.comparing.cutting import cut_file  # here: as above

    cut_file(folder / "files" / "holders.parquet", folder / "shards" / "holders", _ranges(folder))


def _ranges(folder: Path) -> int:
    return ranges(int((folder / "persons").read_text()))


def ranges(persons: int) -> int:
    """A power of two, so that a range has at most about so many holders."""
    count = 1
    while count * PER_RANGE < persons:
        count *= 2
    return count


def month(folder: Path) -> None:
    """`yimen compare cut holders.parquet --on …` and `yimen compare run`."""
    from yimen.domains.monitoring.comparing.cutting import cut_near  # here: as above

    shutil.rmtree(folder / "month" / "holders", ignore_errors=True)
    holders = folder / "files" / "holders.parquet"
    cut_near(holders, folder / "month" / "holders", _ranges(folder), population.ON)
    _compare(folder / "month", folder / "month_found")


def ours(folder: Path) -> None:
    """`yimen compare run`."""
    _compare(folder / "shards", folder / "ours")


def _compare(shards: Path, out: Path) -> None:
    from yimen.domains.monitoring.comparing.job import CompareShard  # here: as above
    from yimen.domains.monitoring.comparing.nearing import shards_on
    from yimen.foundation.shards import Local, Shard, run_shards

    shutil.rmtree(out, ignore_errors=True)
    found = [Shard(name, paths) for name, paths in shards_on(shards, population.ON).items()]
    run_shards(CompareShard(population.ON), found, out, engine=Local(WORKERS))


def month_sql(folder: Path) -> None:
    """The holders are read once, as they are, for those whom any rule may be about."""
    by_hand.compare_once(folder / "shards", folder / "month_sql", folder / "files" / "holders.parquet")


def sql(folder: Path) -> None:
    """A query for each rule."""
    by_hand.compare(folder / "shards", folder / "sql")


def sql_once(folder: Path) -> None:
    """Like `month_sql`, with holders that are cut."""
    by_hand.compare_once(folder / "shards", folder / "sql_once", folder / "shards" / "holders" / "*.parquet")


CONTENDERS: dict[str, Callable[[Path], None]] = {
    "write": write, "cut_sets": cut_sets, "cut_holders": cut_holders, "month": month, "ours": ours,
    "month_sql": month_sql, "sql": sql, "sql_once": sql_once,
}  # fmt: skip
PREPARED = {
    "cut_sets": "apart: cutting the sets, once for each version of a set",
    "cut_holders": "apart: cutting all holders, for the comparison alone",
}
TITLES = {
    "month": "a month, ours: holders cut, compared",
    "month_sql": "a month, DuckDB: rows of sets first, holders read once",
    "ours": "comparison alone, ours",
    "sql": "comparison alone, DuckDB: a query for each rule",
    "sql_once": "comparison alone, DuckDB: rows of sets first, holders read once",
}
RATIOS = (("month", "month_sql", "wanted ≤ 0.8"), ("ours", "sql_once", "wanted ≤ 0.8"), ("ours", "sql", ""))


def _in_process(name: str, folder: Path) -> Used:
    command = [sys.executable, "-m", "bench.comparison", "--one", name, "--folder", str(folder)]
    began = time.perf_counter()
    with subprocess.Popen(command) as running:
        _, status, used = os.wait4(running.pid, 0)
        running.returncode = os.waitstatus_to_exitcode(status)
    if running.returncode:
        raise RuntimeError(f"{name} failed")
    seconds, processor = time.perf_counter() - began, used.ru_utime + used.ru_stime
    memory = int((folder / "peak").read_text()) / GIB
    say(f"{name}: {seconds:.1f} s, {processor:.1f} CPU s, {memory:.2f} GiB, load {os.getloadavg()[0]:.1f}")
    return seconds, processor, memory


def _differing(folder: Path, other: str) -> dict[str, int]:
    """How many findings of each rule there are on both sides; refuses where one differs."""
    found = {}
    for rule in by_hand.QUERIES:
        here, there = (
            set(map(str, duckdb.execute(by_hand.plain(files, rule)).fetchall()))
            for files in (f"{folder}/ours/*/{rule}.parquet", f"{folder}/{_found_in(other)}/{rule}.parquet")
        )
        if here != there:
            raise RuntimeError(f"{rule}: {len(here ^ there)} findings of ours and of {other} differ")
        found[rule] = len(here)
    return found


def _found_in(name: str) -> str:
    """Ours has a folder for each range."""
    return "month_found/*" if name == "month" else name


def lines(
    counts: dict[str, int], taken: dict[str, list[Used]], prepared: dict[str, Used], found: int
) -> list[str]:
    """Medians, then the ratios of each round."""
    persons = counts.pop("holders")
    sizes = ", ".join(f"{key} {count:,}" for key, count in counts.items())
    told = [
        f"{persons:,} award holders against six sets ({sizes}), six rules, {found:,} findings.",
        "",
        "Sets lie as a load leaves them, in ranges and sorted by key. The comparison alone reads the same "
        "files as SQL, holders cut like the sets, as a county's export writes them; a month begins with "
        "holders from elsewhere, all in one file in no order, which ours cuts first and SQL reads as it is.",
        "",
        "| to files of findings, 2 threads | seconds | CPU seconds | peak GiB |",
        "| --- | ---: | ---: | ---: |",
    ]
    for name, runs in taken.items():
        told.append(_row(TITLES[name], [statistics.median(values) for values in zip(*runs, strict=True)]))
    told += [*(_row(title, list(prepared[name])) for name, title in PREPARED.items()), ""]
    told += ["| ours / DuckDB | of seconds | of CPU seconds | |", "| --- | ---: | ---: | --- |"]
    for ours_, other, wanted in RATIOS:
        seconds, processor = (
            statistics.median(a[at] / b[at] for a, b in zip(taken[ours_], taken[other], strict=True))
            for at in (0, 1)
        )
        title = TITLES[other].replace(", DuckDB", "")
        told.append(f"| {title} | **{seconds:.2f}** | {processor:.2f} | {wanted} |")
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
