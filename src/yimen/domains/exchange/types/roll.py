"""Values of an opening roll: where it stands, what it lists, what is wrong with it. No Django here."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from yimen.domains.awards.types import Account
from yimen.domains.people.types import Disability, Relation
from yimen.kernel import Money, Month, Programme, RegionCode, ResidentId, Sentence, Titled

ROLL_FILE = "opening_roll"
"""The kind under which an uploaded roll is stored."""


class RollState(Titled):
    """Where a roll stands, from the upload to the end."""

    CHECKING = "checking", "检查中"
    REFUSED = "refused", "无法读取"
    CHECKED = "checked", "待接管"
    LOADING = "loading", "接管中"
    LOADED = "loaded", "已接管"
    UNDOING = "undoing", "撤销中"
    UNDONE = "undone", "已撤销"
    DISCARDED = "discarded", "已作废"

    @property
    def is_moving(self) -> bool:
        """A job is at work."""
        return self in (RollState.CHECKING, RollState.LOADING, RollState.UNDOING)


class Agreement(Titled):
    """How a listed amount stands to what the rules make of the same facts."""

    SAME = "same", "一致"
    DIFFERENT = "different", "金额不同"
    NOT_ENTITLED = "not_entitled", "测算不符合"
    UNSETTLED = "unsettled", "缺少事实，无法测算"


class RollSheet(StrEnum):
    """The three sheets of the template, and the single one of a flat list."""

    FAMILIES = "家庭"
    MEMBERS = "成员"
    AWARDS = "待遇"
    FLAT = "名册"


@dataclass(frozen=True, slots=True)
class RollFault:
    """What is wrong in a row and what to do; a note says something worth knowing and holds nothing up."""

    sheet: RollSheet
    row: int
    column: str
    wrong: Sentence
    remedy: Sentence
    is_note: bool = False


@dataclass(frozen=True, slots=True, repr=False)
class ListedMember:
    """One person of a listed family."""

    row: int
    name: str
    identity: ResidentId
    relation: Relation
    phone: str = ""
    disability: Disability | None = None


@dataclass(frozen=True, slots=True, repr=False)
class ListedAward:
    """One award of a listed family; `holder` is the number of the member it is for, if for one."""

    row: int
    programme: Programme
    holder: ResidentId | None
    amount: Money
    since: Month
    decided_on: date
    reviewed_on: date | None
    number: str
    account: Account | None = None


@dataclass(frozen=True, slots=True, repr=False)
class ListedFamily:
    """A family as the roll lists it, without a fault; head first. `income` is of a month, where listed."""

    key: str
    row: int
    region: RegionCode
    registered_region: RegionCode
    address: str
    is_urban: bool
    members: tuple[ListedMember, ...]
    awards: tuple[ListedAward, ...]
    income: Money | None = None


@dataclass(frozen=True, slots=True)
class RollSum:
    """Of one town and programme: awards, and what they pay in a month."""

    town: str
    programme: Programme
    awards: int
    amount: Money


@dataclass(frozen=True, slots=True)
class InTheWay:
    """A family taken over that something was built upon, so that the roll cannot be undone."""

    household_id: UUID
    row: int
    why: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class Compared:
    """One award of the roll beside what the rules say."""

    row: int
    household_id: UUID | None
    name: str
    region: str
    programme: Programme
    listed: Money
    computed: Money | None
    agreement: Agreement


@dataclass(frozen=True, slots=True)
class RollSource:
    """Where an award or household came from."""

    roll_id: UUID
    row: int


Names = Mapping[str, str]
