"""Reads of reconsiderations and lawsuits within the current scope."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet

from yimen.domains.intake.models import Remedy
from yimen.domains.intake.permissions.remedies import access_remedy
from yimen.domains.intake.types import RemedyKind, RemedyState
from yimen.domains.network.permissions import Permission, require
from yimen.domains.network.types import Actor
from yimen.foundation import audit


@dataclass(frozen=True, slots=True)
class RemedyFilters:
    """Which of them to list; everything left out does not narrow."""

    kind: RemedyKind | None = None
    state: RemedyState | None = None
    reference: str = ""


ALL_REMEDIES = RemedyFilters()


def get_remedy(remedy_id: UUID, *, by: Actor, purpose: str = "") -> Remedy:
    """One of them; the opening is recorded."""
    found = access_remedy(remedy_id, Permission.REMEDY_OPEN, by=by)
    audit.record_opening(kind="remedy", subject=found.id, region=found.region, by=by, purpose=purpose)
    return found


def remedies(*, by: Actor, filters: RemedyFilters = ALL_REMEDIES) -> QuerySet[Remedy]:
    """As a list shows them, newest first; grounds are not decrypted."""
    require(by, Permission.REMEDY_OPEN, by.region)
    narrowed = Q()
    if filters.kind is not None:
        narrowed &= Q(kind=filters.kind)
    if filters.state is not None:
        narrowed &= Q(state=filters.state)
    if filters.reference:
        narrowed &= Q(reference__icontains=filters.reference)
    return Remedy.objects.defer("grounds").filter(narrowed).order_by("-received_on", "-id")


def contested_cases(case_ids: Collection[UUID]) -> set[UUID]:
    """Of these cases, those about which a reconsideration or a lawsuit is not over."""
    rows = Remedy.objects.filter(case_id__in=case_ids).exclude(state=RemedyState.CLOSED)
    return set(rows.values_list("case_id", flat=True))
