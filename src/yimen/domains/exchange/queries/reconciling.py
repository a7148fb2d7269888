"""Reads of reconciliations and of what differs, within the current scope."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet, Sum, Value
from django.db.models.functions import Concat, Left

from yimen.domains.exchange.errors import DifferenceNotFoundError, ReconciliationNotFoundError
from yimen.domains.exchange.models import Difference, Reconciliation
from yimen.domains.exchange.types.profiles import RecordKind
from yimen.domains.exchange.types.reconciling import DifferenceFilters, DifferenceState
from yimen.domains.network.permissions import Permission, require
from yimen.domains.network.types import Actor
from yimen.foundation import audit
from yimen.foundation.sentences import read_sentence
from yimen.foundation.spreadsheets.tables import Fault
from yimen.kernel import Money

WAITING = (DifferenceState.OPEN.value, DifferenceState.ASSIGNED.value)


@dataclass(frozen=True)
class TownSummary:
    """How the differences of one town stand; `gap` is what the province has more in all that still waits."""

    town: str
    open: int
    assigned: int
    settled: int
    gone: int
    gap: Money

    @property
    def total(self) -> int:
        return self.open + self.assigned + self.settled + self.gone


def reconciliations(*, by: Actor, kind: RecordKind | None = None) -> QuerySet[Reconciliation]:
    """Every list that was compared, the latest month first, with how many differences still wait."""
    require(by, Permission.EXCHANGE_OPEN, by.region)
    rows = Reconciliation.objects.select_related("run")
    if kind is not None:
        rows = rows.filter(kind=kind.value)
    waiting = Count("differences", filter=Q(differences__state__in=WAITING))
    return rows.annotate(waiting=waiting).order_by("-month", "title", "-id")


def get_reconciliation(reconciliation_id: UUID, *, by: Actor) -> Reconciliation:
    """One comparison, or the refusal that it is not there for this actor."""
    found = Reconciliation.objects.select_related("run").filter(id=reconciliation_id).first()
    if found is None:
        raise ReconciliationNotFoundError("没有这次核对，或不在您负责的区域内；请回到列表重新打开。")
    require(by, Permission.EXCHANGE_OPEN, found.region)
    return found


def faults_of(made: Reconciliation) -> list[Fault]:
    """The rows of the last file that could not be read, and what is wrong with each."""
    plain = json.loads(str(made.faults)) if made.faults else []
    return [
        Fault(each["row"], each["column"], read_sentence(each["wrong"]), read_sentence(each["remedy"]))
        for each in plain
    ]


def differences(
    *, by: Actor, filters: DifferenceFilters, reconciliation_id: UUID | None = None
) -> QuerySet[Difference]:
    """What differs, by place and name; what is settled or gone comes where it is asked for."""
    require(by, Permission.EXCHANGE_OPEN, filters.region or by.region)
    rows = Difference.objects.filter(_narrowed(filters))
    if reconciliation_id is not None:
        rows = rows.filter(reconciliation_id=reconciliation_id)
    return rows.order_by("-month", "region", "name", "kind", "id")


def _narrowed(filters: DifferenceFilters) -> Q:
    narrowed = Q(state__in=WAITING) if filters.state is None else Q(state=filters.state.value)
    if filters.month is not None:
        narrowed &= Q(month=filters.month.first)
    if filters.kind is not None:
        narrowed &= Q(kind=filters.kind.value)
    if filters.region is not None:
        narrowed &= Q(region__gte=filters.region.lo, region__lt=filters.region.hi)
    if filters.programme is not None:
        narrowed &= Q(programme=filters.programme.value)
    return narrowed


def get_difference(difference_id: UUID, *, by: Actor) -> Difference:
    """One difference with what each side says; the opening is recorded."""
    found = difference_for(difference_id, Permission.EXCHANGE_OPEN, by=by)
    audit.record_opening(kind="difference", subject=found.id, region=found.region, by=by)
    return found


def differences_named(difference_ids: Sequence[UUID], *, by: Actor) -> list[Difference]:
    """Those of the scope that were ticked; what lies elsewhere is left away."""
    require(by, Permission.EXCHANGE_OPEN, by.region)
    return list(Difference.objects.filter(id__in=difference_ids))


def difference_for(
    difference_id: UUID, permission: Permission, *, by: Actor, is_changed: bool = False
) -> Difference:
    """The difference to act on, checked and not recorded: the act itself is; locked when it will change."""
    rows = Difference.objects.select_for_update() if is_changed else Difference.objects.all()
    found = rows.filter(id=difference_id).first()
    if found is None:
        raise DifferenceNotFoundError("没有这条差异，或不在您负责的区域内；请回到列表重新打开。")
    require(by, permission, found.region)
    return found


def summary_by_town(*, by: Actor, reconciliation_id: UUID | None = None) -> Sequence[TownSummary]:
    """Of each town how many stand where; what belongs to no town is the county's."""
    require(by, Permission.EXCHANGE_OPEN, by.region)
    rows: Any = Difference.objects.all()
    if reconciliation_id is not None:
        rows = rows.filter(reconciliation_id=reconciliation_id)
    town = Concat(Left("region", 9), Value("000"))
    counts = {state.value: Count("id", filter=Q(state=state.value)) for state in DifferenceState}
    gap = Sum("gap_fen", filter=Q(state__in=WAITING))
    grouped = rows.annotate(town=town).values("town").annotate(**counts, gap=gap).order_by("town")
    return [
        TownSummary(
            row["town"], row["open"], row["assigned"], row["settled"], row["gone"], Money(row["gap"] or 0)
        )
        for row in grouped
    ]


def months_compared(*, by: Actor) -> list[date]:
    """The months of which something differs in the scope, latest first."""
    require(by, Permission.EXCHANGE_OPEN, by.region)
    return list(Difference.objects.order_by("-month").values_list("month", flat=True).distinct())
