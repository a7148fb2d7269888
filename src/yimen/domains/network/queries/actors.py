"""Who acts: a user under one of their posts, with what is shared with it today."""

from datetime import date
from uuid import UUID

from django.utils import timezone

from yimen.foundation.database.scope import Scope
from yimen.kernel import RegionCode

from ..errors import NoPostError, PostEndedError, UserInactiveError
from ..models import Post, Share
from ..permissions import CARDS
from ..types import Actor, Hat, Permission, Role
from .conditions import in_force
from .posts import posts_at
from .shares import reaching


def actor_for(user_id: UUID, post_id: UUID | None = None, *, on: date | None = None) -> Actor:
    """The user wearing the named post, else their first one; refuses an inactive user and an ended post."""
    day = on or timezone.localdate()
    held = Post.objects.filter(staff__user_id=user_id).select_related("staff__user", "station")
    posts = list(held.order_by("valid_from", "id"))
    post = _chosen_post(posts, post_id, day)
    region = RegionCode(post.station.region)
    return Actor(
        user_id=user_id,
        post_id=post.id,
        staff_id=post.staff_id,
        staff_name=post.staff.name,
        role=Role(post.role),
        station_id=post.station_id,
        region=region,
        scope=Scope(region.lo, region.hi, _shared_with(region, post, day), reader=user_id),
    )


def _chosen_post(posts: list[Post], post_id: UUID | None, day: date) -> Post:
    wanted = [post for post in posts if post_id in (None, post.id)]
    if not wanted:
        raise NoPostError("这个账号没有此岗位；请联系本县管理员设置岗位。")
    user = wanted[0].staff.user
    if user is None or not user.is_active:
        raise UserInactiveError("这个账号已停用；请联系本县管理员。")
    current = [post for post in wanted if _holds(post, day)]
    if not current:
        raise PostEndedError("这个岗位尚未开始或已经结束；请换一个岗位，或联系本县管理员。")
    return current[0]


def _holds(post: Post, day: date) -> bool:
    return post.valid_from <= day and (post.valid_until is None or day < post.valid_until)


def _shared_with(region: RegionCode, post: Post, day: date) -> tuple[UUID, ...]:
    shares = Share.objects.filter(reaching(region, post), in_force(day))
    return tuple(shares.values_list("subject_id", flat=True).distinct().order_by("subject_id"))


def posts_of(user_id: UUID, *, on: date | None = None) -> list[Hat]:
    """The posts a user may put on today, oldest first."""
    day = on or timezone.localdate()
    posts = Post.objects.filter(in_force(day), staff__user_id=user_id, staff__user__is_active=True)
    return [
        Hat(
            post.id,
            Role(post.role),
            CARDS[Role(post.role)].title,
            post.station.name,
            RegionCode(post.station.region),
        )
        for post in posts.select_related("station").order_by("valid_from", "id")
    ]


def actors_at(station_id: UUID, permission: Permission) -> list[Actor]:
    """Whoever of a station may do something today, each under the post that allows it."""
    posts = posts_at(station_id).filter(staff__user__is_active=True).select_related("staff__user")
    allowed = [post for post in posts if permission in CARDS[Role(post.role)].permissions]
    return [actor_for(post.staff.user_id, post.id) for post in allowed if post.staff.user_id]
