"""Reads of refused accounts: lists, those of what is looked into, what families gave instead."""

from collections.abc import Collection, Mapping
from typing import Any
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from yimen.domains.awards.models import AccountGiven, AccountRefusal
from yimen.domains.awards.timing import within
from yimen.domains.awards.types.accounts import RefusalFilters, RefusalState
from yimen.domains.network.permissions import Permission, require
from yimen.domains.network.types import Actor

_GIVEN = Exists(AccountGiven.objects.filter(cause_id=OuterRef("cause_id")))
_STATES: Mapping[RefusalState, Any] = {
    RefusalState.STANDING: Q(ended_at__isnull=True) & ~_GIVEN,
    RefusalState.GIVEN: Q(ended_at__isnull=True) & _GIVEN,
    RefusalState.ENDED: Q(ended_at__isnull=False),
}


def refusals_listed(*, by: Actor, filters: RefusalFilters) -> QuerySet[AccountRefusal]:
    """Of a place, those that stand first, the oldest on top."""
    place = filters.region or by.region
    require(by, Permission.FINDING_OPEN, place)
    rows = AccountRefusal.objects.select_related("household", "person").annotate(is_given=_GIVEN)
    rows = rows.filter(within(place))
    if filters.state is not None:
        rows = rows.filter(_STATES[filters.state])
    if filters.fault is not None:
        rows = rows.filter(fault=filters.fault)
    return rows.order_by(F("ended_at").desc(nulls_first=True), "told_on", "id")


def refusal_state(row: Any) -> RefusalState:
    """How far one of a list is."""
    if row.ended_at is not None:
        return RefusalState.ENDED
    return RefusalState.GIVEN if row.is_given else RefusalState.STANDING


def refusals_of(cause_ids: Collection[UUID]) -> list[AccountRefusal]:
    """The accounts these findings are about, oldest first."""
    return list(AccountRefusal.objects.filter(cause_id__in=cause_ids).order_by("recorded_at", "id"))


def standing_refusals(person_ids: Collection[UUID]) -> list[AccountRefusal]:
    """Refused accounts of these payees that nobody has put right."""
    rows = AccountRefusal.objects.filter(person_id__in=person_ids, ended_at__isnull=True)
    return list(rows.order_by("recorded_at", "id"))


def accounts_given(cause_id: UUID) -> list[AccountGiven]:
    """What the family gave, the last first."""
    return list(AccountGiven.objects.filter(cause_id=cause_id).order_by("-given_at", "-id"))
