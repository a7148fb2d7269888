"""What a finding keeps of the rows it rests on, and the digest by which the same evidence is known again."""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from hashlib import sha256
from typing import Any
from uuid import UUID


def digest_of(rule: str, household: UUID, person: UUID, same: Iterable[Mapping[str, Any]]) -> bytes:
    """Of rule, persons and the cells that make it another finding; the order of rows does not matter."""
    rows = sorted(_text(row) for row in same)
    return sha256("\n".join([rule, str(household), str(person), *rows]).encode()).digest()


def written(version: int, as_of: date, rows: Sequence[Mapping[str, Any]]) -> str:
    """Version of the set and the cells shown, as text to be encrypted."""
    return _text({"version": version, "as_of": as_of, "rows": list(rows)})


def read(text: str) -> Mapping[str, Any]:
    """The same again: `version`, `as_of`, `rows`."""
    found: Mapping[str, Any] = json.loads(text)
    return found


def _text(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, default=_plain)


def _plain(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} is no cell of a set")
