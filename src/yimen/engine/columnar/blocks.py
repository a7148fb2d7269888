"""Computes a shard in blocks of whole households: what is at work stays in the processor's cache."""

from collections.abc import Callable, Mapping
from itertools import pairwise
from typing import Any

import numpy as np

from yimen.engine.columnar.kernels import Array, Column, Members
from yimen.engine.columnar.sharing import Level, SharedPlan, level_of

BLOCK = 25_000
"""Rows, of households or of members: smaller ones pay more for each step than they save in memory's time."""

Compute = Callable[[Callable[[str], tuple[Any, Any]], Members], Mapping[str, tuple[Any, Any]]]


def in_blocks(
    compute: Compute, columns: Mapping[str, Column], shared: SharedPlan, members: Members
) -> dict[str, Column]:
    """What is computed, for all rows of the shard."""
    cuts = _cuts(members)
    blocks = [_Block(columns, shared, members, *cut) for cut in pairwise(cuts)]
    found = [compute(block.column, block.members) for block in blocks]
    if len(found) == 1:
        return {name: Column(*pair) for name, pair in found[0].items()}
    entities = {slot.name: slot.entity for slot in shared.plan.slots}
    rows = {name: [block.rows[level_of(entities[name])] for block in blocks] for name in found[0]}
    return {name: _joined([one[name] for one in found], rows[name]) for name in found[0]}


def _cuts(members: Members) -> list[int]:
    """Where blocks begin, and where the last ends."""
    households = len(members.sizes)
    count = max(-(-max(households, members.persons) // BLOCK), 1)
    return [households * number // count for number in range(count + 1)]


class _Block:
    """The households from `first` to `end`, with their members."""

    def __init__(
        self, columns: Mapping[str, Column], shared: SharedPlan, members: Members, first: int, end: int
    ) -> None:
        self.columns, self.shared = columns, shared
        self.members = Members(members.sizes[first:end], members.places[first:end])
        persons = slice(int(members.bounds[first]), int(members.bounds[end]))
        self._cuts = {Level.PLACE: slice(None), Level.HOUSEHOLD: slice(first, end), Level.PERSON: persons}
        self.rows = {Level.HOUSEHOLD: end - first, Level.PERSON: self.members.persons}

    def column(self, name: str) -> tuple[Any, Any]:
        one, rows = self.columns[name], self._cuts[self.shared.level(name)]
        return _cut(one.values, rows), _cut(one.known, rows)


def _cut(values: Any, rows: slice) -> Any:
    return values[rows] if isinstance(values, np.ndarray) else values


def _joined(parts: list[tuple[Any, Any]], rows: list[int]) -> Column:
    values = _whole([value for value, _ in parts], rows)
    return Column(values, None if parts[0][1] is None else _whole([known for _, known in parts], rows))


def _whole(parts: list[Any], rows: list[int]) -> Array:
    return np.concatenate([np.broadcast_to(*part) for part in zip(parts, rows, strict=True)])
