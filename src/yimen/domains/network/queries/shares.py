"""Shares: which reach a post, and the list of those given and received."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from yimen.kernel import RegionCode

from ..errors import UnknownShareError
from ..models import Post, Share
from ..types import Actor, ShareDirection, ShareFilter
from .conditions import in_force, is_within


def reaching(region: RegionCode, post: Post) -> Q:
    """Shares with a region the post is responsible for, or with its organisation.

    What is shared with a department reaches those of its liaisons in whose region it lies.
    """
    receiver = Q(to_region__gte=region.lo, to_region__lt=region.hi)
    if post.organisation_id is not None:
        receiver |= Q(to_organisation_id=post.organisation_id)
    if post.department_id is not None:
        within = Q(region__gte=region.lo, region__lt=region.hi)
        receiver |= within & Q(to_department_id=post.department_id)
    return receiver


def shares_standing(share_ids: Iterable[UUID]) -> set[UUID]:
    """Of these shares, those that show their subject today."""
    rows = Share.objects.filter(in_force(timezone.localdate()), id__in=list(share_ids))
    return set(rows.values_list("id", flat=True))


def shares(by: Actor, asked: ShareFilter) -> QuerySet[Share]:
    """What is shared of the actor's region, and what reaches the actor; latest first, parts counted."""
    given = Q(region__gte=by.region.lo, region__lt=by.region.hi)
    received = reaching(by.region, Post.objects.get(id=by.post_id)) & ~given
    sides = {ShareDirection.GIVEN: given, ShareDirection.RECEIVED: received, None: given | received}
    rows = Share.objects.filter(sides[asked.direction], part_of__isnull=True)
    if asked.reason is not None:
        rows = rows.filter(reason=asked.reason)
    if asked.is_in_force is not None:
        now = in_force(timezone.localdate())
        rows = rows.filter(now if asked.is_in_force else ~now)
    named = rows.select_related("to_organisation", "to_department", "granted_by__staff")
    return named.annotate(parts_shared=Count("parts")).order_by("-valid_from", "id")


def get_share(share_id: UUID, *, by: Actor) -> Share:
    """A share of a subject of the actor's region."""
    row = Share.objects.filter(id=share_id, part_of__isnull=True).first()
    if row is None or not is_within(by, row.region):
        raise UnknownShareError("没有这项共享；请从共享列表中选择。")
    return row
