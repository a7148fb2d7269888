"""What differs between our awards or households and the province's list of them."""

from dataclasses import dataclass
from uuid import UUID

from yimen.kernel import Money, Month, Programme, RegionCode, Titled


class DifferenceKind(Titled):
    """In what a record differs; the first two are records that only one side has."""

    ONLY_HERE = "only_here", "只在本平台"
    ONLY_THERE = "only_there", "只在省平台"
    TWICE = "twice", "省平台重复"
    PROGRAMME = "programme", "项目不同"
    AMOUNT = "amount", "金额不同"
    MONTH = "month", "起始月不同"
    NAME = "name", "姓名不同"
    SIZE = "size", "人数不同"


class DifferenceState(Titled):
    """Whether anybody still has to do something about it."""

    OPEN = "open", "待核对"
    ASSIGNED = "assigned", "已交乡镇核对"
    SETTLED = "settled", "已处理"
    GONE = "gone", "已一致"


@dataclass(frozen=True, slots=True)
class Ours:
    """One record of ours. `keys` are the blind indexes of whoever the other side may list it under."""

    keys: tuple[bytes, ...]
    programme: Programme | None
    name: str
    region: str
    household_id: UUID
    size: int | None = None
    amount: Money | None = None
    month: Month | None = None


@dataclass(frozen=True, slots=True)
class Theirs:
    """One row of the province's list, by its number in the sheet; None is what the row does not say."""

    row: int
    key: bytes
    programme: Programme | None
    name: str | None
    size: int | None = None
    amount: Money | None = None
    month: Month | None = None
    region: str | None = None


@dataclass(frozen=True, slots=True)
class Differing:
    """One thing that differs, with what each side says."""

    kind: DifferenceKind
    key: bytes
    programme: Programme | None
    ours: Ours | None
    theirs: Theirs | None


@dataclass(frozen=True, slots=True)
class Compared:
    """How many records both sides have, and everything that differs."""

    matched: int
    differing: tuple[Differing, ...]


@dataclass(frozen=True, slots=True)
class DifferenceFilters:
    """Which differences to list; everything left out does not narrow. Those that are gone are asked for."""

    kind: DifferenceKind | None = None
    state: DifferenceState | None = None
    region: RegionCode | None = None
    programme: Programme | None = None
    month: Month | None = None


class Happening(Titled):
    """What became of a difference, as its story tells it."""

    FOUND = "found", "核对发现"
    FOUND_AGAIN = "found_again", "再次出现"
    CHANGED = "changed", "双方数据有变化，重新核对"
    GONE = "gone", "双方已一致"
    ASSIGNED = "assigned", "交乡镇核对"
    SETTLED = "settled", "已处理"
    REOPENED = "reopened", "撤销处理，重新核对"
