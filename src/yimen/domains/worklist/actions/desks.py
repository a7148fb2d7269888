"""A whole desk that was passed on at once: kept together, taken back while nobody has touched any of it."""

from collections.abc import Collection, Sequence
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from yimen.domains.network import queries as network
from yimen.domains.network.permissions import Permission, require
from yimen.domains.network.types import Actor
from yimen.foundation import audit
from yimen.foundation.documents import render_pdf

from ..desks import get_desk, lines_of_desk
from ..errors import DeskTouchedError
from ..models import DeskHandOver, HandOver, WorkItem
from ..types import WorkKind
from .items import close_item

_TAKEN_BACK = "撤回移交"


@transaction.atomic
def keep_desk(
    *, from_post: UUID, item_ids: Collection[UUID], contact_ids: Collection[UUID], reason: str, by: Actor
) -> DeskHandOver:
    """What has just been passed on belongs together: part of another act, which has checked who may."""
    post = network.get_post_within(from_post, by=by)
    latest = HandOver.objects.filter(item_id__in=item_ids, from_post_id=from_post, by_post_id=by.post_id)
    newest = latest.order_by("item_id", "-happened_at", "-id").distinct("item_id")
    offers = WorkItem.objects.filter(
        kind=WorkKind.CONTACT_HAND_OVER.value, subject_id__in=contact_ids, done_at__isnull=True
    )
    desk = DeskHandOver.objects.create(
        region=post.station.region,
        from_post_id=from_post,
        by_post_id=by.post_id,
        reason=reason,
        hand_overs=[each.id for each in newest],
        offers=list(offers.values_list("id", flat=True)),
    )
    _record("desk:hand_over", desk, by, {"items": len(desk.hand_overs), "offers": len(desk.offers)})
    return desk


@transaction.atomic
def undo_desk(*, desk_id: UUID, by: Actor) -> DeskHandOver:
    """Everything goes back at once, or nothing: what somebody has worked on since stays with them."""
    desk = DeskHandOver.objects.select_for_update().get(id=get_desk(desk_id, by=by).id)
    if by.post_id not in (desk.from_post_id, desk.by_post_id):
        require(by, Permission.WORK_REASSIGN, desk.region)
    if desk.undone_at is not None:
        raise DeskTouchedError("这次移交已经撤回。")
    passed = list(HandOver.objects.filter(id__in=desk.hand_overs).select_related("item"))
    offers = list(WorkItem.objects.select_for_update().filter(id__in=desk.offers))
    _refuse_touched(desk, passed, offers)
    for part in passed:
        _give_back(part, by)
    for offer in offers:
        close_item(kind=WorkKind.CONTACT_HAND_OVER, subject_id=offer.subject_id, by=by, outcome=_TAKEN_BACK)
    desk.undone_at = timezone.now()
    desk.save(update_fields=["undone_at"])
    _record("desk:undo", desk, by, {"items": len(passed), "offers": len(offers)})
    return desk


@transaction.atomic
def print_desk(*, desk_id: UUID, by: Actor) -> bytes:
    """The list for the signatures; that it was printed is recorded, for it names families."""
    desk = get_desk(desk_id, by=by)
    audit.record_opening(kind="desk", subject=desk.id, region=desk.region, by=by, purpose="交接清单")
    lines = [
        {"title": line.title, "kind": line.kind, "due": line.due_on.isoformat(), "to": line.to_name,
         "note": "待接手" if line.is_offer else ""}
        for line in lines_of_desk(desk)
    ]  # fmt: skip
    told = {
        "from": f"{desk.from_post.staff.name}（{desk.from_post.station.name}）",
        "by": desk.by_post.staff.name,
        "on": f"{timezone.localtime(desk.happened_at):%Y-%m-%d}",
        "reason": desk.reason,
        "lines": lines,
    }
    return render_pdf("worklist/desk.typ", {"values": told})


def _refuse_touched(desk: DeskHandOver, passed: Sequence[HandOver], offers: Sequence[WorkItem]) -> None:
    """Closed, passed on again, or something else done about the same subject."""
    network.get_post(desk.from_post_id)  # who has left takes nothing back
    subjects = {part.item.subject_id for part in passed}
    since = Q(done_at__gt=desk.happened_at) | Q(id__gt=desk.id)
    moved = WorkItem.objects.filter(since, subject_id__in=subjects).exclude(id__in=desk.offers)
    touched = set(moved.values_list("subject_id", flat=True))
    touched |= {
        part.item.subject_id
        for part in passed
        if part.item.done_at is not None or part.item.owner_post_id != part.to_post_id
    }
    again = HandOver.objects.filter(item_id__in=[part.item_id for part in passed], id__gt=desk.id)
    touched |= set(again.values_list("item__subject_id", flat=True))
    touched |= {offer.subject_id for offer in offers if offer.done_at is not None}
    if touched:
        raise DeskTouchedError("有%(n)s件已经有人办理，不能整体撤回；请逐件移交。", n=len(touched))


def _give_back(part: HandOver, by: Actor) -> None:
    item = part.item
    HandOver.objects.create(
        region=item.region,
        item=item,
        from_post_id=part.to_post_id,
        to_post_id=part.from_post_id,
        by_post_id=by.post_id,
        reason=_TAKEN_BACK,
    )
    home = None if part.from_post_id is None else network.get_post(part.from_post_id)
    item.owner_post_id = part.from_post_id
    item.owner_station_id = item.owner_station_id if home is None else home.station_id
    item.save(update_fields=["owner_post", "owner_station"])
    changes = {"owner": part.from_post_id, "reason": _TAKEN_BACK}
    audit.record(
        "work:hand_over", kind="work_item", subject=item.id, region=item.region, by=by, changes=changes
    )


def _record(action: str, desk: DeskHandOver, by: Actor, changes: dict[str, object]) -> None:
    audit.record(action, kind="desk", subject=desk.id, region=desk.region, by=by, changes=changes)
