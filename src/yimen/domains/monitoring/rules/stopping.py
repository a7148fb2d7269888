"""What of a payment a finding stops before anybody was heard: a dead person's share, what is paid twice."""

from collections.abc import Iterable
from datetime import date

from yimen.domains.awards.types import AwardInForce, HoldReason
from yimen.domains.monitoring.rules.differences import DIFFERENCES, is_same_kind
from yimen.kernel import Month, RegionCode, RegionLevel

STOPPING = frozenset(rule.key for rule in DIFFERENCES.values() if rule.hold is not None)
"""The rules that may stop money."""


def first_stopped(reason: HoldReason, newest: date | None) -> Month | None:
    """What is due for a month somebody lived in stays due; only a death names a month."""
    if reason is not HoldReason.DEATH or newest is None:
        return None
    return Month.of(newest).next()


def stopped_from(reason: HoldReason, newest: date | None, month: Month) -> Month:
    """From a month on, or from the one after a death."""
    first = first_stopped(reason, newest)
    return month if first is None else max(month, first)


def is_stopped(award: AwardInForce, reason: HoldReason, doubled: frozenset[str]) -> bool:
    """A death stops every share; of what is paid twice only the like of it waits."""
    if reason is HoldReason.DEATH:
        return True
    return any(is_same_kind(award.programme.value, programme) for programme in doubled)


def doubled_here(paid: Iterable[tuple[str, str]], registered: RegionCode) -> frozenset[str]:
    """Of programmes and who pays them elsewhere, those that wait here: the place of registration pays on.

    Two places cannot both be where somebody is registered, so that never both halves of a double award wait.
    """
    return frozenset(programme for programme, payer in paid if _pays_at_home(RegionCode(payer), registered))


def _pays_at_home(payer: RegionCode, registered: RegionCode) -> bool:
    county = payer if payer.level < RegionLevel.COUNTY else payer.at(RegionLevel.COUNTY)
    return county.contains(registered)
