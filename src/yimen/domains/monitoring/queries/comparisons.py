"""Reads of comparisons: those of a county, what each read, which sets are old or missing."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from yimen.domains.monitoring.models import ComparedSet, Comparison, Finding
from yimen.domains.monitoring.permissions import access_comparison
from yimen.domains.monitoring.rules.differences import sets_compared
from yimen.domains.network.permissions import Permission, require
from yimen.domains.network.types import Actor
from yimen.domains.verification.queries.sets import current_loads, set_definition
from yimen.domains.verification.types.sets import Freshness, SetDefinition
from yimen.foundation.jobs.models import RunState


@dataclass(frozen=True, slots=True)
class AskedSet:
    """A set the rules read, and the version a comparison would read or has read."""

    definition: SetDefinition
    version: int | None
    as_of: date | None
    freshness: Freshness


def comparisons_of(by: Actor) -> QuerySet[Comparison]:
    """Every comparison of the county, newest first."""
    require(by, Permission.COMPARISON_OPEN, by.region)
    rows = Comparison.objects.filter(region__gte=by.region.lo, region__lt=by.region.hi)
    return rows.select_related("run").order_by("-month", "-number", "-id")


def get_comparison(comparison_id: UUID, *, by: Actor) -> Comparison:
    """One comparison with its run."""
    return access_comparison(comparison_id, Permission.COMPARISON_OPEN, by=by)


def sets_at_hand(by: Actor) -> list[AskedSet]:
    """Every set some rule reads, with the version the next comparison would read."""
    require(by, Permission.COMPARISON_OPEN, by.region)
    today, loads = timezone.localdate(), current_loads(by.region)
    found = []
    for key in sets_compared():
        said, load = set_definition(key), loads.get(key)
        as_of = load.as_of if load else None
        found.append(AskedSet(said, load.version if load else None, as_of, said.freshness(as_of, today)))
    return found


def sets_read(comparison: Comparison) -> list[AskedSet]:
    """Every set some rule reads, with the version this comparison read, or none."""
    read = {each.set_key: each for each in ComparedSet.objects.filter(comparison=comparison)}
    found = []
    for key in sets_compared():
        said, each = set_definition(key), read.get(key)
        as_of = each.as_of if each else None
        fresh = said.freshness(as_of, comparison.on)
        found.append(AskedSet(said, each.version if each else None, as_of, fresh))
    return found


def loads_in_dispute(load_ids: Collection[UUID]) -> set[UUID]:
    """Of some versions, those read by a comparison that runs, or whose findings nobody has closed yet."""
    read = ComparedSet.objects.filter(load__in=load_ids)
    open_ones = Finding.objects.filter(outcome="").values("last_seen")
    running = Q(comparison__run__state=RunState.RUNNING)
    return set(read.filter(running | Q(comparison__in=open_ones)).values_list("load_id", flat=True))
