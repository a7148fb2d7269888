"""Payments that wait: placed for a death, a double award or an invalid account, released with a reason."""

from collections.abc import Collection, Iterable, Mapping
from types import MappingProxyType
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, F, OuterRef, QuerySet
from django.utils import timezone

from yimen.domains.awards.errors import HoldInvalidError, SecondPersonError
from yimen.domains.awards.models import Award, AwardChange, PaymentHold
from yimen.domains.awards.types import Hold, HoldReason
from yimen.domains.network.permissions import Permission, require
from yimen.domains.network.types import Actor
from yimen.foundation import audit
from yimen.foundation.audit import Doer
from yimen.foundation.models import make_id
from yimen.kernel import Month

NOTHING: Mapping[UUID, Collection[Month]] = MappingProxyType({})
BY_THE_DECISION = "系统"
"""Who is named where a decision ends a hold."""


@transaction.atomic
def place_holds(*, holds: Collection[Hold], by: Actor) -> list[PaymentHold]:
    """Those that do not stand yet; a second placing, at the same moment too, changes nothing."""
    rows = Award.objects.select_for_update(no_key=True).filter(id__in={hold.award_id for hold in holds})
    awards = {award.id: award for award in rows.order_by("id")}
    standing = _standing({hold.award_id for hold in holds})
    placed = []
    for hold in holds:
        key = hold.award_id, hold.person_id, hold.reason
        of_months = bool(hold.only) and (*key, True) in standing
        if (*key, False) not in standing and not of_months and hold.award_id in awards:
            placed.append(_placed(awards[hold.award_id], hold, by))
            standing.add((*key, bool(hold.only)))
    return placed


@transaction.atomic
def begin_earlier(*, holds: Collection[Hold], by: Actor) -> None:
    """What the same causes hold back already, where it turns out to wait from an earlier month on."""
    same = {(hold.award_id, hold.cause_id, hold.reason): hold for hold in holds}
    for row in _standing_rows().filter(award_id__in={hold.award_id for hold in holds}):
        hold = same.get((row.award_id, row.cause_id, HoldReason(row.reason)))
        if hold is not None and _widened(row, hold):
            row.save(update_fields=["since", "months"])
            _record("award:hold_earlier", row, by)


@transaction.atomic
def settle_holds(*, cause_id: UUID, because: str, by: Actor) -> list[PaymentHold]:
    """What a cause holds back was looked into; somebody else releases it, or the decision ends it."""
    rows = _of(cause_id)
    for row in rows:
        row.settled_at, row.settled_user_id = timezone.now(), by.user_id
        row.settled_by, row.settled_because = by.staff_name, because[:500]
        row.save(update_fields=["settled_at", "settled_user_id", "settled_by", "settled_because"])
        _record("award:settle_hold", row, by)
    return rows


@transaction.atomic
def release_holds(
    *, cause_id: UUID, because: str, by: Actor, paid: Mapping[UUID, Collection[Month]] = NOTHING
) -> list[PaymentHold]:
    """What one cause holds back is paid again from now on, if another person looked into it before.

    `paid` are months of a hold that turned out to have been paid: those are not paid after.
    """
    rows = _of(cause_id)
    if rows and not because.strip():
        raise HoldInvalidError("请写明恢复发放的原因。")
    for row in rows:
        require(by, Permission.HOLD_RELEASE, row.region)
        _refuse_alone(row, by)
        row.released_user_id = by.user_id
        row.paid_months = sorted(month.first for month in paid.get(row.id, ()))
        _release(row, by.staff_name, because.strip(), by)
    return rows


def _refuse_alone(row: PaymentHold, by: Actor) -> None:
    """Two people for money that somebody may have died on; a machine's record is nobody's word."""
    if row.is_unfounded:
        return
    if row.settled_user_id is None:
        raise HoldInvalidError("还没有人核实。请先由经办人记录核实结果，再由另一人恢复发放。")
    if row.settled_user_id == by.user_id:
        raise SecondPersonError(
            "核实结果是您本人记录的，不能由同一人恢复发放；请由本镇另一位审核人、确认人或者县级审核人、确认人恢复。"
        )


@transaction.atomic
def end_decided_holds(*, cause_ids: Collection[UUID], by: Doer) -> list[PaymentHold]:
    """What waited for a decision is paid as decided, from the first month of the decision on."""
    this_month = Month.of(timezone.localdate()).first
    waits = AwardChange.objects.filter(award=OuterRef("award"), from_month__gt=this_month)
    rows = PaymentHold.objects.select_for_update(of=("self",)).select_related("award")
    decided = rows.filter(
        ~Exists(waits),
        cause_id__in=cause_ids,
        released_at__isnull=True,
        award__reviewed_on__gte=F("placed_at__date"),
    )
    ended = list(decided)
    for row in ended:
        row.is_untold = True
        _release(row, BY_THE_DECISION, f"核查已于{row.award.reviewed_on}作出决定，按决定发放", by)
    return ended


def untold_holds() -> list[PaymentHold]:
    """What a decision ended and nobody has written to the family about, locked; of what the scope shows."""
    rows = PaymentHold.objects.select_for_update(of=("self",)).filter(is_untold=True)
    return list(rows.select_related("award", "person").order_by("released_at", "id"))


@transaction.atomic
def mark_told(*, holds: Collection[PaymentHold]) -> None:
    """The letter about their end is written."""
    PaymentHold.objects.filter(id__in=[hold.id for hold in holds]).update(is_untold=False)


def causes_of_standing_holds() -> set[UUID]:
    """What holds anything back now, of what the scope shows."""
    rows = PaymentHold.objects.filter(cause_id__isnull=False, released_at__isnull=True)
    return {cause for cause in rows.values_list("cause_id", flat=True) if cause is not None}


@transaction.atomic
def carry_holds(
    *, from_cause: UUID, to_cause: UUID, stopped: Collection[UUID], first: Month | None = None, by: Actor
) -> bool:
    """Of these awards what one cause holds back rests on another from now on, from `first` on if named.

    Whether there was something and all of it went; what is left waits until a person releases it: other
    awards, and the months before.
    """
    left = False
    rows = _of(from_cause)
    for row in rows:
        if row.award_id not in stopped or row.months:
            left = True
        else:
            left |= _leave(row, first, by)
            _carry(row, to_cause, first, by)
    return bool(rows) and not left


def _leave(row: PaymentHold, first: Month | None, by: Actor) -> bool:
    """The months that the later evidence does not stop stay with the earlier; whether there are any."""
    months = [] if first is None else [month.first for month in Month.of(row.since).until(first)]
    if not months:
        return False
    same = {"award": row.award_id, "person": row.person_id, "reason": row.reason, "cause_id": row.cause_id}
    left = _standing_rows().filter(**same).exclude(months=[]).first() or _copy(row)
    left.months = sorted({*left.months, *months})
    left.save(update_fields=["months"])
    _record("award:hold_left", left, by)
    return True


def _copy(row: PaymentHold) -> PaymentHold:
    made = PaymentHold.objects.get(id=row.id)
    made.pk, made.months = make_id(), [row.since]
    made.save(force_insert=True)
    made.placed_at = row.placed_at
    made.save(update_fields=["placed_at"])
    return made


def _carry(row: PaymentHold, to_cause: UUID, first: Month | None, by: Actor) -> None:
    _unsettle(row)
    row.cause_id = to_cause
    row.since = row.since if first is None else max(row.since, first.first)
    row.save()
    _record("award:hold_carried", row, by)


@transaction.atomic
def stand_again(*, cause_ids: Collection[UUID], by: Doer) -> None:
    """What these causes hold back waits as on the first day: nobody looked into them as they are now."""
    for row in _standing_rows().filter(cause_id__in=cause_ids):
        _unsettle(row)
        row.save()
        _record("award:hold_found_again", row, by)


def _unsettle(row: PaymentHold) -> None:
    row.settled_at, row.settled_user_id, row.settled_by, row.settled_because = None, None, "", ""
    row.is_unfounded = False


@transaction.atomic
def mark_unfounded(*, cause_ids: Collection[UUID], is_unfounded: bool, by: Doer) -> set[UUID]:
    """Whether a comparison still finds what these causes rest on; which of them hold something back."""
    rows = _standing_rows().filter(cause_id__in=cause_ids)
    for row in rows:
        if row.is_unfounded != is_unfounded:
            row.is_unfounded = is_unfounded
            row.save(update_fields=["is_unfounded"])
            _record("award:hold_unfounded" if is_unfounded else "award:hold_found_again", row, by)
    return {row.cause_id for row in rows if row.cause_id is not None}


def holds_of_causes(cause_ids: Iterable[UUID]) -> list[PaymentHold]:
    """What these causes hold or held back, oldest first."""
    rows = PaymentHold.objects.filter(cause_id__in=list(cause_ids)).select_related("award", "person")
    return list(rows.order_by("placed_at", "id"))


def _standing_rows() -> QuerySet[PaymentHold]:
    return PaymentHold.objects.select_for_update().filter(released_at__isnull=True)


def _of(cause_id: UUID) -> list[PaymentHold]:
    """What a cause holds back now."""
    return list(_standing_rows().filter(cause_id=cause_id))


def _standing(award_ids: Collection[UUID]) -> set[tuple[UUID, UUID | None, str, bool]]:
    """Award, person, reason, and whether only single months wait."""
    rows = PaymentHold.objects.filter(award_id__in=award_ids, released_at__isnull=True)
    return {(row.award_id, row.person_id, row.reason, bool(row.months)) for row in rows}


def _widened(row: PaymentHold, hold: Hold) -> bool:
    """Whether a hold waits from an earlier month on by now, or for one more month of those that came back."""
    before = row.since, row.months
    row.since = min(row.since, hold.since.first)
    if row.months:
        row.months = sorted({*row.months, *(month.first for month in hold.only)})
    return before != (row.since, row.months)


def _placed(award: Award, hold: Hold, by: Actor) -> PaymentHold:
    row = PaymentHold.objects.create(
        region=award.region,
        award=award,
        person_id=hold.person_id,
        reason=hold.reason,
        since=hold.since.first,
        months=[month.first for month in hold.only],
        because=hold.because,
        cause_id=hold.cause_id,
        placed_by=by.staff_name,
    )
    _record("award:hold", row, by)
    return row


def _release(row: PaymentHold, who: str, because: str, by: Doer) -> None:
    row.released_at, row.released_by, row.released_because = timezone.now(), who, because
    row.save(
        update_fields=[
            "released_at", "released_user_id", "released_by", "released_because", "paid_months", "is_untold",
        ]
    )  # fmt: skip
    _record("award:release", row, by)


def _record(action: str, hold: PaymentHold, by: Doer) -> None:
    audit.record(
        action,
        kind="award",
        subject=hold.award_id,
        region=hold.region,
        by=by,
        changes={
            "reason": hold.reason,
            "since": hold.since,
            "is_unfounded": hold.is_unfounded,
            "settled_because": hold.settled_because,
            "released_because": hold.released_because,
            "paid_months": [month.isoformat() for month in hold.paid_months],
        },
    )
