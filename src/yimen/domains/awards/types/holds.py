"""Payments that wait: why, since when, how far what they wait for is looked into."""

from dataclasses import dataclass
from uuid import UUID

from yimen.kernel import Money, Month, Programme, RegionCode, Titled


class HoldReason(Titled):
    """Why a payment waits; nothing else may stop one before a decision."""

    DEATH = "death", "本人死亡（只停其份额）"
    DOUBLE = "double", "两地重复享受"
    INVALID_ACCOUNT = "invalid_account", "发放账户无效"


@dataclass(frozen=True, slots=True)
class Hold:
    """A payment that shall wait: of a person's share, or the whole award; `cause_id` is what found it.

    `only` names the months of an award that pays nothing more: those came back, no other waits.
    """

    award_id: UUID
    person_id: UUID | None
    reason: HoldReason
    since: Month
    because: str
    cause_id: UUID | None = None
    only: tuple[Month, ...] = ()


@dataclass(frozen=True, slots=True)
class Waited:
    """A month whose money waited."""

    month: Month
    amount: Money


@dataclass(frozen=True, slots=True)
class WouldPay:
    """A month that is paid after if a hold is let go now.

    Not certain is one before the hold was placed of which no bank told that it came back: it counts as paid
    unless the records say otherwise.
    """

    hold_id: UUID
    month: Month
    amount: Money
    is_certain: bool


@dataclass(frozen=True, slots=True)
class LetGo:
    """What follows from the end of a hold: what is paid after, and from which month on how much a month."""

    months: list[Waited]
    first: Month
    monthly: Money


class HoldState(Titled):
    """How far what a payment waits for is looked into."""

    STANDING = "standing", "暂缓中（全部）"
    TO_SETTLE = "to_settle", "等待核实"
    TO_RELEASE = "to_release", "已核实，等待决定或者第二人确认"
    UNFOUNDED = "unfounded", "比对不再发现，等待处理"
    RELEASED = "released", "已恢复发放"
    UNTOLD = "untold", "已恢复，告知书还没有写"


@dataclass(frozen=True, slots=True)
class HoldFilters:
    """Which holds to list; what is left out does not narrow, without a state those that stand."""

    state: HoldState = HoldState.STANDING
    reason: HoldReason | None = None
    programme: Programme | None = None
    region: RegionCode | None = None
