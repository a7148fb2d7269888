"""Shapes rows for the pages: lines under their village, towns with their names. No reading, no rule."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby

from yimen.domains.cases.types import NoticeKind, PublicLine, PublicTown
from yimen.kernel import Money, Programme


@dataclass(frozen=True, slots=True)
class Town:
    """One town with what hangs there today."""

    code: str
    name: str
    count: int


@dataclass(frozen=True, slots=True)
class Shown:
    """One masked line as the page prints it."""

    name: str
    household_size: int
    amount: str
    programme: str
    kind: NoticeKind
    posted_on: str
    until: str


def with_names(towns: Iterable[PublicTown], names: Mapping[str, str]) -> list[Town]:
    """Towns by their code, under their names."""
    return [Town(town.region, names.get(town.region, town.region), town.count) for town in towns]


def by_village(lines: Iterable[PublicLine], names: Mapping[str, str]) -> list[tuple[str, list[Shown]]]:
    """Each village with its lines, in the order of the region codes."""
    ordered = sorted(lines, key=lambda line: (line.region, line.posted_on))
    return [
        (names.get(region, region), [_shown(line) for line in group])
        for region, group in groupby(ordered, key=lambda line: line.region)
    ]


def _shown(line: PublicLine) -> Shown:
    return Shown(
        line.masked_name,
        line.household_size,
        str(Money(line.amount_fen)),
        Programme(line.programme).title,
        line.kind,
        line.posted_on.isoformat(),
        line.ends_on.isoformat(),
    )
