"""Measures one report on a family once its answers are there: the result is returned, the report stands.

    python -m bench.reports [--people 200000] [--cases 50000] [--rows 10000000] [--reports 90]

The scratch house is filled as that of `bench.pages` and goes afterwards; in YIMEN_STATE it is filled once and
stays. Six sets of department data are loaded into it, of one to ten million rows or at most so many. Each
report is one call of the action that the county verifier's page calls: what sources and sets say of a family
is read, quantified, put before the rules, kept as a version and issued under its number.
"""

import argparse
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def main() -> None:
    """Stand up the scratch house, fill it, measure, write the section of docs/benchmarks.md."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=200_000)
    parser.add_argument("--cases", type=int, default=50_000)
    parser.add_argument("--rows", type=int, default=10_000_000, help="at most so many of a set")
    parser.add_argument("--reports", type=int, default=90)
    chosen = parser.parse_args()
    with _state():
        from yimen.doors.cli.standing import standing_house

        with standing_house():
            from bench.pages import house
            from bench.reports import measuring, sets

            house.fill(people=chosen.people, cases=chosen.cases)
            sets.fill(chosen.rows)
            measuring.measure(chosen.reports)


@contextmanager
def _state() -> Iterator[None]:
    """Where the house lies; the database server, another user, may enter it."""
    if "YIMEN_STATE" in os.environ:
        yield
        return
    with tempfile.TemporaryDirectory(prefix="yimen-reports-") as folder:
        Path(folder).chmod(0o755)
        os.environ["YIMEN_STATE"] = str(Path(folder) / "state")
        yield


if __name__ == "__main__":
    main()
