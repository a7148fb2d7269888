"""When a post ends, a station closes or somebody leaves: nothing that waits is left with nobody."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from yimen.domains.network import actions as network_actions
from yimen.domains.network import queries as network
from yimen.domains.network.permissions import Permission, require
from yimen.domains.network.types import Actor
from yimen.foundation import audit
from yimen.foundation.audit import Doer
from yimen.foundation.database.scope import system_scope

from ..errors import NotForThisPostError
from ..models import HandOver, WorkItem

_POST_ENDED = "岗位结束，退回本站"
_STATION_CLOSED = "站点关闭，转交"


@transaction.atomic
def leave_post(*, post_id: UUID, on: date, by: Actor) -> int:
    """The post ends; what it had in hand goes back to its station that day. How much went at once."""
    post = network_actions.end_post(post_id=post_id, on=on, by=by)
    if on > timezone.localdate():
        return 0
    return _pool(WorkItem.objects.filter(owner_post_id=post.id, done_at__isnull=True), by)


@transaction.atomic
def leave_office(*, staff_id: UUID, on: date, by: Actor) -> int:
    """Somebody leaves the county's service: every post ends, the account is switched off."""
    staff = network.get_staff(staff_id, by=by)
    require(by, Permission.NETWORK_ADMINISTER, staff.region)
    if on > timezone.localdate():
        raise NotForThisPostError("离职日期不能在今天以后；先约定的，请逐个结束岗位。")
    gone = sum(
        leave_post(post_id=post.id, on=max(on, _first_end(post.valid_from)), by=by)
        for post in network.posts_held_today(staff.id)
    )
    if staff.user_id is not None:
        network_actions.switch_account(staff_id=staff.id, is_active=False, by=by)
    return gone


def _first_end(begun: date) -> date:
    """A post counts for a day at least."""
    return date.fromordinal(begun.toordinal() + 1)


@transaction.atomic
def close_station(*, station_id: UUID, on: date, by: Actor, to_station_id: UUID | None = None) -> int:
    """The station closes; what waits there goes to another, without which it is refused."""
    station = network.get_station_within(station_id, by=by)
    require(by, Permission.NETWORK_ADMINISTER, station.region)
    waiting = list(
        WorkItem.objects.select_for_update().filter(owner_station_id=station_id, done_at__isnull=True)
    )
    if waiting and to_station_id is None:
        raise NotForThisPostError(
            "这个站点还有%(n)s件待办没有办结；请选择接手的站点，或先办结。", n=len(waiting)
        )
    if waiting and to_station_id is not None:
        heir = _heir(station_id, to_station_id, by)
        for item in waiting:
            _pass(item, heir, _STATION_CLOSED, by.post_id, by)
    network_actions.close_station(station_id=station_id, on=on, by=by)
    return len(waiting)


def _heir(station_id: UUID, to_station_id: UUID, by: Actor) -> UUID:
    """An open station of the actor's region, and another one."""
    if to_station_id == station_id or not network.stations_within(by).filter(id=to_station_id).exists():
        raise NotForThisPostError("请选择本县另一个开放的站点接手。")
    return to_station_id


def release_of_ended_posts() -> int:
    """Daily: what is still in the hands of a post that has ended goes back to its station."""
    with system_scope():
        held = WorkItem.objects.filter(done_at__isnull=True, owner_post__isnull=False)
        ended = network.posts_ended(held.values_list("owner_post_id", flat=True).distinct())
        return _pool(held.filter(owner_post_id__in=ended), audit.SYSTEM)


def _pool(items: Iterable[WorkItem], by: Doer) -> int:
    """Back to the station; whoever of the role takes it first has it."""
    count = 0
    for item in items:
        held_by = item.owner_post_id
        if held_by is not None:
            _pass(item, item.owner_station_id, _POST_ENDED, by.post_id or held_by, by)
            count += 1
    return count


def _pass(item: WorkItem, station_id: UUID, reason: str, by_post: UUID, by: Doer) -> None:
    """At another station other roles work, so there anybody may take it whom the step allows."""
    HandOver.objects.create(
        region=item.region, item=item, from_post_id=item.owner_post_id, by_post_id=by_post, reason=reason
    )
    if item.owner_station_id != station_id:
        item.owner_role = ""
    item.owner_post_id, item.owner_station_id = None, station_id
    item.save(update_fields=["owner_post", "owner_station", "owner_role"])
    changes = {"owner": None, "station": station_id, "reason": reason}
    audit.record(
        "work:hand_over", kind="work_item", subject=item.id, region=item.region, by=by, changes=changes
    )
