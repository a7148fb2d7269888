"""Working people: who is in office, whom a county looks after, their accounts."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.utils import timezone

from yimen.kernel import RegionCode

from ..errors import UnknownStaffError
from ..models import Post, Staff
from ..types import Actor, Role, StaffState
from .conditions import in_force, is_within
from .stations import stations_in


def staff_in_office(region: RegionCode) -> list[tuple[UUID, str, str]]:
    """Who works for a region today, with their office: public, as the sign at its door is."""
    posts = Post.objects.filter(in_force(timezone.localdate()), station__in=stations_in(region))
    rows = posts.order_by("station__region", "staff__name", "staff_id")
    held = rows.values_list("staff_id", "staff__name", "station__name")
    return list(dict.fromkeys(held))


def staff_within(
    by: Actor, *, words: str = "", role: Role | None = None, state: StaffState | None = None
) -> QuerySet[Staff]:
    """Staff the actor's county looks after, by name; with their account and the posts they hold today."""
    today = in_force(timezone.localdate())
    rows = Staff.objects.filter(region__gte=by.scope.lo, region__lt=by.scope.hi)
    if words:
        rows = rows.filter(Q(name__icontains=words) | Q(user__username__icontains=words))
    held = Post.objects.filter(today, staff_id=OuterRef("pk"))
    if role is not None:
        rows = rows.filter(Exists(held.filter(role=role)))
    if state is StaffState.WITHOUT_POST:
        rows = rows.filter(~Exists(held))
    if state is StaffState.SWITCHED_OFF:
        rows = rows.filter(user__is_active=False)
    posts = Post.objects.filter(today).select_related("station").order_by("valid_from", "id")
    return rows.select_related("user").prefetch_related(Prefetch("posts", posts)).order_by("name", "id")


def get_staff(staff_id: UUID, *, by: Actor) -> Staff:
    """One of the staff the actor's county looks after, with their account."""
    staff = Staff.objects.select_related("user").filter(id=staff_id).first()
    if staff is None or not is_within(by, staff.region):
        raise UnknownStaffError("没有这名工作人员；请从人员列表中选择。")
    return staff


def users_of_staff(staff_ids: Iterable[UUID]) -> list[UUID]:
    """The accounts of these people; some have none."""
    users = Staff.objects.filter(id__in=set(staff_ids), user__isnull=False)
    return list(users.order_by("user_id").values_list("user_id", flat=True))


def names_of_users(user_ids: Iterable[UUID]) -> dict[UUID, str]:
    """The names of the staff behind these accounts, in one query."""
    return dict(Staff.objects.filter(user_id__in=set(user_ids)).values_list("user_id", "name"))
