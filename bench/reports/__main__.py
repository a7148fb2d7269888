"""Measures one report on a family once its answers are there: the result is returned, the report stands.

    python -m bench.reports [--people 1000000] [--cases 200000] [--rows 1000000] [--reports 120]

The scratch house is that of `bench.pages`, in YIMEN_STATE or a directory of its own; department data of so
many rows a set are loaded into it once. Each report is one call of the action that the county verifier's page
calls: what sources answered and what the sets say of the family is read, quantified, put before the rules,
kept as a version and issued under its number.
"""

import argparse
import os
import tempfile
from pathlib import Path


def main() -> None:
    """Stand up the scratch house, fill it, measure, write the section of docs/benchmarks.md."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=1_000_000)
    parser.add_argument("--cases", type=int, default=200_000)
    parser.add_argument("--rows", type=int, default=10_000_000, help="at most so many of a set")
    parser.add_argument("--reports", type=int, default=120)
    chosen = parser.parse_args()
    os.environ.setdefault("YIMEN_STATE", str(Path(tempfile.gettempdir()) / "bench" / "state"))
    from yimen.doors.cli.standing import standing_house

    with standing_house():
        from bench.pages import house
        from bench.reports import measuring, sets

        house.fill(people=chosen.people, cases=chosen.cases)
        sets.fill(chosen.rows)
        measuring.measure(chosen.reports)


if __name__ == "__main__":
    main()
