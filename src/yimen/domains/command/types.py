"""Values of the first page (what a month asks for, why) and of the statistics (what is counted, by what)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar
from uuid import UUID

from yimen.domains.awards.types import AwardFigure
from yimen.domains.cases.types import CaseKind
from yimen.domains.cases.types.campaigns import Progress
from yimen.domains.cases.types.figures import CaseFigure, DecisionFigure
from yimen.domains.worklist.types import StepFigure, WorkKind
from yimen.foundation.figures import Split
from yimen.kernel import Month, Programme, RegionCode, Sentence

Row = TypeVar("Row")


class Occasion(StrEnum):
    """Why a line stands on the first page; in the order of the page."""

    LATE = "late"
    CLOCK = "clock"
    ROUND = "round"
    YEARLY = "yearly"
    REVIEW = "review"
    PROOF_OF_LIFE = "proof_of_life"
    QUALIFICATION = "qualification"
    GRACE_END = "grace_end"
    TERM_END = "term_end"
    COMES_OF_AGE = "comes_of_age"
    BIRTHDAY = "birthday"
    GRADUATION = "graduation"
    STANDARD = "standard"
    ROLL = "roll"
    DEPARTMENT_SETS = "department_sets"
    HOLD = "hold"
    DELEGATION_END = "delegation_end"
    POST_END = "post_end"
    CALENDAR = "calendar"


@dataclass(frozen=True, slots=True)
class MonthLine:
    """One thing to do: about whom or what, by when, why.

    `page` says what its link opens, a kind of subject of the worklist or a word of ours; `item` is the
    work item where it is one, `work` its kind, or the key of a set of department data.
    """

    name: str
    why: Sequence[str]
    on: date | None
    page: str
    subject: UUID | None = None
    matter: str = ""
    programmes: Sequence[Programme] = ()
    region: str = ""
    article: str = ""
    work: str = ""
    item: UUID | None = None
    is_mine: bool = True


@dataclass(frozen=True, slots=True)
class Found:
    """How many lines an occasion has, those of one page, and what is to be known of all of them."""

    total: int
    lines: Sequence[MonthLine]
    note: Sentence | None = None


NOTHING = Found(0, ())


@dataclass(frozen=True, slots=True)
class MonthGroup:
    """What was found of one occasion."""

    occasion: Occasion
    found: Found


@dataclass(frozen=True, slots=True)
class Span:
    """Which of a list's rows are wanted."""

    start: int = 0
    stop: int | None = None

    def of(self, rows: Sequence[Row]) -> Sequence[Row]:
        return rows[self.start : self.stop]


@dataclass(frozen=True, slots=True)
class TownReview:
    """A town beside one of its yearly reviews; none where it has not begun."""

    region: str
    name: str
    campaign: Any = None
    progress: Progress | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """The month looked at, today, and where."""

    month: Month
    today: date
    region: RegionCode

    @property
    def is_present(self) -> bool:
        return Month.of(self.today) == self.month


class About(StrEnum):
    """What a table of statistics counts."""

    CASES = "cases"
    DECISIONS = "decisions"
    AWARDS = "awards"
    STEPS = "steps"


SPLITS: Mapping[About, Sequence[Split]] = {
    About.CASES: (Split.PLACE, Split.MONTH, Split.KIND),
    About.DECISIONS: (Split.PROGRAMME, Split.PLACE, Split.MONTH, Split.PERSON),
    About.AWARDS: (Split.PROGRAMME, Split.PLACE),
    About.STEPS: (Split.STEP, Split.PLACE, Split.MONTH, Split.PERSON),
}
"""By what each may be told apart; the first is the usual one."""
FIGURES: Mapping[About, Sequence[StrEnum]] = {
    About.CASES: tuple(CaseFigure),
    About.DECISIONS: tuple(DecisionFigure),
    About.AWARDS: tuple(AwardFigure),
    About.STEPS: tuple(StepFigure),
}


@dataclass(frozen=True, slots=True)
class Inquiry:
    """Which rows are counted: where, when, and what else narrows them."""

    about: About
    region: RegionCode
    first: Month
    last: Month
    programme: Programme | None = None
    kind: CaseKind | None = None
    step: WorkKind | None = None
    person: UUID | None = None
    """A post for steps, a user for decisions."""
    is_untaken: bool = False
    """Only work that nobody had taken."""


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One row: what it is about, and the inquiry that finds the rows behind its figures."""

    key: str
    inquiry: Inquiry | None
    """None where no list can be asked for: rows of a region and of none of its places."""
    counts: tuple[int, ...]
    amount_fen: int | None = None
    median: int | None = None
    slowest_tenth: int | None = None


@dataclass(frozen=True, slots=True)
class FigureTable:
    """The rows of an inquiry told apart by something, and all of them together."""

    inquiry: Inquiry
    split: Split
    rows: Sequence[FigureRow]
    whole: FigureRow
