"""What changed from one version of a report to the next. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from yimen.domains.verification.types.lines import LineKind


@dataclass(frozen=True, slots=True)
class Changed:
    """One item that is other than before; None where it was or is not there."""

    name: str
    kind: LineKind
    was: int | None
    now: int | None


def changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[Changed, ...]:
    """Every person and kind whose counted sum moved."""
    was, now = _sums(before), _sums(after)
    return tuple(_moved(was, now))


def _moved(
    was: Mapping[tuple[str, str, str], int], now: Mapping[tuple[str, str, str], int]
) -> Iterator[Changed]:
    for key in sorted(was.keys() | now.keys()):
        if was.get(key) != now.get(key):
            _, kind, name = key
            yield Changed(name, LineKind(kind), was.get(key), now.get(key))


def _sums(content: Mapping[str, Any]) -> dict[tuple[str, str, str], int]:
    found: dict[tuple[str, str, str], int] = {}
    for item in content["items"]:
        key = (item["person"], item["kind"], item["name"])
        found[key] = found.get(key, 0) + item["amount"]
    return found
