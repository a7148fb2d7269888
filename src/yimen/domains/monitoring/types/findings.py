"""Findings as values: how grave they are, what became of them."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TypeAlias
from uuid import UUID

from yimen.kernel import Money, Month, RegionCode


class Severity(StrEnum):
    """How soon somebody has to look."""

    GRAVE = "grave"
    SERIOUS = "serious"
    MILD = "mild"

    @property
    def title(self) -> str:  # type: ignore[override]  # the Chinese title, not str.title()
        return {"grave": "重大", "serious": "较大", "mild": "一般"}[self]


class FindingOutcome(StrEnum):
    """What became of a finding."""

    REVIEW_OPENED = "review_opened"
    NO_CHANGE = "no_change"
    DATA_WRONG = "data_wrong"
    ACCOUNT_GIVEN = "account_given"
    REPLACED = "replaced"
    GONE = "gone"

    @property
    def title(self) -> str:  # type: ignore[override]  # the Chinese title, not str.title()
        return {
            "review_opened": "已启动核查",
            "no_change": "核实后无变化",
            "data_wrong": "部门数据有误（或银行误退）",
            "account_given": "已登记发放账户",
            "replaced": "数据有变，另有新发现",
            "gone": "比对不再发现",
        }[self]


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


class FindingState(StrEnum):
    """How far findings are, as a list is narrowed to it."""

    OPEN = "open"
    OVERDUE = "overdue"
    CLOSED = "closed"
    TO_TELL = "to_tell"
    GONE = "gone"

    @property
    def title(self) -> str:  # type: ignore[override]  # the Chinese title, not str.title()
        return {
            "open": "待处理",
            "overdue": "已超期",
            "closed": "已处理",
            "to_tell": "待告知数据单位",
            "gone": "比对不再发现，待处理",
        }[self]


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
