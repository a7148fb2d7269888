"""Payments that wait, as lists and counts show them: whose, since when, how far it is, how much a month."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from yimen.domains.awards.models import PaymentHold
from yimen.domains.awards.standing import amounts_in
from yimen.domains.awards.types import HoldFilters, HoldState, Waited
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
    """What waits of each a month, now or from the month on it begins with: a share, or the whole award."""
    this, found = Month.of(timezone.localdate()), dict[UUID, Money]()
    by_month: dict[Month, list[PaymentHold]] = defaultdict(list)
    for hold in holds:
        by_month[max(this, Month.of(hold.since))].append(hold)
    for month, some in by_month.items():
        found |= _amounts(some, month)
    return found


def waited(holds: Collection[PaymentHold]) -> dict[UUID, list[Waited]]:
    """Of each hold the months it kept back with what each came to, up to the month it was released in.

    That month is paid like any other; what waited before is paid after.
    """
    by_month: dict[Month, list[PaymentHold]] = defaultdict(list)
    for hold in holds:
        for month in _months(hold):
            by_month[month].append(hold)
    found: dict[UUID, list[Waited]] = {hold.id: [] for hold in holds}
    for month in sorted(by_month):
        for hold_id, amount in _amounts(by_month[month], month).items():
            found[hold_id].append(Waited(month, amount))
    return found


def sum_of(months: Iterable[Waited]) -> Money:
    """All of it."""
    return sum((each.amount for each in months), Money(0))


def holds_of_awards(award_ids: Collection[UUID]) -> dict[UUID, list[PaymentHold]]:
    """Everything that ever kept these awards back, newest first, by award."""
    rows = PaymentHold.objects.filter(award_id__in=award_ids).select_related("award__household", "person")
    found: dict[UUID, list[PaymentHold]] = defaultdict(list)
    for row in rows.order_by("-placed_at", "-id"):
        found[row.award_id].append(row)
    return found


def _months(hold: PaymentHold) -> list[Month]:
    """From its first month on; while it stands this month waits too, once released that month is paid."""
    last = Month.of(timezone.localdate()).next()
    if hold.released_at is not None:
        last = Month.of(timezone.localdate(hold.released_at))
    if hold.award.until_month is not None:
        last = min(last, Month.of(hold.award.until_month))
    found, month = [], Month.of(hold.since)
    while month < last:
        found.append(month)
        month = month.next()
    return found


def _amounts(holds: Collection[PaymentHold], month: Month) -> dict[UUID, Money]:
    amounts = amounts_in(month, {hold.award_id for hold in holds})
    sizes = people.sizes_on({hold.award.household_id for hold in holds}, month.first)
    found = {}
    for hold in holds:
        whole = sum(amounts[hold.award_id].values(), Money(0))
        is_share = hold.person_id is not None and hold.award.person_id is None
        parts = max(1, sizes.get(hold.award.household_id, 1)) if is_share else 1
        found[hold.id] = Money(whole.fen // parts)
    return found
