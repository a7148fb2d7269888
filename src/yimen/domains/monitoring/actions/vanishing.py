"""What a comparison looked for and no longer found: put before whoever handles it, never closed by itself.

A newer version of a set may lack a row because it was wrong, or because it only holds what is recent.
"""

from collections.abc import Collection, Mapping, Sequence
from uuid import UUID

from django.db.models import Q

from yimen.domains.awards import actions as awarding
from yimen.domains.awards.types import Holder
from yimen.domains.monitoring.actions.items import close_items, open_items
from yimen.domains.monitoring.models import ComparedSet, Comparison, Finding
from yimen.domains.monitoring.rules.stopping import STOPPING
from yimen.domains.monitoring.types.findings import FindingOutcome
from yimen.domains.network.types import Actor
from yimen.domains.worklist.types import WorkKind
from yimen.foundation import audit
from yimen.kernel import RegionCode

_GONE = "gone"
_SETTLED = frozenset({FindingOutcome.NO_CHANGE, FindingOutcome.DATA_WRONG})
"""Somebody is asked to release these already."""


def vanish(
    comparison: Comparison,
    versions: Mapping[str, ComparedSet],
    holders: Collection[Holder],
    met: Collection[UUID],
    by: Actor,
) -> None:
    """Of whoever was looked at: what is open or holds money back, and is not in the newest version."""
    rows = [row for row in _looked_for(comparison, versions, holders) if row.id not in met]
    holding = awarding.mark_unfounded(cause_ids=[row.id for row in rows], is_unfounded=True, by=by)
    gone = [row for row in rows if not row.outcome or row.id in holding]
    for row in gone:
        row.gone_on, row.gone_version = comparison.on, versions[row.set_key].version
        row.save(update_fields=["gone_on", "gone_version"])
        close_items(row.id, by, _GONE, WorkKind.FINDING)
    if told := [row for row in gone if row.outcome not in _SETTLED]:
        open_items(WorkKind.FINDING_GONE, told, comparison.region, by, holding=holding)
    for row in gone:
        changes = {"comparison": comparison.id, "version": row.gone_version}
        audit.record(
            "finding:gone", kind="finding", subject=row.id, region=row.region, by=by, changes=changes
        )


def found_again(rows: Sequence[Finding], by: Actor) -> None:
    """It is there after all: as if it had never been missing, with its old clock."""
    awarding.mark_unfounded(cause_ids=[row.id for row in rows], is_unfounded=False, by=by)
    for row in rows:
        row.gone_on, row.gone_version = None, None
        row.save(update_fields=["gone_on", "gone_version"])
        close_items(row.id, by, "found_again", WorkKind.FINDING_GONE)
    waiting = [row for row in rows if not row.outcome]
    if waiting:
        open_items(WorkKind.FINDING, waiting, str(by.region), by)


def _looked_for(
    comparison: Comparison, versions: Mapping[str, ComparedSet], holders: Collection[Holder]
) -> list[Finding]:
    keys = [holder.key for holder in holders]
    looked_at = {(holder.household_id, holder.person_id) for holder in holders}
    county = RegionCode(comparison.region)
    rows = Finding.objects.select_for_update(of=("self",)).filter(
        Q(outcome="") | Q(rule__in=STOPPING),
        set_key__in=versions,
        gone_on__isnull=True,
        region__gte=county.lo,
        region__lt=county.hi,
        person__joining_key__gte=min(keys),
        person__joining_key__lte=max(keys),
    )
    return [row for row in rows if (row.household_id, row.person_id) in looked_at]
