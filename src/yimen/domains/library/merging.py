"""What several places say of one item, made into the item of one place on one day; pure.

The most specific place decides, field by field, by its newest version in force; where it is silent the wider
place speaks. The nearest place that says anything also says whether there is the item at all.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from yimen.domains.library.national import EVER
from yimen.domains.library.types import (
    CHOICES,
    LINES,
    TEXTS,
    Item,
    ItemKind,
    PeopleGroup,
    Saying,
    Shelf,
    Words,
)
from yimen.domains.network.types import DepartmentKind
from yimen.kernel import Programme

FIELDS = (*CHOICES, *TEXTS, *LINES)


def in_force(sayings: Iterable[Saying], chain: Sequence[str], on: date) -> list[Saying]:
    """The version of each place that holds on the day, the most specific place first."""
    newest: dict[str, Saying] = {}
    for one in sayings:
        holds = one.region in chain and one.since <= on
        if holds and _is_newer(one, newest.get(one.region)):
            newest[one.region] = one
    return sorted(newest.values(), key=lambda one: chain.index(one.region))


def _is_newer(one: Saying, other: Saying | None) -> bool:
    return other is None or (one.since, one.number) > (other.since, other.number)


def said(sayings: Sequence[Saying]) -> dict[str, Words]:
    """Field by field what the first place that speaks of it says; the places are in order."""
    return {
        name: next(words for one in sayings if (words := one.says.get(name)))
        for name in FIELDS
        if any(one.says.get(name) for one in sayings)
    }


def item_of(
    key: str, sayings: Iterable[Saying], chain: Sequence[str], on: date, programme: Programme | None
) -> Item | None:
    """The item of a place on a day; None where there is none, or none any more."""
    holding = in_force(sayings, chain, on)
    if not holding or holding[0].is_withdrawn:
        return None
    words = said(holding)
    nearest = holding[0]
    return Item(
        key=key,
        programme=programme,
        **_chosen(words),
        **{name: words[name] for name in (*TEXTS, *LINES) if name in words},  # type: ignore[arg-type]
        since=nearest.since if nearest.since != EVER else None,
        number=nearest.number,
        is_local=bool(nearest.region),
    )


def _chosen(words: Mapping[str, Words]) -> dict[str, Any]:
    return {
        "department": DepartmentKind(str(words["department"])),
        "shelf": Shelf(str(words["shelf"])),
        "kind": ItemKind(str(words["kind"])),
        "groups": tuple(PeopleGroup(one) for one in words["groups"]),
    }


def differing(given: Mapping[str, Words], wider: Mapping[str, Words]) -> Iterator[tuple[str, Words]]:
    """What a place says that the wider one does not say already."""
    for name, words in given.items():
        if words and words != wider.get(name):
            yield name, words
