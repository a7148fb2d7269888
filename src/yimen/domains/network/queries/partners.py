"""Departments with who speaks for them, and the organisations that work with the stations."""

from uuid import UUID

from django.db.models import Prefetch, QuerySet
from django.utils import timezone

from yimen.kernel import RegionCode

from ..models import Department, Organisation, Post
from .conditions import in_force
from .posts import sees


def departments(region: RegionCode) -> QuerySet[Department]:
    """Departments of a region and below, by name."""
    return Department.objects.filter(region__gte=region.lo, region__lt=region.hi).order_by("name")


def departments_with_liaisons(region: RegionCode) -> list[tuple[Department, list[str]]]:
    """Departments of a region, each with the names of those who speak for it today."""
    liaisons = Post.objects.filter(in_force(timezone.localdate())).select_related("staff")
    rows = departments(region).prefetch_related(Prefetch("posts", liaisons))
    return [(row, sorted(post.staff.name for post in row.posts.all())) for row in rows]


def liaisons_of(department_id: UUID) -> QuerySet[Post]:
    """Who speaks for a department today."""
    rows = Post.objects.filter(in_force(timezone.localdate()), department_id=department_id)
    return rows.select_related("staff").order_by("staff__name")


def liaisons_for(department_id: UUID, region: RegionCode | str) -> list[Post]:
    """Those of a department's liaisons today who are responsible for the region."""
    return [post for post in liaisons_of(department_id).select_related("station") if sees(post, region)]


def organisations(region: RegionCode) -> QuerySet[Organisation]:
    return Organisation.objects.filter(region__gte=region.lo, region__lt=region.hi).order_by("name")
