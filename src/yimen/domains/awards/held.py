"""Payments that wait, as lists and counts show them: whose, since when, how far it is, how much a month."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from yimen.domains.awards.models import AccountRefusal, PaymentHold
from yimen.domains.awards.standing import amounts_in
from yimen.domains.awards.timing import within
from yimen.domains.awards.types import HoldFilters, HoldReason, HoldState, LetGo, Waited, WouldPay
from yimen.domains.network.permissions import Permission, require
from yimen.domains.network.types import Actor
from yimen.domains.people import queries as people
from yimen.domains.people.queries.identified import homes_of
from yimen.kernel import Money, Month

_STANDING = Q(released_at__isnull=True)
_STATES = {
    HoldState.STANDING: _STANDING,
    HoldState.TO_SETTLE: _STANDING & Q(settled_at__isnull=True, is_unfounded=False),
    HoldState.TO_RELEASE: _STANDING & Q(settled_at__isnull=False, is_unfounded=False),
    HoldState.UNFOUNDED: _STANDING & Q(is_unfounded=True),
    HoldState.RELEASED: ~_STANDING,
    HoldState.UNTOLD: Q(is_untold=True),
}


def holds_listed(*, by: Actor, filters: HoldFilters) -> QuerySet[PaymentHold]:
    """Of a place, the longest waiting first."""
    place = filters.region or by.region
    require(by, Permission.FINDING_OPEN, place)
    rows = PaymentHold.objects.select_related("award__household", "award__person", "person")
    rows = rows.filter(within(place), _STATES[filters.state])
    if filters.reason is not None:
        rows = rows.filter(reason=filters.reason)
    if filters.programme is not None:
        rows = rows.filter(award__programme=filters.programme.value)
    return rows.order_by("since", "placed_at", "id")


def state_of(hold: PaymentHold) -> HoldState:
    """How far one of them is."""
    if hold.released_at is not None:
        return HoldState.UNTOLD if hold.is_untold else HoldState.RELEASED
    if hold.is_unfounded:
        return HoldState.UNFOUNDED
    return HoldState.TO_SETTLE if hold.settled_at is None else HoldState.TO_RELEASE


def held_amounts(holds: Collection[PaymentHold]) -> dict[UUID, Money]:
    """What waits of each a month, now or from the month on it begins with: a share, or the whole award."""
    this, found = Month.of(timezone.localdate()), dict[UUID, Money]()
    by_month: dict[Month, list[PaymentHold]] = defaultdict(list)
    for hold in holds:
        first = Month.of(hold.since)
        by_month[first if hold.months else max(this, first)].append(hold)
    for month, some in by_month.items():
        found |= _amounts(some, month)
    return found


def waited(holds: Collection[PaymentHold]) -> dict[UUID, list[Waited]]:
    """Of each hold the months it kept back with what each came to, up to the month it was released in.

    That month is paid like any other, unless a bank told that it came back; what waited is paid after, but
    for months that turned out to have been paid.
    """
    return _kept(holds, _came_back(holds), {hold.id: _day_of_release(hold) for hold in holds})


def would_pay(holds: Collection[PaymentHold]) -> list[WouldPay]:
    """What would be paid after of these if they were let go today."""
    came_back = _came_back(holds)
    kept = _kept(holds, came_back, {hold.id: timezone.localdate() for hold in holds})
    return [
        WouldPay(hold.id, each.month, each.amount, _is_certain(hold, each.month, came_back[hold.cause_id]))
        for hold in holds
        for each in kept[hold.id]
    ]


def _is_certain(hold: PaymentHold, month: Month, came_back: Collection[date]) -> bool:
    is_told = month.first in came_back or month.first in {hold.since, *hold.months}
    return is_told or month >= Month.of(timezone.localdate(hold.placed_at))


def _day_of_release(hold: PaymentHold) -> date | None:
    return timezone.localdate(hold.released_at) if hold.released_at is not None else None


def _kept(
    holds: Collection[PaymentHold],
    came_back: Mapping[UUID | None, set[date]],
    released: Mapping[UUID, date | None],
) -> dict[UUID, list[Waited]]:
    by_month: dict[Month, list[PaymentHold]] = defaultdict(list)
    for hold in holds:
        for month in _months(hold, released[hold.id], came_back.get(hold.cause_id, ())):
            by_month[month].append(hold)
    found: dict[UUID, list[Waited]] = {hold.id: [] for hold in holds}
    for month in sorted(by_month):
        for hold_id, amount in _amounts(by_month[month], month).items():
            found[hold_id].append(Waited(month, amount))
    return found


def sum_of(months: Iterable[Waited]) -> Money:
    """All of it."""
    return sum((each.amount for each in months), Money(0))


def let_go(holds: Collection[PaymentHold]) -> dict[UUID, LetGo]:
    """What is paid of each that was released; what another hold of the same award keeps is not."""
    others = PaymentHold.objects.filter(_STANDING, award__in={hold.award_id for hold in holds})
    keeping = list(others.select_related("award", "person"))
    kept_back = waited(holds)
    return {hold.id: _let_go(hold, kept_back[hold.id], keeping) for hold in holds}


def paid_after(holds: Collection[PaymentHold]) -> dict[UUID, Money]:
    """Of each that was released what its letter said is paid after: without what others kept by then."""
    released = [hold for hold in holds if hold.released_at is not None]
    others = PaymentHold.objects.filter(award__in={hold.award_id for hold in released})
    rows, found = list(others.select_related("award", "person")), dict[UUID, Money]()
    kept_back = waited(released)
    for hold in released:
        keeping = [each for each in rows if _stood_beside(each, hold)]
        free = [
            _free(hold, each.amount, each.month, keeping) if keeping else each.amount
            for each in kept_back[hold.id]
        ]
        found[hold.id] = sum(free, Money(0))
    return found


def _stood_beside(other: PaymentHold, hold: PaymentHold) -> bool:
    """Whether another matter kept something of the same award when this one was released."""
    if hold.released_at is None or other.cause_id == hold.cause_id or other.placed_at > hold.released_at:
        return False
    return other.released_at is None or other.released_at > hold.released_at


def reported_dead(person_ids: Collection[UUID]) -> set[UUID]:
    """Those of them whose share waits because somebody told that they died."""
    rows = PaymentHold.objects.filter(_STANDING, person__in=person_ids, reason=HoldReason.DEATH)
    return {person for person in rows.values_list("person_id", flat=True) if person is not None}


def awards_held(award_ids: Collection[UUID]) -> set[UUID]:
    """Of these awards, those of which something waits now."""
    rows = PaymentHold.objects.filter(_STANDING, award__in=award_ids)
    return set(rows.values_list("award_id", flat=True))


def holds_of_awards(award_ids: Collection[UUID]) -> dict[UUID, list[PaymentHold]]:
    """Everything that ever kept these awards back, newest first, by award."""
    rows = PaymentHold.objects.filter(award_id__in=award_ids).select_related("award__household", "person")
    found: dict[UUID, list[PaymentHold]] = defaultdict(list)
    for row in rows.order_by("-placed_at", "-id"):
        found[row.award_id].append(row)
    return found


def _let_go(hold: PaymentHold, months: list[Waited], keeping: list[PaymentHold]) -> LetGo:
    this = Month.of(timezone.localdate())
    is_settled = this.first in hold.paid_months or any(each.month == this for each in months)
    first = this.next() if is_settled else max(this, Month.of(hold.since))
    free = [Waited(each.month, _free(hold, each.amount, each.month, keeping)) for each in months]
    amount = Money(0) if hold.months else _amounts([hold], first)[hold.id]
    monthly = _free(hold, amount, first, keeping)
    return LetGo([each for each in free if each.amount], first, monthly)


def _free(hold: PaymentHold, amount: Money, month: Month, keeping: list[PaymentHold]) -> Money:
    """What of an amount no other hold keeps in a month: each person's share once."""
    others = [each for each in keeping if each.award_id == hold.award_id and _keeps(each, month)]
    amounts = _amounts(others, month)
    kept = {_whose(each): amounts[each.id] for each in others}
    if None in kept or _whose(hold) in kept:
        return Money(0)
    if _whose(hold) is None:
        return max(Money(0), amount - sum(kept.values(), Money(0)))
    return amount


def _keeps(hold: PaymentHold, month: Month) -> bool:
    return month.first in hold.months if hold.months else hold.since <= month.first


def _whose(hold: PaymentHold) -> UUID | None:
    """Whose share of an award for all of a household; None where it keeps the whole award."""
    return hold.person_id if hold.award.person_id is None else None


def _came_back(holds: Iterable[PaymentHold]) -> dict[UUID | None, set[date]]:
    """By what holds rest on: the months of which a bank told that they came back."""
    told = [hold.cause_id for hold in holds if hold.reason == HoldReason.INVALID_ACCOUNT]
    rows = AccountRefusal.objects.filter(cause_id__in=[cause for cause in told if cause is not None])
    found: dict[UUID | None, set[date]] = defaultdict(set)
    for cause, month in rows.values_list("cause_id", "paid_for"):
        found[cause].add(month)
    return found


def _months(hold: PaymentHold, released_on: date | None, came_back: Collection[date]) -> list[Month]:
    """From its first month on, or its single months; but for what turned out to have been paid.

    While it stands this month waits too; once released that month is paid, unless it came back.
    """
    after = Month.of(released_on or timezone.localdate())
    if released_on is None or after.first in came_back:
        after = after.next()
    if hold.months:
        months = [Month.of(each) for each in hold.months if each < after.first]
    else:
        until = hold.award.until_month
        last = after if until is None else min(after, Month.of(until))
        months = list(Month.of(hold.since).until(last))
    return [month for month in months if month.first not in hold.paid_months]


def _amounts(holds: Collection[PaymentHold], month: Month) -> dict[UUID, Money]:
    amounts = amounts_in(month, {hold.award_id for hold in holds})
    sizes = people.sizes_on({hold.award.household_id for hold in holds}, month.first)
    homes = homes_of({hold.person_id for hold in holds if hold.person_id is not None}, month.first)
    found = {}
    for hold in holds:
        until, home = hold.award.until_month, hold.award.household_id
        is_over = until is not None and until <= month.first
        whole = Money(0) if is_over else sum(amounts[hold.award_id].values(), Money(0))
        is_missing = not _is_member(hold, homes, month)
        parts = 1 if _whose(hold) is None else max(1, sizes.get(home, 0) + is_missing)
        found[hold.id] = Money(whole.fen // parts)
    return found


def _is_member(hold: PaymentHold, homes: Mapping[UUID, UUID], month: Month) -> bool:
    """Whether the household counts whoever it is about: not once their death is on file, or they left."""
    if hold.person is None or homes.get(hold.person.id) != hold.award.household_id:
        return False
    return hold.person.died_on is None or hold.person.died_on > month.first
