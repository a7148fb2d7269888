"""`python -m tests.simulation [FAMILIES]`: the whole year, on a database of its own, with progress."""

import argparse
import os
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

os.environ["DJANGO_SETTINGS_MODULE"] = "yimen.config.settings.test"

import django

django.setup()

from django.conf import settings

from tests.support.database import fresh_database, make_keys, pointed_at, test_server
from yimen.foundation.postgres.roles import drop_database


def main(count: int, seed: int, towns: int, until: date, last_knock: date) -> int:
    """Live the year and balance the books; what does not add up is printed, and counts."""
    from tests.simulation.books import balance
    from tests.simulation.house import build_house
    from tests.simulation.year import Year
    from tests.support.process import on

    started = time.perf_counter()

    seen: list[str] = []

    def told(day: date) -> None:
        for fault in year.world.faults[len(seen) :]:
            print("FAULT", fault, flush=True)
            seen.append(fault)
        if day.day == 1 or day.weekday() == 0:
            done, spent = sum(year.world.acts.values()), time.perf_counter() - started
            print(f"{day} {spent:7.0f} s  {done} acts  {len(seen)} faults", flush=True)

    assert settings.YIMEN_PLACE is not None
    make_keys()
    settings.YIMEN_AUDIT_HEADS = Path(tempfile.mkdtemp()) / "heads"
    with test_server(settings.YIMEN_PLACE) as server:
        name = fresh_database(server, "year")
        with pointed_at(name):
            with on(date(2026, 1, 2)):
                house = build_house(towns)
            year = Year(house, count, seed, last_knock)
            world = year.live(told, until)
            print(dict(world.acts))
            print(
                {what: round(spent, 1) for what, spent in sorted(year.seconds.items(), key=lambda p: -p[1])}
            )
            with on(world.today):
                found = balance(world)
            print("\n".join(found.lines()))
        drop_database(server, name)
    return len(found.wrong) + len(world.faults)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m tests.simulation", description=__doc__)
    parser.add_argument("families", type=int, nargs="?", default=2000)
    parser.add_argument("--seed", type=int, default=2026)
    parser.add_argument("--towns", type=int, default=12)
    parser.add_argument("--until", type=date.fromisoformat, default=date(2026, 12, 31))
    parser.add_argument("--last-knock", type=date.fromisoformat, default=date(2026, 11, 20))
    asked = parser.parse_args()
    sys.exit(bool(main(asked.families, asked.seed, asked.towns, asked.until, asked.last_knock)))
