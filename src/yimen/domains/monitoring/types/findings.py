"""Findings as values: how grave they are, what became of them."""

from dataclasses import dataclass
from datetime import date
from typing import TypeAlias
from uuid import UUID

from yimen.kernel import Money, Month, RegionCode, Titled


class Severity(Titled):
    """How soon somebody has to look."""

    GRAVE = "grave", "重大"
    SERIOUS = "serious", "较大"
    MILD = "mild", "一般"


class FindingOutcome(Titled):
    """What became of a finding."""

    REVIEW_OPENED = "review_opened", "已启动核查"
    NO_CHANGE = "no_change", "核实后无变化"
    DATA_WRONG = "data_wrong", "部门数据有误（或银行误退）"
    ACCOUNT_GIVEN = "account_given", "已登记发放账户"
    REPLACED = "replaced", "数据有变，另有新发现"
    GONE = "gone", "比对不再发现"


BY_THE_MACHINE = frozenset({FindingOutcome.REPLACED, FindingOutcome.GONE})
"""Nobody looked into what these say: found again, it stands again."""


About: TypeAlias = tuple[UUID, UUID, str]
"""Household, person and rule."""


@dataclass(frozen=True, slots=True)
class Met:
    """A rule met on one person of a household; `paid` are the benefits elsewhere and who pays them."""

    rule: str
    household_id: UUID
    person_id: UUID
    region: str
    effect_fen: int
    evidence: str
    digest: bytes
    paid: tuple[tuple[str, str], ...]
    newest: date | None

    @property
    def about(self) -> About:
        return self.household_id, self.person_id, self.rule


class FindingState(Titled):
    """How far findings are, as a list is narrowed to it."""

    OPEN = "open", "待处理"
    OVERDUE = "overdue", "已超期"
    CLOSED = "closed", "已处理"
    TO_TELL = "to_tell", "待告知数据单位"
    GONE = "gone", "比对不再发现，待处理"


@dataclass(frozen=True, slots=True)
class FindingFilters:
    """Which findings to list; what is left out does not narrow."""

    state: FindingState | None = None
    outcome: FindingOutcome | None = None
    severity: Severity | None = None
    rule: str = ""
    region: RegionCode | None = None
    month: Month | None = None


@dataclass(frozen=True, slots=True)
class BulletinLine:
    """One place of a month: `corrected` is by how much a month its awards fell after reviews."""

    region: str
    found: int
    handled: int
    overdue: int
    reviews: int
    data_wrong: int
    effect: Money
    corrected: Money

    @property
    def open(self) -> int:
        """What still waits."""
        return self.found - self.handled
