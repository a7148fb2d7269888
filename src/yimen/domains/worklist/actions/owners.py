"""Who an item waits for: taking, handing over, putting back, reassigning."""

from uuid import UUID

from django.db import transaction
from django.db.models import Q

from yimen.domains.network import queries as network
from yimen.domains.network.permissions import CARDS, Permission, require, require_region
from yimen.domains.network.types import Actor, Role
from yimen.foundation import audit

from ..errors import (
    AlreadyTakenError,
    NotForThisPostError,
    NotOpenError,
    NotOwnerError,
    ReasonMissingError,
)
from ..models import HandOver, WorkItem
from ..rules import ASSIGNED_APART, FIRST_ASKED, suits
from ..types import WorkKind
from .items import get_open


@transaction.atomic
def take(*, item_id: UUID, by: Actor) -> WorkItem:
    """The first of the station who takes it has it; whoever comes second is told so."""
    item = _get(item_id)
    require(by, Permission.WORK_TAKE, item.region, subject=item.subject_id)
    _refuse_assigned_apart(item)
    if item.owner_station_id != by.station_id or item.owner_role not in ("", by.role.value):
        raise NotForThisPostError("这一事项由其他站点或岗位办理；可请负责人改派给您。")
    free = WorkItem.objects.filter(Q(owner_post=None) | Q(owner_post_id=by.post_id), id=item_id, done_at=None)
    if free.update(owner_post_id=by.post_id) == 0:
        raise AlreadyTakenError("这一事项已被同事领取；请刷新列表。")
    _record("work:take", item, by, {"owner": by.post_id})
    item.refresh_from_db()
    return item


@transaction.atomic
def hand_over(*, item_id: UUID, to_post: UUID, reason: str, by: Actor) -> WorkItem:
    """The owner passes an item on; a colleague's is passed on only by `reassign`."""
    item = _get(item_id)
    require(by, Permission.WORK_TAKE, item.region, subject=item.subject_id)
    _require_owner(item, by)
    _refuse_first_asked(item)
    return _pass_on(item, to_post, reason, by)


@transaction.atomic
def pass_on(*, kind: WorkKind, subject_id: UUID, to_post: UUID, reason: str, by: Actor) -> WorkItem:
    """Another post goes on with it: part of another act, whose permission its own room has checked."""
    item, post = get_open(kind, subject_id), network.get_post(to_post)
    return _change_owner(item, post.id, post.station_id, reason, by)


@transaction.atomic
def put_back(*, item_id: UUID, reason: str, by: Actor) -> WorkItem:
    """The owner returns an item to the station's pool, with the reason; who comes first takes it."""
    item = _get(item_id)
    require(by, Permission.WORK_TAKE, item.region, subject=item.subject_id)
    _require_owner(item, by)
    _refuse_first_asked(item)
    _refuse_other_department(item, None)
    if not reason.strip():
        raise ReasonMissingError("请写明放回的原因，接手的同事会看到。")
    return _change_owner(item, None, item.owner_station_id, reason, by)


@transaction.atomic
def reassign(*, item_id: UUID, to_post: UUID, reason: str, by: Actor) -> WorkItem:
    """A reviewer or confirmer gives an item of their region to somebody else."""
    item = _get(item_id)
    require(by, Permission.WORK_REASSIGN, item.region, subject=item.subject_id)
    _refuse_assigned_apart(item)
    return _pass_on(item, to_post, reason, by)


def _get(item_id: UUID) -> WorkItem:
    item = WorkItem.objects.filter(id=item_id, done_at__isnull=True).first()
    if item is None:
        raise NotOpenError("没有这一待办，或已经办结；请刷新列表。")
    return item


def _require_owner(item: WorkItem, by: Actor) -> None:
    if item.owner_post_id != by.post_id:
        raise NotOwnerError("这一事项不在您名下；请先领取，或请负责人改派。")


def _refuse_first_asked(item: WorkItem) -> None:
    """Whoever was asked first stays responsible until somebody has taken it over."""
    _refuse_assigned_apart(item)
    if item.kind in FIRST_ASKED:
        raise NotForThisPostError("来访请在来访页移交：对方接手以前，仍由首问人负责。")


def _refuse_assigned_apart(item: WorkItem) -> None:
    if item.kind in ASSIGNED_APART:
        raise NotForThisPostError("投诉举报请在它的页面上指派：与所反映事项有关的人员不能承办。")


def _pass_on(item: WorkItem, to_post: UUID, reason: str, by: Actor) -> WorkItem:
    """To a post in force that may do it, responsible for the item's region, or within the actor's."""
    post = network.get_post(to_post)
    if not suits(WorkKind(item.kind), Role(post.role)):
        raise NotForThisPostError(
            "“%(post)s”不能办理“%(kind)s”，或者经办后不能再确认本件，请交给有此权限的经办人员。",
            post=CARDS[Role(post.role)].title,
            kind=WorkKind(item.kind),
        )
    if not network.sees(post, item.region):
        require_region(by, post.station.region)
    _refuse_other_department(item, post.department_id)
    return _change_owner(item, post.id, post.station_id, reason, by)


def _refuse_other_department(item: WorkItem, department_id: UUID | None) -> None:
    """What a liaison has in hand is seen by their department only; nobody else could do it."""
    owner = item.owner_post
    if owner is not None and owner.department_id is not None and owner.department_id != department_id:
        raise NotForThisPostError("部门联络员的事项只能交给本部门的联络员。")


def _change_owner(item: WorkItem, post_id: UUID | None, station_id: UUID, reason: str, by: Actor) -> WorkItem:
    HandOver.objects.create(
        region=item.region,
        item=item,
        from_post_id=item.owner_post_id,
        to_post_id=post_id,
        by_post_id=by.post_id,
        reason=reason,
    )
    if item.owner_station_id != station_id:
        item.owner_role = ""  # at another station other roles work: put back, anybody there may take it
    item.owner_post_id, item.owner_station_id = post_id, station_id
    item.save(update_fields=["owner_post_id", "owner_station_id", "owner_role"])
    _record("work:hand_over", item, by, {"owner": post_id, "station": station_id, "reason": reason})
    item.refresh_from_db()
    return item


def _record(action: str, item: WorkItem, by: Actor, changes: dict[str, object]) -> None:
    audit.record(action, kind="work_item", subject=item.id, region=item.region, by=by, changes=changes)
