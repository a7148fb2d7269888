"""What changed from one version of a report to the next. Pure."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from yimen.domains.verification.types.lines import LineKind


@dataclass(frozen=True, slots=True)
class Changed:
    """One item that is other than before; None where it was or is not there."""

    name: str
    kind: LineKind
    was: int | None
    now: int | None


def changes(
    before: Mapping[str, Any], after: Mapping[str, Any], people: Collection[UUID]
) -> tuple[Changed, ...]:
    """Every person and kind whose counted sum moved, of those the later version is about.

    Whoever is only in the earlier one has left the family, and nothing is told of them any more.
    """
    was, now = _sums(before, people), _sums(after, people)
    return tuple(_moved(was, now))


def _moved(
    was: Mapping[tuple[str, str, str], int], now: Mapping[tuple[str, str, str], int]
) -> Iterator[Changed]:
    for key in sorted(was.keys() | now.keys()):
        if was.get(key) != now.get(key):
            _, kind, name = key
            yield Changed(name, LineKind(kind), was.get(key), now.get(key))


def people_in(content: Mapping[str, Any]) -> dict[UUID, str]:
    """Everybody of whom a version tells an item, a row of department data or a remark, with their names."""
    told = (*content["items"], *content.get("set_notes", ()), *content.get("remarked", ()))
    return {UUID(each["person"]): each["name"] for each in told}


def _sums(content: Mapping[str, Any], people: Collection[UUID]) -> dict[tuple[str, str, str], int]:
    found: dict[tuple[str, str, str], int] = {}
    for item in content["items"]:
        if UUID(item["person"]) not in people:
            continue
        key = (item["person"], item["kind"], item["name"])
        found[key] = found.get(key, 0) + item["amount"]
    return found
