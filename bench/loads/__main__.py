"""Measures loading a department's CSV against DuckDB's CSV to Parquet, in turn in one run.

    python -m bench.loads [--rows 10000000] [--rounds 3]

Ours seals what came in, checks every cell, turns numbers into keys, sorts by key and seals each shard; the
derivation of keys (HMAC-SM3 of every number) is measured apart.
"""

import argparse
import json
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
    """Both in turn; the ratio of each round, the median of them."""
    found: dict[str, list[Found]] = {"duckdb": [], "ours": []}
    for number in range(rounds):
        for which, before in found.items():
            before.append(one(which, csv, csv.parent / f"{which}{number}"))
    pairs = list(zip(found["ours"], found["duckdb"], strict=True))
    ratio = statistics.median((ours["seconds"] - ours["keys"]) / theirs["seconds"] for ours, theirs in pairs)
    whole = statistics.median(ours["seconds"] / theirs["seconds"] for ours, theirs in pairs)
    middle = {which: middle_of(some) for which, some in found.items()}
    ours, theirs = middle["ours"], middle["duckdb"]
    size = csv.stat().st_size / 1e6
    return [
        f"| {rows:,} rows of CSV, {size:,.0f} MB, medians of {rounds} rounds | seconds | of CPU | peak MiB |",
        "| --- | ---: | ---: | ---: |",
        row("DuckDB: CSV to one Parquet file", theirs),
        row("ours: CSV to sealed, sorted shards", ours),
        f"| of that: sealing the file as it came in | {ours['handed_in']:.1f} | | |",
        f"| of that: keys of all numbers (HMAC-SM3) | {ours['keys']:.1f} | | |",
        "",
        f"{ours['stored']:,.0f} rows were stored, {ours['rows'] - ours['stored']:,.0f} set aside.",
        f"Without the keys: **{ratio:.1f} × DuckDB** (wanted: at most {WANTED}); with them {whole:.1f} ×.",
        "DuckDB checks nothing, seals nothing and sorts nothing. Each ran in a process of its own, in turn;",
        "what the libraries of a load take to come up is in ours.",
    ]  # fmt: skip


def row(title: str, one: Found) -> str:
    """A line of the table."""
    return f"| {title} | {one['seconds']:.1f} | {one['cpu']:.1f} | {one['peak']:,.0f} |"


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
