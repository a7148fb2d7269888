"""Showing a subject to those not responsible for it: as part of another act, or by hand; and ending that."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from yimen.foundation import audit
from yimen.foundation.audit import Doer
from yimen.kernel import RegionCode, RegionLevel

from .. import queries
from ..errors import InvalidChangeError, InvalidShareError, UnknownShareError
from ..models import Share
from ..permissions import Permission, require
from ..types import Actor, ShareOffer, ShareReason


@transaction.atomic
def share_subjects(
    *,
    kind: str,
    subject_ids: Sequence[UUID],
    region: RegionCode,
    reason: ShareReason,
    by: Actor,
    to_region: RegionCode | None = None,
    to_organisation_id: UUID | None = None,
    to_department_id: UUID | None = None,
    note: str = "",
    valid_until: date | None = None,
    permission: Permission = Permission.SHARE_GRANT,
) -> list[Share]:
    """Show subjects of one's own region to another region, an organisation or a department, for a time.

    `permission` is that of the act which shares, where sharing is part of another act such as a transfer.
    """
    require(by, permission, region)
    receivers = [one for one in (to_region, to_organisation_id, to_department_id) if one is not None]
    if len(receivers) != 1:
        raise InvalidChangeError("共享须指定一个接收方：一个地区、一个部门，或一个机构。")
    shares = [
        Share(
            subject_kind=kind,
            subject_id=subject_id,
            region=str(region),
            to_region=None if to_region is None else str(to_region),
            to_organisation_id=to_organisation_id,
            to_department_id=to_department_id,
            reason=reason.value,
            note=note,
            granted_by_id=by.post_id,
            valid_from=timezone.localdate(),
            valid_until=valid_until,
        )
        for subject_id in subject_ids
    ]
    Share.objects.bulk_create(shares)
    for share in shares:
        _record("share:grant", share, by, {"to": str(receivers[0]), "reason": reason, "until": valid_until})
    return shares


@transaction.atomic
def grant_share(
    *,
    kind: str,
    subject_id: UUID,
    region: RegionCode,
    offer: ShareOffer,
    by: Actor,
    parts: Sequence[tuple[str, UUID]] = (),
) -> Share:
    """Show one subject by hand, with what belongs to it; the room of the subject says what that is."""
    require(by, Permission.SHARE_GRANT, region)
    _refuse_offer(offer)
    _refuse_receiver(offer, region)
    _refuse_twice(subject_id, offer)
    whole = _share(kind, subject_id, region, offer, by)
    whole.save()
    shares = [whole, *(_share(part, part_id, region, offer, by, whole) for part, part_id in parts)]
    Share.objects.bulk_create(shares[1:])
    for share in shares:
        changes = {
            "to": str(offer.to_region or offer.to_organisation_id),
            "reason": offer.reason,
            "note": offer.note,
            "until": offer.valid_until,
            "consented_on": offer.consented_on,
        }
        _record("share:grant", share, by, changes)
    return whole


def _share(
    kind: str, subject_id: UUID, region: RegionCode, offer: ShareOffer, by: Actor, whole: Share | None = None
) -> Share:
    return Share(
        subject_kind=kind,
        subject_id=subject_id,
        part_of=whole,
        region=str(region),
        to_region=None if offer.to_region is None else str(offer.to_region),
        to_organisation_id=offer.to_organisation_id,
        reason=offer.reason.value,
        note=offer.note.strip(),
        consented_on=offer.consented_on,
        granted_by_id=by.post_id,
        valid_from=timezone.localdate(),
        valid_until=offer.valid_until,
    )


def _refuse_offer(offer: ShareOffer) -> None:
    """For a purpose, for a time; to an organisation only what the persons themselves agreed to."""
    today = timezone.localdate()
    if not offer.reason.is_by_hand:
        raise InvalidShareError(
            "“%(reason)s”的共享随那件事自动产生和终止，不能手工登记；请选择其他事由。", reason=offer.reason
        )
    if not offer.note.strip():
        raise InvalidShareError("请写明为什么要共享：要办的事、依据。")
    if offer.valid_until <= today:
        raise InvalidShareError("共享须有期限，到期日须在今天以后。")
    if offer.to_organisation_id is not None and offer.consented_on is None:
        raise InvalidShareError(
            "向机构提供家庭信息须先取得本人的单独同意；请填写同意日期（个人信息保护法 第二十三条）。"
        )
    if offer.consented_on is not None and offer.consented_on > today:
        raise InvalidShareError("本人同意的日期不能在今天以后。")


def _refuse_receiver(offer: ShareOffer, region: RegionCode) -> None:
    if (offer.to_region is None) == (offer.to_organisation_id is None):
        raise InvalidShareError("请选择一个接收方：一个地区，或者一个机构。")
    if offer.to_region is not None:
        _refuse_region(offer.to_region, region)
        return
    known = queries.organisations(region.at(RegionLevel.COUNTY)).values_list("id", flat=True)
    if offer.to_organisation_id not in known:
        raise InvalidShareError("没有这个机构；请从本县的机构中选择。")


def _refuse_region(receiver: RegionCode, region: RegionCode) -> None:
    queries.get_region_in_being(receiver)
    place = queries.region_path(receiver, above=RegionLevel.PROVINCE)
    if receiver.contains(region):
        raise InvalidShareError("%(place)s本来就能看到这一户，不用共享。", place=place)
    if not queries.stations_in(receiver).exists():
        raise InvalidShareError("%(place)s还没有设立站点，没有人能看到；请另选。", place=place)


def _refuse_twice(subject_id: UUID, offer: ShareOffer) -> None:
    to_region = None if offer.to_region is None else str(offer.to_region)
    same = Share.objects.filter(
        _goes_on(),
        subject_id=subject_id,
        to_region=to_region,
        to_organisation_id=offer.to_organisation_id,
        to_department__isnull=True,
    ).first()
    if same is not None:
        until = same.valid_until
        raise InvalidShareError("已经共享给这个接收方，到%(until)s为止；请先终止原共享。", until=until)


@transaction.atomic
def end_share(*, share_id: UUID, by: Actor) -> Share:
    """From now on the subject is no longer shown, nor what was shared with it."""
    share = Share.objects.filter(id=share_id, part_of__isnull=True).first()
    if share is None:
        raise UnknownShareError("没有这项共享；请从共享列表中选择。")
    require(by, Permission.SHARE_GRANT, share.region)
    if not ShareReason(share.reason).is_by_hand:
        raise InvalidShareError(
            "“%(reason)s”的共享随那件事终止；请办理那件事。", reason=ShareReason(share.reason)
        )
    if share.valid_until is not None and share.valid_until <= timezone.localdate():
        raise InvalidShareError("这项共享已于%(day)s终止。", day=share.valid_until)
    for one in (share, *share.parts.filter(_goes_on())):
        _end(one, by, timezone.localdate())
    return share


@transaction.atomic
def end_share_with(*, share_id: UUID, by: Doer) -> None:
    """From now on: part of the act that ends what it was given for, whose room checked who may."""
    share = Share.objects.get(id=share_id)
    for one in (share, *share.parts.all()):
        if one.valid_until is None or one.valid_until > timezone.localdate():
            _end(one, by, timezone.localdate())


@transaction.atomic
def end_shares_of(*, subject_id: UUID, by: Doer) -> int:
    """From tomorrow nobody is shown it: part of the act that ends the subject, whose room checked who may.

    Until then whoever acted sees what they did.
    """
    tomorrow = timezone.localdate() + timedelta(days=1)
    shares = list(Share.objects.filter(_goes_on(tomorrow), subject_id=subject_id))
    for share in shares:
        _end(share, by, tomorrow)
    return len(shares)


def _goes_on(after: date | None = None) -> Q:
    return Q(valid_until__isnull=True) | Q(valid_until__gt=after or timezone.localdate())


def _end(share: Share, by: Doer, on: date) -> None:
    share.valid_until = on
    share.save(update_fields=["valid_until"])
    _record("share:end", share, by, {"until": share.valid_until})


def _record(action: str, share: Share, by: Doer, changes: Mapping[str, object]) -> None:
    audit.record(
        action,
        kind=share.subject_kind,
        subject=share.subject_id,
        region=share.region,
        by=by,
        changes=changes,
    )
