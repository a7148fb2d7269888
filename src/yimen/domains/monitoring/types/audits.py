"""Audits drawn by lot as values: what came of one, how a list is narrowed, a draw as it is published."""

from dataclasses import dataclass

from yimen.foundation.lots import Batch
from yimen.kernel import Month, RegionCode, Titled


class AuditOutcome(Titled):
    """What a look at a family that was drawn found."""

    AS_DECIDED = "as_decided", "与认定一致"
    CALLED = "called", "不一致，已转乡镇核查"


class AuditState(Titled):
    """How far audits are, as a list is narrowed to it."""

    OPEN = "open", "待抽查"
    OVERDUE = "overdue", "已超期"
    DONE = "done", "已抽查"


@dataclass(frozen=True, slots=True)
class AuditFilters:
    """Which audits to list; what is left out does not narrow."""

    state: AuditState | None = None
    region: RegionCode | None = None


@dataclass(frozen=True, slots=True)
class PublicAudit:
    """The draw of a county and month, for anybody to repeat; it names no person."""

    county: str
    month: Month
    seed: str
    batch: Batch
