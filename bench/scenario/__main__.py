"""Measures a scenario against one scan of the same households, in turn in one run.

    python -m bench.scenario [--households 1000000] [--rounds 3]

A scan reads every shard, determines every household and writes its outcomes; the scenario reads the same
shards and those outcomes, determines every household again, compares and writes who is affected. Both try
for cliffs.
"""

import argparse
import os
import shutil
import statistics
import tempfile
import time
from pathlib import Path

from bench import report
from bench.memory import GIB, peak
from bench.scenario import households
from yimen.foundation.shards import Local, Shard, ShardJob, run_shards
from yimen.kernel import Month
from yimen.rulebook.what_if.changes import read_scenario
from yimen.rulebook.what_if.effects import Effect
from yimen.rulebook.what_if.jobs import BASE, ScanJob, WhatIfJob, added_up, shard_names, shard_paths

MONTH = Month(2026, 12)
CHANGES = [
    {"name": "dibao_standard_rural", "value": "900"},
    {"name": "dibao_standard_urban", "value": "1000"},
    {"name": "margin_ratio", "value": "2"},
]


def main() -> None:
    """Measure, print, and write the section of docs/benchmarks.md."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--households", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=3)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        households.write(Path(folder) / "shards", chosen.households)
        lines = measured(Path(folder), chosen.households, chosen.rounds)
    report.write("scenario", "What if", lines)


def measured(folder: Path, count: int, rounds: int) -> list[str]:
    """Seconds of both, taking turns, and what the scenario came to."""
    shards, names = folder / "shards", shard_names(folder / "shards")
    scenario = read_scenario({"changes": CHANGES}, region=None, month=MONTH)
    plain = [Shard(name, shard_paths(shards, name)) for name in names]
    with_base = [Shard(one.name, (*one.paths, folder / "base" / one.name / BASE)) for one in plain]
    seconds: dict[str, list[float]] = {"one scan": [], "the scenario": []}
    for _ in range(rounds):
        seconds["one scan"].append(_run(ScanJob(str(MONTH)), plain, folder / "base"))
        seconds["the scenario"].append(_run(WhatIfJob(scenario, str(MONTH)), with_base, folder / "out"))
    ratio = statistics.median(b / a for a, b in zip(*seconds.values(), strict=True))
    figures = added_up(folder / "out", names)
    lines = [f"| {count:,} households, {len(names)} shards | seconds |", "| --- | ---: |"]
    lines += [f"| {name} | {statistics.median(taken):.1f} |" for name, taken in seconds.items()]
    lines += ["", f"A scenario over one scan: **{ratio:.2f}** (wanted ≤ 1.5). Peak {peak() / GIB:.2f} GiB."]
    told = ", ".join(f"{effect.value} {figures.count(effect):,}" for effect in Effect)
    return [*lines, f"It came to: {told}.", f"Load of the machine at the end: {os.getloadavg()[1]:.1f}."]


def _run(job: ShardJob, shards: list[Shard], out: Path) -> float:
    shutil.rmtree(out, ignore_errors=True)
    began = time.perf_counter()
    run_shards(job, shards, out, engine=Local(2))
    return time.perf_counter() - began


if __name__ == "__main__":
    main()
