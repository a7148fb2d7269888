"""Shapes rows for the pages: lines under their village, towns with their names. No reading, no rule."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Protocol

from yimen.domains.cases.types import NoticeKind, PublicLine
from yimen.kernel import Money, Programme

PAGE_SIZE = 20
"""As many as a telephone shows without tiring the thumb."""


class Place(Protocol):
    """A region as far as a list names it."""

    @property
    def code(self) -> str: ...
    @property
    def name(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Town:
    """One town, or village of a town, with what hangs there today."""

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


@dataclass(frozen=True, slots=True)
class Leaf:
    """One page of the lines that hang in a place."""

    lines: Sequence[PublicLine]
    number: int
    last: int


def leaf(lines: Sequence[PublicLine], asked: str) -> Leaf:
    """The page asked for, or the nearest there is."""
    last = max(1, -(-len(lines) // PAGE_SIZE))
    number = min(max(1, int(asked)), last) if asked.isascii() and asked.isdigit() and len(asked) < 6 else 1
    return Leaf(lines[(number - 1) * PAGE_SIZE : number * PAGE_SIZE], number, last)


def choices(lines: Iterable[PublicLine], villages: Iterable[Place]) -> list[Town]:
    """The villages of a town where something hangs, each with how much."""
    counts = Counter(line.village for line in lines)
    return [Town(place.code, place.name, counts[place.name]) for place in villages if counts[place.name]]


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
