"""Reads of snapshots: the one that scenarios are worked out on, and the one being made."""

from yimen.domains.monitoring.models import Snapshot
from yimen.domains.network.permissions import Permission, require
from yimen.domains.network.types import Actor
from yimen.foundation.jobs.models import RunState
from yimen.kernel import RegionCode


def newest_snapshot(region: RegionCode) -> Snapshot | None:
    """The newest of a county that is complete and whose files are there."""
    rows = Snapshot.objects.filter(region=str(region), run__state=RunState.DONE, parts__isnull=False)
    return rows.select_related("run").distinct().order_by("-version").first()


def last_snapshot(*, by: Actor) -> Snapshot | None:
    """The one begun last, complete or not."""
    require(by, Permission.SCENARIO_OPEN, by.region)
    rows = Snapshot.objects.filter(region__gte=by.region.lo, region__lt=by.region.hi)
    return rows.select_related("run").order_by("-version").first()
