"""Posts: held by a person, at a station, ended, responsible for a region."""

from collections.abc import Iterable
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from yimen.kernel import RegionCode

from ..errors import NoPostError, UnknownPostError
from ..models import Post
from ..types import Actor, Role
from .conditions import in_force, is_within


def posts_held(staff_id: UUID) -> QuerySet[Post]:
    """Every post a person held, holds or will hold, latest first."""
    posts = Post.objects.filter(staff_id=staff_id).select_related("station", "department", "organisation")
    return posts.order_by("-valid_from", "id")


def get_post_within(post_id: UUID, *, by: Actor) -> Post:
    """A post at a station of the actor's region, ended or not."""
    post = Post.objects.select_related("station", "staff").filter(id=post_id).first()
    if post is None or not is_within(by, post.station.region):
        raise UnknownPostError("没有这个岗位；请从岗位列表中选择。")
    return post


def get_post(post_id: UUID) -> Post:
    """A post in force today, with its station and staff."""
    rows = Post.objects.select_related("station", "staff").filter(in_force(timezone.localdate()), id=post_id)
    post = rows.first()
    if post is None:
        raise NoPostError("没有这个岗位，或已经离任；请从在岗人员中选择。")
    return post


def sees(post: Post, region: RegionCode | str) -> bool:
    """The region lies in what the post is responsible for."""
    return RegionCode(post.station.region).contains(RegionCode(str(region)))


def posts_at(station_id: UUID, *, role: Role | None = None, on: date | None = None) -> QuerySet[Post]:
    """Posts in force at a station, with their staff."""
    rows = Post.objects.filter(in_force(on or timezone.localdate()), station_id=station_id)
    if role is not None:
        rows = rows.filter(role=role)
    return rows.select_related("staff", "station").order_by("role", "staff__name")


def posts_within(by: Actor) -> QuerySet[Post]:
    """Posts in force at the stations of the actor's region, with their staff, by station."""
    rows = Post.objects.filter(in_force(timezone.localdate()))
    within = rows.filter(station__region__gte=by.scope.lo, station__region__lt=by.scope.hi)
    return within.select_related("staff", "station").order_by("station__region", "role", "staff__name")


def posts_held_today(staff_id: UUID) -> QuerySet[Post]:
    """The posts of a person that have not ended, begun or not."""
    going_on = Q(valid_until__isnull=True) | Q(valid_until__gt=timezone.localdate())
    return Post.objects.filter(going_on, staff_id=staff_id).select_related("station")


def posts_ended(among: Iterable[UUID]) -> set[UUID]:
    """Those of the posts that give no right any more."""
    ended = Post.objects.filter(id__in=set(among), valid_until__lte=timezone.localdate())
    return set(ended.values_list("id", flat=True))


def posts_seeing(post_ids: Iterable[UUID], region: RegionCode | str) -> set[UUID]:
    """Those of the posts, ended or not, that the region is or was the responsibility of."""
    posts = Post.objects.select_related("station").filter(id__in=set(post_ids))
    return {post.id for post in posts if sees(post, region)}


def post_titles(post_ids: Iterable[UUID]) -> dict[UUID, str]:
    """Staff names by post, for all posts of a page in one query."""
    return dict(Post.objects.filter(id__in=set(post_ids)).values_list("id", "staff__name"))


def posts_ending(by: Actor, first: date, last: date) -> QuerySet[Post]:
    """Posts within the actor's county whose last day lies between two days, both included."""
    ends = (first + timedelta(days=1), last + timedelta(days=1))
    rows = Post.objects.filter(
        valid_until__range=ends, station__region__gte=by.scope.lo, station__region__lt=by.scope.hi
    )
    return rows.select_related("staff", "station").order_by("valid_until", "id")
