"""Sums of many shards: by town and programme for each step, by town and effect for the last."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from yimen.kernel import Month, Programme
from yimen.rulebook.what_if.effects import EFFECTS, Effect

CELL: Final = (
    "households_before", "households_after", "enter", "leave", "gain", "lose", "open", "fen_before",
    "fen_after",
)  # fmt: skip
TOWN: Final = ("households", *EFFECTS, "cliffs_before", "cliffs_after")


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
