"""Shapes rows for the pages: lines under their village, towns with their names. No reading, no rule."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby

from yimen.domains.cases.types import NoticeKind, PublicLine
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
    amount: Money
    programme: Programme
    kind: NoticeKind
    posted_on: str
    until: str


def towns(counts: Mapping[str, int], names: Mapping[str, str]) -> list[Town]:
    """Towns by their code, under their names."""
    return [Town(code, names.get(code, code), counts[code]) for code in sorted(counts)]


def by_village(lines: Iterable[PublicLine]) -> list[tuple[str, list[Shown]]]:
    """Each village with its lines, in the order they come: by region code."""
    return [(village, [_shown(line) for line in group]) for village, group in groupby(lines, _village)]


def _village(line: PublicLine) -> str:
    return line.village


def _shown(line: PublicLine) -> Shown:
    return Shown(
        line.masked_name,
        line.household_size,
        Money(line.amount_fen),
        line.programme,
        line.kind,
        line.posted_on.isoformat(),
        line.ends_on.isoformat() if line.ends_on else "",
    )
