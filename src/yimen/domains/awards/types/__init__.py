"""Kinds of change and the award as other rooms read it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Protocol
from uuid import UUID

from yimen.domains.awards.types.accounts import Account as Account
from yimen.domains.awards.types.holds import Hold as Hold
from yimen.domains.awards.types.holds import HoldFilters as HoldFilters
from yimen.domains.awards.types.holds import HoldReason as HoldReason
from yimen.domains.awards.types.holds import HoldState as HoldState
from yimen.domains.awards.types.holds import LetGo as LetGo
from yimen.domains.awards.types.holds import Waited as Waited
from yimen.domains.awards.types.holds import WouldPay as WouldPay
from yimen.domains.network.types import Actor
from yimen.kernel import Money, Month, Programme, RegionCode, Titled


class Purpose(StrEnum):
    """What a determination was made for."""

    OPINION = "opinion"
    CONFIRMATION = "confirmation"


class ChangeKind(Titled):
    """How an award changed."""

    START = "start", "新增"
    INCREASE = "increase", "增发"
    DECREASE = "decrease", "减发"
    BACK_PAY = "back_pay", "补发"
    STOP = "stop", "停发"
    EXIT = "exit", "退出"


class Origin(Titled):
    """What an award rests on: a decision made here, or the opening roll of what was decided before."""

    DECISION = "decision", "决定"
    ROLL = "roll", "期初接管"


class KeptDetermination(Protocol):
    """A determination as rooms above hold it."""

    id: UUID
    answer: Any


@dataclass(frozen=True, slots=True)
class Grant:
    """What a confirmation gives; the components add up to the amount of a month, or to what is given once."""

    outcome_id: UUID
    case_number: str
    programme: Programme
    household_id: UUID
    person_id: UUID | None
    region: str
    determination_id: UUID
    components: tuple[tuple[str, Money], ...]
    from_month: Month
    decided_on: date
    reason: str
    stages: tuple[Money, ...] = ()
    """What is given once, but in parts: one approval, a part in each month from the first on."""
    term_months: int | None = None
    """A recognition for so many months only; None where it has no term."""
    review_months: int = 12
    """How often it is looked at again."""

    @property
    def amount(self) -> Money:
        return sum((money for _, money in self.components), Money(0))

    @property
    def until_month(self) -> Month | None:
        """What is given once ends with its last part; what is given monthly only where it has a term."""
        if self.programme.is_one_off:
            return self.from_month.plus(max(1, len(self.stages)))
        return None if self.term_months is None else self.from_month.plus(self.term_months)


@dataclass(frozen=True, slots=True)
class TakenOver:
    """An award decided before this house stood: what it pays from a month on, and since when it is held.

    What it paid before that month is not known and not claimed. `number` is that of the file on paper.
    """

    award_id: UUID
    household_id: UUID
    person_id: UUID | None
    programme: Programme
    region: str
    amount: Money
    from_month: Month
    held_since: Month
    decided_on: date
    reviewed_on: date | None
    number: str
    reason: str
    account: Account | None = None


@dataclass(frozen=True, slots=True)
class Revision:
    """What a decision of a review or change does to an award from a month on; no component ends it then.

    With `until_month` it goes on until then and ends by itself (渐退). An end it has already stays, but for a
    gradual exit of a household that the rules assist again.
    """

    award_id: UUID
    components: tuple[tuple[str, Money], ...]
    from_month: Month
    decided_on: date
    reason: str
    until_month: Month | None = None
    is_stop: bool = False
    is_assisted_again: bool = False
    review_months: int = 12


@dataclass(frozen=True, slots=True)
class ReviewedAward:
    """An award in force as its review is planned: since when nobody looked at it, and how often one must."""

    award_id: UUID
    household_id: UUID
    region: str
    programme: Programme
    since: date
    review_months: int
    until_month: Month | None


@dataclass(frozen=True, slots=True)
class ReviewRhythm:
    """After how many months the awards of a place are looked at again, as its parameters say."""

    months: Mapping[Programme, int]
    half_yearly: int
    """The cycle of an award that stands for half-yearly, and how many months that means here."""
    half_yearly_months: int


@dataclass(frozen=True, slots=True)
class HeldAward:
    """An award that stands, as other programmes recognise it: its number, whom it is for, what it pays."""

    programme: Programme
    case_number: str
    person_id: UUID | None
    outcome_id: UUID
    amount: Money


@dataclass(frozen=True, slots=True)
class AwardInForce:
    """An award as it stands in one month."""

    award_id: UUID
    outcome_id: UUID
    programme: Programme
    household_id: UUID
    person_id: UUID | None
    region: str
    from_month: Month
    components: tuple[tuple[str, Money], ...]
    until_month: Month | None = None
    origin: Origin = Origin.DECISION
    held_since: Month | None = None
    """Of an award that was taken over: since when the family has it."""

    @property
    def amount(self) -> Money:
        return sum((money for _, money in self.components), Money(0))

    @property
    def since(self) -> Month:
        """Since when the family has it, here or before."""
        return self.held_since or self.from_month


@dataclass(frozen=True, slots=True)
class LoadedDetermination:
    """A determination to write as of its moment, for loading many at once."""

    id: UUID
    case_id: UUID
    household_id: UUID
    region: str
    purpose: Purpose
    rulebook_version: str
    inputs: Mapping[str, Any]
    answer: Mapping[str, Any]
    made_at: datetime
    by: Actor


@dataclass(frozen=True, slots=True)
class LoadedGrant:
    """A grant to write as of its moment, for loading many at once."""

    grant: Grant
    at: datetime
    by: Actor


@dataclass(frozen=True, slots=True)
class BornBetween:
    """Whoever was born from one day to another, both included, where one of these programmes is held."""

    first: date
    last: date
    programmes: Collection[Programme]


@dataclass(frozen=True, slots=True)
class HoldingMember:
    """A member of a household with an award in force that is theirs or the whole household's."""

    household_id: UUID
    person_id: UUID
    name: str
    birth_date: date
    region: str
    programme: Programme


@dataclass(frozen=True, slots=True)
class EndingAward:
    """An award that ends by itself: by degrees, or because its term is over."""

    award_id: UUID
    household_id: UUID
    region: str
    programme: Programme
    last_month: Month
    is_phased_out: bool


class AwardFigure(Titled):
    """Of a month: awards in force, those that begin with it, those that no longer go on."""

    HELD = "held", "在册"
    BEGUN = "begun", "本月新增"
    ENDED = "ended", "本月退出"


@dataclass(frozen=True, slots=True)
class CountedAwards:
    """The awards of a region in a month."""

    region: RegionCode
    month: Month
    programme: Programme | None = None


@dataclass(frozen=True, slots=True)
class Holder:
    """A living person for whom something goes on: what of it is theirs, and when somebody last looked."""

    person_id: UUID
    household_id: UUID
    region: str
    key: int
    check: int
    programmes: frozenset[Programme]
    share: Money
    household_amount: Money
    looked_on: date
