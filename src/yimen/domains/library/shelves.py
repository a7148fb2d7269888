"""Reads of items: what a place has on a day, one item, its versions through time."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from yimen.domains.library import merging
from yimen.domains.library.errors import ItemNotFoundError
from yimen.domains.library.models import ItemVersion
from yimen.domains.library.national import NATIONAL, printed, programmes
from yimen.domains.library.types import Item, ItemFilters, Saying, Words
from yimen.domains.network.types import DepartmentKind
from yimen.kernel import RegionCode

EVERYTHING = ItemFilters()
_KEY = re.compile(r"[a-z0-9-]{1,40}")


@dataclass(frozen=True, slots=True)
class KeptVersion:
    """One version in the history of an item: who said what from when, and why."""

    saying: Saying
    why: str
    made_at: datetime | None
    name: str
    """Of whoever wrote it; empty for what is printed."""


def chain_of(region: RegionCode) -> tuple[str, ...]:
    """The place, whatever it lies in, and last the whole country."""
    return (str(region), *map(str, region.ancestors()), NATIONAL)


def items_at(region: RegionCode, on: date, filters: ItemFilters = EVERYTHING) -> list[Item]:
    """The items of a place on a day by department, ours first, each in the order of the printed list."""
    chain = chain_of(region)
    sayings = _by_key((*printed(), *_kept(chain)))
    found = (merging.item_of(key, said, chain, on, programmes().get(key)) for key, said in sayings.items())
    fitting = [item for item in found if item is not None and filters.admits(item)]
    return sorted(fitting, key=lambda item: list(DepartmentKind).index(item.department))


def withdrawn_at(region: RegionCode, on: date) -> list[tuple[str, str]]:
    """Keys and titles of the items that a place itself does not have on a day."""
    chain = chain_of(region)
    found = []
    for key, said in _by_key((*printed(), *_kept(chain))).items():
        holding = merging.in_force(said, chain, on)
        if holding and holding[0].is_withdrawn and holding[0].region == str(region):
            found.append((key, next(str(one.says["title"]) for one in said if one.says.get("title"))))
    return found


def get_item(key: str, region: RegionCode, on: date) -> Item:
    """One item of a place on a day."""
    chain = chain_of(region)
    said = sayings_of(key, chain) if _KEY.fullmatch(key) else []
    item = merging.item_of(key, said, chain, on, programmes().get(key))
    if item is None:
        raise ItemNotFoundError("这一天本地没有这个事项；请从政策库的列表中选择。", key=key)
    return item


def sayings_of(key: str, chain: Sequence[str]) -> list[Saying]:
    """Everything that was ever said of an item along a chain of places."""
    return [one for one in printed() if one.key == key] + [
        _saying(row) for row in ItemVersion.objects.filter(key=key, region__in=chain)
    ]


def words_of(key: str, chain: Sequence[str], on: date) -> dict[str, Words]:
    """What holds for an item along a chain of places on a day."""
    return merging.said(merging.in_force(sayings_of(key, chain), chain, on))


def own_sayings(key: str, region: RegionCode) -> list[Saying]:
    """What a place itself said of an item, oldest first."""
    said = [one for one in sayings_of(key, (str(region),)) if one.region == str(region)]
    return sorted(said, key=lambda one: (one.since, one.number))


def get_withdrawn(key: str, region: RegionCode) -> Saying:
    """A place's last word on an item: that it no longer has it."""
    own = own_sayings(key, region)
    if not own or not own[-1].is_withdrawn:
        raise ItemNotFoundError("这个事项没有停办，不需要恢复。", key=key)
    return own[-1]


def versions_of(key: str, region: RegionCode) -> list[KeptVersion]:
    """The history of an item as a place sees it, latest first."""
    chain = chain_of(region)
    rows = ItemVersion.objects.filter(key=key, region__in=chain).select_related("by_post__staff")
    kept = [KeptVersion(_saying(row), row.why, row.made_at, row.by_post.staff.name) for row in rows]
    fixed = [KeptVersion(one, "", None, "") for one in printed() if one.key == key and one.region in chain]
    return sorted([*kept, *fixed], key=lambda one: (one.saying.since, one.saying.number), reverse=True)


def _kept(chain: Sequence[str]) -> list[Saying]:
    return [_saying(row) for row in ItemVersion.objects.filter(region__in=chain).order_by("id")]


def _saying(row: ItemVersion) -> Saying:
    says = {name: tuple(words) if isinstance(words, list) else words for name, words in row.says.items()}
    return Saying(row.key, row.region, row.since, row.number, says, row.is_withdrawn)


def _by_key(sayings: Iterable[Saying]) -> dict[str, list[Saying]]:
    found: dict[str, list[Saying]] = {}
    for one in sayings:
        found.setdefault(one.key, []).append(one)
    return found
