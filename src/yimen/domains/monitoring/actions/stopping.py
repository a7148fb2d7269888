"""What open findings hold back: only what the law stops before a hearing, and each part on one finding."""

from collections.abc import Collection, Mapping, Sequence
from uuid import UUID

from yimen.domains.awards import actions as awarding
from yimen.domains.awards import queries as awards
from yimen.domains.awards.types import AwardInForce, Hold, HoldReason
from yimen.domains.monitoring.actions.items import close_items
from yimen.domains.monitoring.actions.telling import tell_families
from yimen.domains.monitoring.models import Comparison, Finding
from yimen.domains.monitoring.rules.differences import DIFFERENCES, difference
from yimen.domains.monitoring.rules.stopping import (
    doubled_here,
    first_stopped,
    is_stopped,
    stopped_from,
)
from yimen.domains.monitoring.types.findings import Met
from yimen.domains.network.types import Actor
from yimen.domains.people import queries as people
from yimen.domains.people.queries.identified import registered_in
from yimen.domains.worklist.types import WorkKind
from yimen.kernel import Month, RegionCode


def stop(
    comparison: Comparison, met: Sequence[tuple[Met, Finding]], before: Sequence[Finding], by: Actor
) -> None:
    """What findings of one person held back for the same reason rests on the one that stands now."""
    stopping = [(each, row) for each, row in met if DIFFERENCES[each.rule].hold is not None]
    if not stopping:
        return
    holds = _holds(stopping, Month.of(comparison.month))
    standing = {row.id for _each, row in met}
    for each, row in stopping:
        stopped = {hold.award_id for hold in holds if hold.cause_id == row.id}
        for older in _kin(row, before):
            if older.id not in standing:
                _carry(older, each, row, stopped, by)
    causes = {hold.cause_id for hold in awarding.place_holds(holds=holds, by=by)}
    tell_families([row for _each, row in stopping if row.id in causes], by)


def _carry(older: Finding, each: Met, row: Finding, stopped: Collection[UUID], by: Actor) -> None:
    """What the older one held back rests on this one, from the month that this evidence names."""
    first = first_stopped(HoldReason(DIFFERENCES[each.rule].hold or ""), each.newest)
    if awarding.carry_holds(from_cause=older.id, to_cause=row.id, stopped=stopped, first=first, by=by):
        close_items(older.id, by, "carried", WorkKind.HOLD_RELEASE, WorkKind.FINDING_GONE)


def _kin(finding: Finding, before: Sequence[Finding]) -> list[Finding]:
    """What else was found of the same person that stops the same."""
    reason = DIFFERENCES[finding.rule].hold
    return [
        row
        for row in before
        if (row.household_id, row.person_id) == (finding.household_id, finding.person_id)
        and row.id != finding.id
        and difference(row.rule).hold is reason
    ]


def _holds(stopping: Sequence[tuple[Met, Finding]], month: Month) -> list[Hold]:
    homes = {each.household_id for each, _row in stopping}
    held, sizes = awards.held_by(homes, month), people.sizes_on(homes, month.first)
    registered = registered_in(each.person_id for each, _row in stopping)
    return [
        hold
        for each, row in stopping
        for hold in _of_one(each, row.id, held[each.household_id], sizes, registered, month)
    ]


def _of_one(
    each: Met,
    finding_id: UUID,
    held: Collection[AwardInForce],
    sizes: Mapping[UUID, int],
    registered: Mapping[UUID, RegionCode],
    month: Month,
) -> list[Hold]:
    rule = DIFFERENCES[each.rule]
    reason = HoldReason(rule.hold or "")
    shares = awards.shares_of(held, each.person_id, sizes.get(each.household_id, 1))
    doubled = doubled_here(each.paid, registered[each.person_id])
    since = stopped_from(reason, each.newest, month)
    return [
        Hold(award.award_id, each.person_id, reason, since, rule.title, finding_id)
        for award in held
        if award.award_id in shares and is_stopped(award, reason, doubled)
    ]
