"""What the library tells of our programmes: cards, conditions, materials, explanations."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from yimen.kernel import Programme

Determination = Mapping[str, Any]
"""One programme's row of a kept answer."""
Titles = Mapping[str, str]
Names = Mapping[str, str]
"""Names of members by their `ref` in the household file."""


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition in a sentence a citizen can read, and the article it comes from."""

    text: str
    article: str


@dataclass(frozen=True, slots=True)
class Material:
    """One paper or statement; with `source`, that data source answers it and it is not asked for."""

    title: str
    article: str
    source: str = ""

    @property
    def is_asked(self) -> bool:
        """The applicant has to bring it."""
        return not self.source


@dataclass(frozen=True, slots=True)
class ProgrammeCard:
    """A programme as the library shows it."""

    programme: Programme
    summary: str
    conditions: tuple[Condition, ...]
    materials: tuple[Material, ...]

    @property
    def title(self) -> str:
        """The official title."""
        return self.programme.title


@dataclass(frozen=True, slots=True)
class Fact:
    """One value a reason rests on, titled and written for people."""

    title: str
    value: str
    is_worth_saying: bool


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the explanation table; `holds` is None unless the reason is a condition."""

    title: str
    value: str
    article: str
    because: tuple[Fact, ...]
    holds: bool | None
    is_amount: bool
    is_unstated: bool = False
    """It only seems to hold: the family was not asked."""


@dataclass(frozen=True, slots=True)
class LetterReason:
    """One reason of a decision letter with the articles it rests on."""

    text: str
    article: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """A determination in plain Chinese: the result, why, and what is not settled."""

    headline: str
    sentences: tuple[str, ...]
    rows: tuple[Row, ...]
    remarks: tuple[str, ...]
