"""Payments that wait, as lists and counts show them: whose, since when, how far it is, how much a month."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from uuid import UUID

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from yimen.domains.awards.models import AccountRefusal, PaymentHold
from yimen.domains.awards.timing import within
from yimen.domains.awards.types import HoldFilters, HoldReason, HoldState, LetGo, Waited, WouldPay
from yimen.domains.awards.withheld import Withheld, whose_share
from yimen.domains.network.permissions import Permission, require
from yimen.domains.network.types import Actor
from yimen.domains.people import queries as people
from yimen.kernel import Money, Month

_STANDING = Q(released_at__isnull=True)
_HEAD = people.head_names().filter(household_id=OuterRef("award__household_id"))
_PAYEE = Coalesce("person__name", "award__person__name", Subquery(_HEAD[:1]), "award__case_number")
_STATES = {
    HoldState.STANDING: _STANDING,
    HoldState.TO_SETTLE: _STANDING & Q(settled_at__isnull=True, is_unfounded=False),
    HoldState.TO_RELEASE: _STANDING & Q(settled_at__isnull=False, is_unfounded=False),
    HoldState.UNFOUNDED: _STANDING & Q(is_unfounded=True),
    HoldState.RELEASED: ~_STANDING,
    HoldState.UNTOLD: Q(is_untold=True),
}


def holds_listed(*, by: Actor, filters: HoldFilters) -> QuerySet[PaymentHold]:
    """Of a place, the longest waiting first; `payee` is whose money it is, as lists name them.

    Of a person, of the person of the award, else of the head.
    """
    place = filters.region or by.region
    require(by, Permission.FINDING_OPEN, place)
    rows = PaymentHold.objects.select_related("award__household", "award__person", "person")
    rows = rows.filter(within(place), _STATES[filters.state]).annotate(payee=_PAYEE)
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
    this, read = Month.of(timezone.localdate()), Withheld.read(holds)
    return {hold.id: read.amount(hold, _month_of(hold, this)) for hold in holds}


def _month_of(hold: PaymentHold, this: Month) -> Month:
    first = Month.of(hold.since)
    return first if hold.months else max(this, first)


def waited(holds: Collection[PaymentHold]) -> dict[UUID, list[Waited]]:
    """Of each hold the months it kept back with what each came to, up to the month it was released in.

    That month is paid like any other, unless a bank told that it came back; what waited is paid after, but
    for months that turned out to have been paid.
    """
    return _waited(holds, Withheld.read(holds))


def _waited(holds: Collection[PaymentHold], read: Withheld) -> dict[UUID, list[Waited]]:
    came_back = _came_back(holds)
    return {hold.id: _kept(hold, _day_of_release(hold), came_back, read) for hold in holds}


def would_pay(holds: Collection[PaymentHold]) -> list[WouldPay]:
    """What would be paid after of these if they were let go today.

    What is not certain is taken as paid until somebody says otherwise: nobody told that it came back, so the
    family has it, and promised again it would be paid twice. Whoever finds in the records that it was not
    paid says so before the letter is written, and the family loses nothing.
    """
    came_back, read, today = _came_back(holds), Withheld.read(holds), timezone.localdate()
    return [
        WouldPay(hold.id, each.month, each.amount, _is_certain(hold, each.month, came_back[hold.cause_id]))
        for hold in holds
        for each in _kept(hold, today, came_back, read)
    ]


def _is_certain(hold: PaymentHold, month: Month, came_back: Collection[date]) -> bool:
    is_told = month.first in came_back or month.first in {hold.since, *hold.months}
    return is_told or month >= Month.of(timezone.localdate(hold.placed_at))


def _day_of_release(hold: PaymentHold) -> date | None:
    return timezone.localdate(hold.released_at) if hold.released_at is not None else None


def _kept(
    hold: PaymentHold,
    released_on: date | None,
    came_back: Mapping[UUID | None, set[date]],
    read: Withheld,
) -> list[Waited]:
    months = _months(hold, released_on, came_back.get(hold.cause_id, ()))
    return [Waited(month, read.amount(hold, month)) for month in months]


def sum_of(months: Iterable[Waited]) -> Money:
    """All of it."""
    return sum((each.amount for each in months), Money(0))


def let_go(holds: Collection[PaymentHold]) -> dict[UUID, LetGo]:
    """What is paid of each that was released; what another hold of the same award keeps is not."""
    others = PaymentHold.objects.filter(_STANDING, award__in={hold.award_id for hold in holds})
    keeping = list(others.select_related("award", "person"))
    read = Withheld.read(holds)
    kept_back = _waited(holds, read)
    return {hold.id: _let_go(hold, kept_back[hold.id], keeping, read) for hold in holds}


def paid_after(holds: Collection[PaymentHold]) -> dict[UUID, Money]:
    """Of each that was released what its letter said is paid after: without what others kept by then."""
    released = [hold for hold in holds if hold.released_at is not None]
    others = PaymentHold.objects.filter(award__in={hold.award_id for hold in released})
    rows, read = list(others.select_related("award", "person")), Withheld.read(released)
    kept_back, found = _waited(released, read), dict[UUID, Money]()
    for hold in released:
        keeping = [each for each in rows if _stood_beside(each, hold)]
        free = [_free(hold, each, keeping, read) for each in kept_back[hold.id]]
        found[hold.id] = sum_of(free)
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


def _let_go(hold: PaymentHold, months: list[Waited], keeping: list[PaymentHold], read: Withheld) -> LetGo:
    this = Month.of(timezone.localdate())
    is_settled = this.first in hold.paid_months or any(each.month == this for each in months)
    first = this.next() if is_settled else max(this, Month.of(hold.since))
    free = [_free(hold, each, keeping, read) for each in months]
    whole = Waited(first, Money(0) if hold.months else read.amount(hold, first))
    monthly = _free(hold, whole, keeping, read).amount
    return LetGo([each for each in free if each.amount], first, monthly)


def _free(hold: PaymentHold, waited: Waited, keeping: Iterable[PaymentHold], read: Withheld) -> Waited:
    """What of an amount no other hold keeps in a month: each person's share once."""
    month = waited.month
    others = [each for each in keeping if each.award_id == hold.award_id and _keeps(each, month)]
    kept = {whose_share(each): read.amount(each, month) for each in others}
    amount = waited.amount
    if None in kept or whose_share(hold) in kept:
        amount = Money(0)
    elif whose_share(hold) is None:
        amount = max(Money(0), amount - sum(kept.values(), Money(0)))
    return Waited(month, amount)


def _keeps(hold: PaymentHold, month: Month) -> bool:
    return month.first in hold.months if hold.months else hold.since <= month.first


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
