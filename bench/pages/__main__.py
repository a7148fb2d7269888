"""Measures the pages: sequential requests in turn, each page against an empty one.

    python -m bench.pages [--people 1000000] [--cases 200000] [--requests 500]

The scratch house lives in YIMEN_STATE, or in a directory of its own; it is filled once and used again.
"""

import argparse
import os
import tempfile
from pathlib import Path


def main() -> None:
    """Stand up the scratch house, fill it, measure, write the section of docs/benchmarks.md."""
    from bench.pages.house import CASES, PEOPLE

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=PEOPLE)
    parser.add_argument("--cases", type=int, default=CASES)
    parser.add_argument("--requests", type=int, default=500)
    chosen = parser.parse_args()
    os.environ.setdefault("YIMEN_STATE", str(Path(tempfile.gettempdir()) / "bench" / "state"))
    from yimen.doors.cli.standing import standing_house

    with standing_house():
        from bench.pages import house, measuring

        house.fill(people=chosen.people, cases=chosen.cases)
        measuring.measure(chosen.requests)


if __name__ == "__main__":
    main()
