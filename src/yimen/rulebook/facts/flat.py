"""Flat facts of one household, and a small writer that notes where each unknown came from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from yimen.rulebook.household_file import UNKNOWN

Place = tuple[str, int | None]


@dataclass
class FlatFacts:
    """`sources` names, for every unknown fact, the leaves of the file that would settle it."""

    household: dict[str, Any] = field(default_factory=dict)
    persons: list[dict[str, Any]] = field(default_factory=list)
    sources: dict[Place, tuple[str, ...]] = field(default_factory=dict)

    def paths(self, name: str, person: int | None) -> tuple[str, ...]:
        return self.sources.get((name, person), (name,))


@dataclass
class Writer:
    """Writes the facts of one row (the household or a member) from one block of the file."""

    flat: FlatFacts
    block: Mapping[str, Any]
    path: str
    person: int | None = None

    @property
    def row(self) -> dict[str, Any]:
        return self.flat.household if self.person is None else self.flat.persons[self.person]

    def unknown(self, fact: str, *paths: str) -> None:
        self.row[fact] = None
        self.flat.sources[fact, self.person] = tuple(self.at(path) for path in paths)

    def at(self, path: str) -> str:
        return f"{self.path}.{path}" if self.path else path

    def copy(self, key: str, fact: str | None = None) -> None:
        """The value as it stands; one that was not written takes the fact's default."""
        if key not in self.block:
            return
        value = self.block[key]
        if value is UNKNOWN:
            self.unknown(fact or key, key)
        else:
            self.row[fact or key] = value

    def copy_with_flag(self, key: str, flag: str, fact: str | None = None) -> None:
        if key in self.block:
            self.row[flag] = True
            self.copy(key, fact)

    def add(self, fact: str, key: str, value: Any) -> None:
        """Adds to a sum of which one unknown part makes the whole unknown."""
        before = self.row.get(fact, 0)
        if value is UNKNOWN or before is None:
            paths = self.flat.sources.get((fact, self.person), ())
            self.row[fact] = None
            added = (self.at(key),) if value is UNKNOWN else ()
            self.flat.sources[fact, self.person] = (*paths, *added)
        else:
            self.row[fact] = before + value
