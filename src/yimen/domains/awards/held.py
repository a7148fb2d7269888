"""Payments that wait, as lists and counts show them: whose, since when, how far it is, how much a month."""

from collections.abc import Collection
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from yimen.domains.awards.models import PaymentHold
from yimen.domains.awards.standing import amounts_in
from yimen.domains.awards.types import HoldFilters, HoldState
from yimen.domains.network.permissions import Permission, require
from yimen.domains.network.types import Actor
from yimen.domains.people import queries as people
from yimen.kernel import Money, Month

_STANDING = Q(released_at__isnull=True)
_STATES = {
    HoldState.STANDING: _STANDING,
    HoldState.TO_SETTLE: _STANDING & Q(settled_at__isnull=True, is_unfounded=False),
    HoldState.TO_RELEASE: _STANDING & Q(settled_at__isnull=False, is_unfounded=False),
    HoldState.UNFOUNDED: _STANDING & Q(is_unfounded=True),
    HoldState.RELEASED: ~_STANDING,
}


def holds_listed(*, by: Actor, filters: HoldFilters) -> QuerySet[PaymentHold]:
    """Of a place, the longest waiting first."""
    place = filters.region or by.region
    require(by, Permission.FINDING_OPEN, place)
    rows = PaymentHold.objects.select_related("award__household", "person").filter(_STATES[filters.state])
    rows = rows.filter(region__gte=place.lo, region__lt=place.hi)
    if filters.reason is not None:
        rows = rows.filter(reason=filters.reason)
    if filters.programme is not None:
        rows = rows.filter(award__programme=filters.programme.value)
    return rows.order_by("since", "placed_at", "id")


def state_of(hold: PaymentHold) -> HoldState:
    """How far one of them is."""
    if hold.released_at is not None:
        return HoldState.RELEASED
    if hold.is_unfounded:
        return HoldState.UNFOUNDED
    return HoldState.TO_SETTLE if hold.settled_at is None else HoldState.TO_RELEASE


def held_amounts(holds: Collection[PaymentHold]) -> dict[UUID, Money]:
    """What waits of each in this month: a person's share, or the whole award."""
    this = Month.of(timezone.localdate())
    amounts = amounts_in(this, {hold.award_id for hold in holds})
    sizes = people.sizes_on({hold.award.household_id for hold in holds}, this.first)
    found = {}
    for hold in holds:
        whole = sum(amounts[hold.award_id].values(), Money(0))
        is_share = hold.person_id is not None and hold.award.person_id is None
        parts = max(1, sizes.get(hold.award.household_id, 1)) if is_share else 1
        found[hold.id] = Money(whole.fen // parts)
    return found
