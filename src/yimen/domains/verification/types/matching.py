"""Rows without a valid number as values: what they say of somebody, who it may be, what a person decided."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from yimen.kernel import Titled


class Verdict(Titled):
    """What a person decided about a row."""

    PERSON = "person", "是在册的某人"
    NOBODY = "nobody", "不是在册的人"
    WRONG_ROW = "wrong_row", "这一行有误"


class MatchState(Titled):
    """How a list of such rows is narrowed."""

    OPEN = "open", "待对应"
    DECIDED = "decided", "已判断"


@dataclass(frozen=True, slots=True, repr=False)
class Unmatched:
    """A row whose only fault is its number; `fingerprint` is the same where the department says it again."""

    row: int
    name: str
    born: date | None
    place: str
    cells: Mapping[str, str]
    fingerprint: bytes


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody on file whom a row may be about: how likely, and what agrees (Chinese words)."""

    person_id: UUID
    name: str
    born: date
    region: str
    probability: float
    agrees: tuple[str, ...]
