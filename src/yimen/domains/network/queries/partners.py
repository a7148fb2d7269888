"""Departments with who speaks for them, and the organisations that work with the stations."""

from uuid import UUID

from django.db.models import Count, Prefetch, Q, QuerySet
from django.utils import timezone

from yimen.kernel import RegionCode

from ..errors import UnknownPartnerError
from ..models import Department, Organisation, Post
from ..types import Actor, DepartmentKind
from .conditions import in_force, is_within
from .posts import sees


def departments(region: RegionCode) -> QuerySet[Department]:
    """Departments of a region and below, by name."""
    return Department.objects.filter(region__gte=region.lo, region__lt=region.hi).order_by("name")


def department_of_kind(region: RegionCode, kind: DepartmentKind) -> Department | None:
    """What a region calls its department of a kind; the first by name where there are several."""
    return departments(region).filter(kind=kind).first()


def departments_with_liaisons(region: RegionCode) -> list[tuple[Department, list[str]]]:
    """Departments of a region, each with the names of those who speak for it today."""
    liaisons = Post.objects.filter(in_force(timezone.localdate())).select_related("staff")
    rows = departments(region).prefetch_related(Prefetch("posts", liaisons))
    return [(row, sorted(post.staff.name for post in row.posts.all())) for row in rows]


def liaisons_of(department_id: UUID) -> QuerySet[Post]:
    """Who speaks for a department today."""
    rows = Post.objects.filter(in_force(timezone.localdate()), department_id=department_id)
    return rows.select_related("staff").order_by("staff__name")


def liaisons(region: RegionCode) -> list[tuple[Post, str]]:
    """Everybody who speaks for a department of a region today, with its name."""
    within = Q(department__region__gte=region.lo, department__region__lt=region.hi)
    rows = Post.objects.filter(in_force(timezone.localdate()), within)
    rows = rows.select_related("staff", "department").order_by("department__name", "staff__name")
    return [(post, post.department.name) for post in rows if post.department]


def liaisons_for(department_id: UUID, region: RegionCode | str) -> list[Post]:
    """Those of a department's liaisons today who are responsible for the region."""
    return [post for post in liaisons_of(department_id).select_related("station") if sees(post, region)]


def get_department(department_id: UUID, *, by: Actor) -> Department:
    """A department of the actor's region."""
    row = Department.objects.filter(id=department_id).first()
    if row is None or not is_within(by, row.region):
        raise UnknownPartnerError("没有这个部门；请从部门列表中选择。")
    return row


def organisations(region: RegionCode) -> QuerySet[Organisation]:
    """Organisations of a region and below, by name."""
    return Organisation.objects.filter(region__gte=region.lo, region__lt=region.hi).order_by("name", "id")


def organisations_with_posts(region: RegionCode) -> QuerySet[Organisation]:
    """Organisations of a region, each with how many of its people hold a post today."""
    today = timezone.localdate()
    holds = Q(posts__valid_from__lte=today) & (
        Q(posts__valid_until__isnull=True) | Q(posts__valid_until__gt=today)
    )
    return organisations(region).annotate(people=Count("posts__staff", filter=holds, distinct=True))


def get_organisation(organisation_id: UUID, *, by: Actor) -> Organisation:
    """An organisation of the actor's region."""
    row = Organisation.objects.filter(id=organisation_id).first()
    if row is None or not is_within(by, row.region):
        raise UnknownPartnerError("没有这个机构；请从机构列表中选择。")
    return row
