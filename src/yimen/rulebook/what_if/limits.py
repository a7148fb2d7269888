"""What a scenario must not pass over in silence: minimums it goes below, and what it does not count."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, Final

from yimen.engine.parameters import ParameterValue
from yimen.kernel import Money, RegionCode
from yimen.rulebook.book import household_book
from yimen.rulebook.outcomes import OUTCOMES
from yimen.rulebook.parameter_list import AMOUNTS_BY_GROUP
from yimen.rulebook.parameters import declared, in_force, region_chain, settle, table
from yimen.rulebook.parameters.structures import fen
from yimen.rulebook.parameters.unpack import origin_of
from yimen.rulebook.what_if.changes import ANYWHERE, Change
from yimen.rulebook.what_if.programmes import RULES

ONCE: Final = tuple(programme for programme, outcome in OUTCOMES.items() if outcome.is_once)
"""Asked for and given one by one: no file says who will ask, so a scenario does not count them."""
_MINIMUM: Final = "_is_minimum"


@dataclass(frozen=True, slots=True)
class Floor:
    """A minimum that a place has published, and that a scenario goes below."""

    name: str
    title: str
    region: str
    amount: Money
    source: str
    is_unconfirmed: bool


def floors_below(change: Change) -> tuple[Floor, ...]:
    """Of the places around where a change holds; the highest where several bind, once for each place.

    A change that holds everywhere is held against every place that has published a minimum.
    """
    places = [change.region.code] if change.region else sorted(table().regions)
    found = {
        (one.name, one.region): one
        for place in places
        for name in _bound(change.name)
        for one in _below(change, name, RegionCode(place))
    }
    return tuple(found.values())


def _bound(name: str) -> tuple[str, ...]:
    """The parameters whose source may call them a minimum: of both areas, where it is one for each."""
    named = (f"{name}_urban", f"{name}_rural") if f"{name}_urban{_MINIMUM}" in declared() else (name,)
    return tuple(one for one in named if one + _MINIMUM in declared())


def _below(change: Change, name: str, place: RegionCode) -> Iterator[Floor]:
    on = change.since.first
    given = settle(place, on, False, {change.name: change.value}).values[change.name]
    floors = list(_floors(name, place, on))
    highest = max(floors, key=lambda one: max(_amounts(one).values()), default=None)
    if highest is None or not _is_less(_amounts(given), _amounts(highest)):
        return
    yield Floor(
        name,
        declared()[name].title,
        str(highest.region),
        Money(max(_amounts(highest).values())),
        highest.source or "",
        highest.is_unconfirmed,
    )


def _floors(name: str, place: RegionCode, on: date) -> Iterator[ParameterValue]:
    """What each place around says of itself, where it says that this is the least."""
    for code in region_chain(place):
        found = in_force(RegionCode(code), on, False)
        value, is_minimum = found[name], found[name + _MINIMUM]
        is_own = value.region == is_minimum.region == code
        if is_own and is_minimum.value is True and value.value is not None:
            yield value


def _amounts(value: ParameterValue) -> Mapping[str, int]:
    """In fen, one for each level where there are levels."""
    written: Any = value.value
    if isinstance(written, Mapping):
        return {str(level): fen(each) for level, each in written.items()}
    return {"": fen(written) if value.name in AMOUNTS_BY_GROUP else written}


def _is_less(given: Mapping[str, int], floor: Mapping[str, int]) -> bool:
    whole = max(floor.values())
    return any(amount < floor.get(level, whole) for level, amount in given.items())


@cache
def rested_on(on: date) -> frozenset[str]:
    """Through the rules down to public parameters, what those are worked out from, and both areas'."""
    rules, wanted, seen = household_book().on(on), list(RULES), set(RULES)
    while wanted:
        rule = rules.rules.get(wanted.pop())
        new = [need for need in rule.rule.needs if need not in seen] if rule else []
        seen.update(new)
        wanted += new
    names = {origin_of(name) for name in seen if name in rules.parameters}
    needs = settle(ANYWHERE, on, False, {}).needs
    names |= {need for name in names for need in needs.get(name, ())}
    names |= {f"{name}_{area}" for name in names for area in ("urban", "rural")}
    # no exit is under way in a shard
    return frozenset(name for name in names if not name.startswith("grace_"))


def not_counted(changes: tuple[Change, ...]) -> tuple[str, ...]:
    """The titles of changed parameters that nothing counted here rests on: their figures would be nought."""
    idle = [one.name for one in changes if one.name not in rested_on(one.since.first)]
    return tuple(dict.fromkeys(declared()[name].title for name in idle))
