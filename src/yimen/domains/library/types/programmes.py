"""What the library tells of our programmes: cards, conditions, materials, explanations."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
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
    """One paper or statement; with `source`, that data source answers it and it is not asked for.

    `kind` is how an application keeps it; what other departments ask for has none.
    """

    title: str
    article: str
    source: str = ""
    kind: str = ""

    @property
    def is_asked(self) -> bool:
        """The applicant has to bring it."""
        return not self.source


COMMITMENT = Material("申请书及诚信承诺（签字）", "民发〔2021〕57号 第四条、第九条", kind="commitment")
AUTHORISATION = Material(
    "家庭经济状况核对授权书（成年家庭成员逐人签字）",
    "社会救助法 第四十条；民发〔2021〕57号 第九条",
    kind="authorisation",
)
RECEIPTS = Material("近12个月必需支出票据", "刚性支出困难家庭认定办法 第五条", kind="receipts")
STATEMENT = Material(
    "劳动能力、生活来源、财产及赡养抚养扶养情况的书面声明", "民发〔2021〕43号 第十条", kind="statement"
)
"""What an application asks of a family: wizard, guide and the sheet to take home name it from here."""


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


class Mark(StrEnum):
    """What is wrong with the source of a figure."""

    REPEATED = "repeated"
    UNSOURCED = "unsourced"


@dataclass(frozen=True, slots=True)
class Marks:
    """The parameters of a place and day whose sources somebody only repeats, and those without any."""

    repeated: frozenset[str] = frozenset()
    unsourced: frozenset[str] = frozenset()

    def of(self, name: str, value: object) -> Mark | None:
        """The mark of a figure that was read; what is known of no source has no figure either."""
        if value is None:
            return Mark.UNSOURCED if name in self.unsourced else None
        return Mark.REPEATED if name in self.repeated else None

    def but(self, given: Iterable[str]) -> "Marks":
        """Without those that somebody set by hand."""
        return Marks(self.repeated.difference(given), self.unsourced.difference(given))


@dataclass(frozen=True, slots=True)
class Fact:
    """One value a reason rests on, titled and written for people."""

    title: str
    value: str
    is_worth_saying: bool
    mark: Mark | None = None


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
    is_repeated: bool = False
    """It rests on a figure nobody has seen in its own text."""


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

    @property
    def is_repeated(self) -> bool:
        """An amount of it rests on a figure nobody has seen in its own text."""
        return any(row.is_repeated and row.is_amount for row in self.rows)
