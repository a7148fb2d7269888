"""Reads of whole desks that were handed over; offered to the house by `queries`."""

from uuid import UUID

from yimen.domains.network.permissions import Permission, allows
from yimen.domains.network.types import Actor

from .errors import DeskNotFoundError
from .models import DeskHandOver, HandOver, WorkItem


def get_desk(desk_id: UUID, *, by: Actor) -> DeskHandOver:
    """A desk that was handed over, for whoever gave it and whoever may reassign."""
    rows = DeskHandOver.objects.select_related("from_post__staff", "from_post__station", "by_post__staff")
    desk = rows.filter(id=desk_id).first()
    is_own = desk is not None and by.post_id in (desk.from_post_id, desk.by_post_id)
    if desk is None or not (is_own or allows(by.role, Permission.WORK_REASSIGN)):
        raise DeskNotFoundError("没有找到这次移交，或不在您负责的区域内。")
    return desk


def parts_of_desk(desk: DeskHandOver) -> list[HandOver]:
    """What was passed on with a desk, by receiver and due date."""
    rows = HandOver.objects.filter(id__in=desk.hand_overs).select_related("item", "to_post__staff")
    return list(rows.order_by("to_post__staff__name", "item__due_on", "id"))


def offers_of_desk(desk: DeskHandOver) -> list[WorkItem]:
    """The contacts that were offered with a desk."""
    rows = WorkItem.objects.filter(id__in=desk.offers).select_related("owner_post__staff")
    return list(rows.order_by("owner_post__staff__name", "due_on", "id"))
