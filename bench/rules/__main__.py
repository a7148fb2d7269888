"""Measures the rules: one household, and millions from Parquet to Parquet, all contenders in turn in one run.

    python -m bench.rules [--households 5000000] [--rounds 3]

Each run from Parquet to Parquet is a process of its own, so that its peak memory is its own.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pyarrow.parquet as pq

from bench import report
from bench.memory import GIB, peak
from bench.rules import contenders, households, law, peer_openfisca, reasons
from yimen.engine import Entity, scalar
from yimen.engine.columnar import WRITING
from yimen.engine.explain import explain_all
from yimen.engine.facts import hold_parameters


def main() -> None:
    """Measure, print, and write the section of docs/benchmarks.md."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--households", type=int, default=5_000_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--far", type=int, default=20_000_000, help="ours alone, to see how far it goes")
    parser.add_argument("--one", help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.one:
        print(measure(chosen.one, chosen.folder))
        return
    lines = one_household(chosen.rounds)
    with tempfile.TemporaryDirectory() as folder:
        lines += many_households(Path(folder), chosen.households, chosen.rounds)
    with tempfile.TemporaryDirectory() as folder:
        lines += how_far(Path(folder), chosen.far)
    report.write("rules", "Rules", lines)


def one_household(rounds: int) -> list[str]:
    """Microseconds for all values of a family of four: ours and OpenFisca's, from facts to answers."""
    h, p, sizes = households.shard(0, 64)
    chosen = int((sizes == 4).argmax())
    first = int(sizes[:chosen].sum())
    household = {name: h[name][chosen].item() for name in law.HOUSEHOLD_INPUTS}
    persons = [{name: p[name][first + i].item() for name in law.PERSON_INPUTS} for i in range(4)]
    region, urban = str(h["region"][chosen]), bool(h["urban"][chosen])
    rules = law.book().on(law.ON)
    held = hold_parameters(rules, law.in_force(region, law.ON, urban))
    peer = peer_openfisca.system()
    family = peer_openfisca.situation(household, persons, region, urban)

    names = {name: None if rules.entity(name) is Entity.HOUSEHOLD else 0 for name in rules.rules}

    def explained() -> None:
        explain_all(scalar.run(rules, household, persons, held), names)

    runs: dict[str, tuple[Callable[[], object], int]] = {
        "ours": (lambda: scalar.run(rules, household, persons, held), 2000),
        "ours, explanation tree of every value": (explained, 200),
        "OpenFisca-Core": (lambda: peer_openfisca.determine_one(peer, family), 20),
        "OpenFisca-Core, trace": (lambda: peer_openfisca.traced(peer, family), 20),
    }
    taken = _interleaved(runs, rounds + 2)
    plain, ours = taken["OpenFisca-Core"] / taken["ours"], "ours, explanation tree of every value"
    traced = taken["OpenFisca-Core, trace"] / taken[ours]
    lines = ["| one household, 41 values | microseconds |", "| --- | ---: |"]
    lines += [f"| {name} | {seconds * 1e6:,.0f} |" for name, seconds in taken.items()]
    lines += ["", f"All values: **{plain:,.0f} ×** faster than OpenFisca-Core (wanted ≥ 200)."]
    lines += [f"With the explanation tree: **{traced:,.0f} ×** its trace (wanted ≥ 30).", ""]
    return lines


def _interleaved(runs: dict[str, tuple[Callable[[], object], int]], rounds: int) -> dict[str, float]:
    """Median seconds of one call, the contenders taking turns."""
    seconds: dict[str, list[float]] = {name: [] for name in runs}
    for _ in range(rounds):
        for name, (call, times) in runs.items():
            call()
            began = time.perf_counter()
            for _ in range(times):
                call()
            seconds[name].append((time.perf_counter() - began) / times)
    return {name: statistics.median(values) for name, values in seconds.items()}


def many_households(folder: Path, number: int, rounds: int) -> list[str]:
    """Seconds and peak memory from Parquet to Parquet, each run a process of its own, in turn."""
    print(f"writing {number:,} households …", file=sys.stderr)
    households.write(folder, number)
    persons = pq.ParquetFile(folder / "persons.parquet").metadata.num_rows
    taken: dict[str, list[tuple[float, ...]]] = {name: [] for name in contenders.ALL}
    for _ in range(rounds):
        for name in contenders.ALL:
            taken[name].append(_in_a_process(name, folder))
    if differing := contenders.differing(folder):
        raise RuntimeError(f"ours and OpenFisca differ in {differing}")
    return _table(number, persons, taken)


def how_far(folder: Path, number: int) -> list[str]:
    """Ours alone on many more: memory must not grow with their number."""
    if not number:
        return []
    households.write(folder, number)
    seconds, busy, memory = _in_a_process("ours", folder)
    return [
        "",
        f"Ours alone on {number:,} households: {seconds:.0f} s, {busy:.0f} CPU s, peak {memory:.2f} GiB.",
    ]


def _in_a_process(name: str, folder: Path) -> tuple[float, ...]:
    command = [sys.executable, "-m", "bench.rules", "--one", name, "--folder", str(folder)]
    *measured, paid = subprocess.check_output(command, text=True).split()
    print(f"{name}: {' '.join(measured)} (s, CPU s, GiB), {paid} fen", file=sys.stderr)
    return tuple(map(float, measured))


def _table(number: int, persons: int, taken: dict[str, list[tuple[float, ...]]]) -> list[str]:
    what = f"{number:,} households, {persons:,} persons, Parquet to Parquet"
    lines = [f"| {what} | seconds | CPU seconds | peak GiB |", "| --- | ---: | ---: | ---: |"]
    for name, runs in taken.items():
        seconds, busy, memory = (statistics.median(values) for values in zip(*runs, strict=True))
        lines.append(f"| {contenders.TITLES[name]} | {seconds:.1f} | {busy:.1f} | {memory:.2f} |")

    def ratio(above: str, below: str, what: int = 0) -> float:
        return statistics.median(a[what] / b[what] for a, b in zip(taken[above], taken[below], strict=True))

    both = (
        ("openfisca", "ours", "wanted ≥ 2.5"),
        ("ours", "by_hand", "wanted ≤ 1.2"),
        ("ours", "nothing", ""),
        ("openfisca_reasons", "ours_reasons", "wanted ≥ 3"),
        ("ours_reasons", "nothing_reasons", "wanted ≤ 2"),
    )
    lines += ["", "| ratio | of seconds | of CPU seconds | |", "| --- | ---: | ---: | --- |"]
    for above, below, wanted in both:
        names = f"{contenders.TITLES[above]} / {contenders.TITLES[below]}"
        lines.append(f"| {names} | **{ratio(above, below):.2f}** | {ratio(above, below, 1):.2f} | {wanted} |")
    settings = ", ".join(f"{name} {value}" for name, value in WRITING.items())
    lines += ["", f"All read the same two files and write with the same settings: {settings}."]
    lines += [
        f"With codes: {len(reasons.CONDITIONS)} columns more, for each programme which of its conditions a "
        "household does not meet; ours and OpenFisca's are equal row by row, in every column."
    ]
    load = os.getloadavg()[1]
    return [*lines, "", f"Load of the machine at the end: {load:.1f} on {os.cpu_count()} cores."]


def measure(name: str, folder: Path) -> str:
    """Run one contender in this process: its seconds, CPU seconds, peak GiB, and the sum it would pay."""
    began, before = time.perf_counter(), time.process_time()
    out = contenders.ALL[name](folder)
    seconds = time.perf_counter() - began
    busy = time.process_time() - before
    paid = 0 if name.startswith("nothing") else contenders.paid(out)
    return f"{seconds:.2f} {busy:.2f} {peak() / GIB:.2f} {paid}"


if __name__ == "__main__":
    main()
