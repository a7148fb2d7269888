"""Measures loading a department's CSV against DuckDB's CSV to Parquet, in turn in one run.

    python -m bench.loads [--rows 10000000] [--rounds 3]

Ours seals what came in, checks every cell, turns numbers into keys, sorts by key and seals each shard. The
derivation of keys (HMAC-SM3 of every number) is measured apart: in a run of its own it costs nothing.
"""

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from bench import report
from bench.loads.contenders import DAY, SET, begun

WANTED = 3
Found = dict[str, float]


def main() -> None:
    """Measure, print, and write the section of docs/benchmarks.md."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=10_000_000)
    parser.add_argument("--rounds", type=int, default=3)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        csv = Path(folder) / f"{SET}.csv"
        written(csv, chosen.rows)
        lines = measured(csv, chosen.rows, chosen.rounds)
    report.write("loads", "Loading department data", lines)


def written(csv: Path, rows: int) -> None:
    """Invented people, one in a thousand with a wrong number."""
    begun(csv.parent)
    from yimen.domains.verification.actions.set_samples import Sample, write_set
    from yimen.kernel import RegionCode

    sample = Sample(1, rows, DAY, RegionCode("441426000000"), faulty=0.001)
    write_set(csv, SET, sample)


def measured(csv: Path, rows: int, rounds: int) -> list[str]:
    """All in turn; the ratio of each round, the median of them."""
    found: dict[str, list[Found]] = {"duckdb": [], "keyless": [], "ours": []}
    for number in range(rounds):
        for which, before in found.items():
            before.append(one(which, csv, csv.parent / f"{which}{number}"))
    middle = {which: middle_of(some) for which, some in found.items()}
    theirs, keyless, ours = middle.values()
    size, load = csv.stat().st_size / 1e6, os.getloadavg()[1]
    return [
        f"| {rows:,} rows of CSV, {size:,.0f} MB, medians of {rounds} rounds | seconds | of CPU | peak MiB |",
        "| --- | ---: | ---: | ---: |",
        row("DuckDB: CSV to one Parquet file, 2 threads", theirs),
        row("ours without the derivation of keys: CSV to sealed, sorted shards", keyless),
        f"| of that: the file as it came in, looked at, sealed, digested | {keyless['handed_in']:.1f} | | |",
        row("ours, whole", ours),
        f"| of that: keys of all numbers (HMAC-SM3) | | {ours['keys']:.1f} | |",
        "",
        "| ratio, median of the rounds | of seconds | of CPU seconds | |",
        "| --- | ---: | ---: | --- |",
        compared("ours without the derivation of keys / DuckDB", found, "keyless", f"wanted ≤ {WANTED}"),
        compared("ours, whole / DuckDB", found, "ours", ""),
        "",
        f"{ours['stored']:,.0f} rows were stored, {ours['rows'] - ours['stored']:,.0f} set aside.",
        "DuckDB checks nothing, seals nothing and sorts nothing. Each ran in a process of its own, in turn;",
        "what the libraries of a load take to come up is in ours. Without the derivation: a stand-in gives",
        "each number another key at no cost, all else is the same. Where others use the machine, the seconds",
        f"of processors are the surer reading. Load of the machine: {load:.1f} on {os.cpu_count()} cores.",
    ]


def row(title: str, one: Found) -> str:
    """A line of the table."""
    return f"| {title} | {one['seconds']:.1f} | {one['cpu']:.1f} | {one['peak']:,.0f} |"


def compared(title: str, found: dict[str, list[Found]], which: str, wanted: str) -> str:
    """A line of the table of ratios, each within its round."""
    pairs = list(zip(found[which], found["duckdb"], strict=True))
    seconds, cpu = (statistics.median(a[of] / b[of] for a, b in pairs) for of in ("seconds", "cpu"))
    return f"| {title} | **{seconds:.1f}** | {cpu:.1f} | {wanted} |"


def middle_of(some: list[Found]) -> Found:
    """The median of each figure."""
    return {key: statistics.median(each[key] for each in some) for key in some[0]}


def one(which: str, csv: Path, folder: Path) -> Found:
    """One run in its own process; what it wrote goes."""
    command = [sys.executable, "-m", "bench.loads.contenders", which, str(csv), str(folder)]
    ended = subprocess.run(command, stdout=subprocess.PIPE, check=True)
    shutil.rmtree(folder)
    found: Found = json.loads(ended.stdout)
    return found


if __name__ == "__main__":
    main()
