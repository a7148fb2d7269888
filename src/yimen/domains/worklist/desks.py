"""Reads of whole desks that were handed over; offered to the house by `queries`."""

from typing import Any
from uuid import UUID

from yimen.domains.network.permissions import Permission, allows
from yimen.domains.network.types import Actor

from .errors import DeskNotFoundError
from .models import DeskHandOver, HandOver, WorkItem
from .types import DeskLine, WorkKind


def get_desk(desk_id: UUID, *, by: Actor) -> DeskHandOver:
    """A desk that was handed over, for whoever gave it and whoever may reassign."""
    rows = DeskHandOver.objects.select_related("from_post__staff", "from_post__station", "by_post__staff")
    desk = rows.filter(id=desk_id).first()
    is_own = desk is not None and by.post_id in (desk.from_post_id, desk.by_post_id)
    if desk is None or not (is_own or allows(by.role, Permission.WORK_REASSIGN)):
        raise DeskNotFoundError("没有找到这次移交，或不在您负责的区域内。")
    return desk


def lines_of_desk(desk: DeskHandOver) -> list[DeskLine]:
    """What went with a desk, by receiver and due date; a contact that is offered waits to be taken."""
    passed = HandOver.objects.filter(id__in=desk.hand_overs).select_related("item", "to_post__staff")
    offered = WorkItem.objects.filter(id__in=desk.offers).select_related("owner_post__staff")
    lines = [
        *(_line(part.item, part.to_post, is_offer=False) for part in passed),
        *(_line(offer, offer.owner_post, is_offer=True) for offer in offered),
    ]
    return sorted(lines, key=lambda line: (line.to_name, line.due_on, line.title))


def _line(item: WorkItem, to_post: Any, *, is_offer: bool) -> DeskLine:
    to_name = "" if to_post is None else to_post.staff.name
    return DeskLine(item.subject_title, WorkKind(item.kind).title, item.due_on, to_name, is_offer)
