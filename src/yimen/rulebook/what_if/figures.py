"""Sums of many shards: by town and programme for each step, by town and effect for the last."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np

from yimen.engine.columnar.kernels import Array
from yimen.kernel import Month, Programme
from yimen.rulebook.what_if.comparing import EFFECTS, Effect
from yimen.rulebook.what_if.programmes import MONTHLY
from yimen.rulebook.what_if.scanning import UNKNOWN, Outcomes

CELL: Final = (
    "households_before", "households_after", "enter", "leave", "gain", "lose", "open", "fen_before",
    "fen_after",
)  # fmt: skip
TOWN: Final = ("households", *EFFECTS, "cliffs_before", "cliffs_after")
Cells = dict[str, dict[str, list[int]]]


@dataclass
class Figures:
    """`steps`: month → "town programme" → CELL; `towns`: town → TOWN. They add up."""

    steps: dict[str, dict[str, list[int]]] = field(default_factory=dict)
    towns: dict[str, list[int]] = field(default_factory=dict)

    def add(self, other: Figures) -> None:
        """The figures of other households."""
        for month, cells in other.steps.items():
            _add(self.steps.setdefault(month, {}), cells)
        _add(self.towns, other.towns)

    def to_json(self) -> dict[str, Any]:
        return {"steps": self.steps, "towns": self.towns}

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> Figures:
        return cls(dict(kept["steps"]), dict(kept["towns"]))

    def cells(self, month: Month) -> Iterator[tuple[str, Programme, dict[str, int]]]:
        """Of one step: town, programme, and its figures by name."""
        for key, values in self.steps.get(str(month), {}).items():
            town, _, programme = key.partition(" ")
            yield town, Programme(programme), dict(zip(CELL, values, strict=True))

    def of_towns(self) -> dict[str, dict[str, int]]:
        return {town: dict(zip(TOWN, values, strict=True)) for town, values in sorted(self.towns.items())}

    def count(self, effect: Effect) -> int:
        return sum(town[effect] for town in self.of_towns().values())


def _add(into: dict[str, list[int]], more: Mapping[str, list[int]]) -> None:
    for key, values in more.items():
        held = into.get(key)
        into[key] = list(values) if held is None else [a + b for a, b in zip(held, values, strict=True)]


def cells_of(towns: Array, names: list[str], before: Outcomes, after: Outcomes) -> dict[str, list[int]]:
    """One step; `towns` is each household's place in `names`."""
    found: dict[str, list[int]] = {}
    for at, programme in enumerate(MONTHLY):
        was, becomes = before.eligible[at], after.eligible[at]
        paid, pays = np.maximum(before.amounts[at], 0), np.maximum(after.amounts[at], 0)
        is_open = after.amounts[at] == UNKNOWN
        both = (was > 0) & (becomes > 0)
        columns = (
            was > 0, becomes > 0, (was <= 0) & (becomes > 0), (was > 0) & (becomes <= 0) & ~is_open,
            both & (pays > paid), both & (pays < paid) & ~is_open, is_open, paid, pays,
        )  # fmt: skip
        summed = [_by_town(towns, len(names), values) for values in columns]
        for town, values in enumerate(np.stack(summed, axis=1).tolist()):
            if any(values):
                found[f"{names[town]} {programme.value}"] = values
    return found


def towns_of(
    towns: Array, names: list[str], effects: Array, cliffs: tuple[Array, Array]
) -> dict[str, list[int]]:
    """The last step, by household."""
    columns = [np.ones(len(towns), np.int64), *(effects == code for code in range(len(EFFECTS))), *cliffs]
    summed = np.stack([_by_town(towns, len(names), values) for values in columns], axis=1)
    return {names[town]: values for town, values in enumerate(summed.tolist())}


def _by_town(towns: Array, count: int, values: Array) -> Array:
    """Whole numbers stay exact: sums of a shard are far below 2**53."""
    found: Array = np.bincount(towns, weights=values, minlength=count).astype(np.int64)
    return found
