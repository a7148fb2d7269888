"""Reads of civil matters, and which items of the library may be registered as one."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from yimen.domains.allowances.models import CivilMatter
from yimen.domains.allowances.permissions import access_matter
from yimen.domains.allowances.types import OLD_AGE, STILL_GIVEN, MatterState, Per
from yimen.domains.library import queries as library
from yimen.domains.library.types import Item, ItemFilters
from yimen.domains.network.permissions import Permission, require
from yimen.domains.network.types import Actor, DepartmentKind
from yimen.foundation import audit
from yimen.kernel import RegionCode

OURS = ItemFilters(department=DepartmentKind.CIVIL_AFFAIRS)


@dataclass(frozen=True, slots=True)
class MatterFilters:
    """Which matters to list; everything left out does not narrow."""

    state: MatterState | None = None
    item: str = ""
    region: RegionCode | None = None


ALL_MATTERS = MatterFilters()


def items_offered(region: RegionCode, on: date) -> list[Item]:
    """What civil affairs of the place gives beside the programmes, as the policy library has it on a day."""
    return [item for item in library.items_at(region, on, OURS) if item.programme is None]


def matters(*, by: Actor, filters: MatterFilters = ALL_MATTERS) -> QuerySet[CivilMatter]:
    """What waits first, then the newest."""
    region = filters.region or by.region
    require(by, Permission.AWARD_OPEN, region)
    rows = CivilMatter.objects.filter(region__gte=region.lo, region__lt=region.hi)
    if filters.state is not None:
        rows = rows.filter(state=filters.state)
    if filters.item:
        rows = rows.filter(item=filters.item)
    return rows.select_related("person", "household").order_by("-registered_on", "-id")


def get_matter(matter_id: UUID, *, by: Actor, purpose: str = "") -> CivilMatter:
    """One matter; the opening is recorded."""
    found = access_matter(matter_id, Permission.AWARD_OPEN, by=by)
    audit.record_opening(kind="civil_matter", subject=found.id, region=found.region, by=by, purpose=purpose)
    return found


def matters_of_household(household_id: UUID, *, by: Actor) -> QuerySet[CivilMatter]:
    """What members of a household asked for or are given, newest first."""
    require(by, Permission.AWARD_OPEN, by.region)
    rows = CivilMatter.objects.filter(household_id=household_id).select_related("person")
    return rows.order_by("-registered_on", "-id")


def holders(region: RegionCode, on: date, item: str = OLD_AGE) -> QuerySet[CivilMatter]:
    """Living persons of a region to whom an item is given on a day, in the present scope."""
    goes_on = Q(until_month__isnull=True) | Q(until_month__gt=on)
    rows = CivilMatter.objects.filter(goes_on, item=item, state__in=STILL_GIVEN)
    living = rows.filter(person__died_on__isnull=True)
    return living.filter(household__region__gte=region.lo, household__region__lt=region.hi)


def allowances_of_the_dead(region: RegionCode) -> QuerySet[CivilMatter]:
    """What is still given to somebody registered dead, in the present scope."""
    rows = CivilMatter.objects.filter(
        region__gte=region.lo, region__lt=region.hi, state__in=STILL_GIVEN, person__died_on__isnull=False
    )
    return rows.exclude(per=Per.ONCE)


def is_holding(person_ids: Iterable[UUID]) -> dict[UUID, UUID]:
    """Of these persons, the allowance for old people each holds today."""
    today = timezone.localdate()
    goes_on = Q(until_month__isnull=True) | Q(until_month__gt=today)
    rows = CivilMatter.objects.filter(goes_on, item=OLD_AGE, state__in=STILL_GIVEN)
    return dict(rows.filter(person_id__in=set(person_ids)).values_list("person_id", "id"))
