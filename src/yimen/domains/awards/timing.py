"""Awards by what time does to them: which end soon, and whose birthday or schooling bears on one."""

from collections.abc import Collection, Iterable
from datetime import date
from uuid import UUID

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from yimen.domains.awards.models import Award, AwardChange
from yimen.domains.awards.types import BornBetween, ChangeKind, EndingAward, HoldingMember, Origin
from yimen.domains.network.permissions import Permission, require
from yimen.domains.network.types import Actor
from yimen.kernel import Month, Programme, RegionCode

_MEMBERSHIP = "household__memberships"
_MEMBER = f"{_MEMBERSHIP}__person"
ONE_OFF = tuple(programme.value for programme in Programme if programme.is_one_off)


def in_force_in(month: Month) -> Q:
    """The awards of a month."""
    return Q(from_month__lte=month.first) & (Q(until_month__isnull=True) | Q(until_month__gt=month.first))


def within(region: RegionCode) -> Q:
    """The region named again: behind the row policy the planner cannot see how narrow it is."""
    return Q(region__gte=region.lo, region__lt=region.hi)


def held_programmes(month: Month, region: RegionCode) -> list[tuple[UUID, str, UUID | None, Programme]]:
    """Household, its place, for whom, programme: what is held in a month; jobs ask without an actor."""
    rows = Award.objects.filter(within(region), in_force_in(month))
    listed = rows.order_by("region", "case_number", "programme")
    columns = ("household_id", "region", "person_id", "programme")
    return [(home, place, whose, Programme(one)) for home, place, whose, one in listed.values_list(*columns)]


def ends_of(household_ids: Collection[UUID]) -> list[tuple[UUID, Programme, date]]:
    """Household, programme and the first day without it, of every award of theirs that has its end."""
    rows = Award.objects.filter(household_id__in=household_ids, until_month__isnull=False)
    listed = rows.values_list("household_id", "programme", "until_month")
    return [(home, Programme(one), until) for home, one, until in listed if until is not None]


def granted_since(day: date, region: RegionCode) -> list[tuple[UUID, Programme, date]]:
    """Household, programme and day of every decision of a place, since a day, that granted something."""
    rows = Award.objects.filter(within(region), decided_on__gte=day, origin=Origin.DECISION)
    listed = rows.order_by("decided_on").values_list("household_id", "programme", "decided_on")
    return [(home, Programme(one), decided) for home, one, decided in listed]


def awards_ending(first: Month, last: Month, *, by: Actor, region: RegionCode) -> list[EndingAward]:
    """Awards whose last month lies between two, both included; what is given once is left out."""
    require(by, Permission.AWARD_OPEN, region)
    exits = AwardChange.objects.filter(award_id=OuterRef("pk"), kind=ChangeKind.EXIT)
    rows = Award.objects.filter(
        within(region), until_month__gte=first.next().first, until_month__lte=last.next().first
    ).exclude(programme__in=ONE_OFF)
    columns = ("id", "household_id", "region", "programme", "until_month", "is_phased_out")
    listed = rows.annotate(is_phased_out=Exists(exits)).order_by("until_month", "region", "id")
    return [
        EndingAward(award, household, place, Programme(programme), Month.of(until).previous(), phased)
        for award, household, place, programme, until, phased in listed.values_list(*columns)
    ]


def members_born(
    spans: Iterable[BornBetween], month: Month, *, by: Actor, region: RegionCode
) -> list[HoldingMember]:
    """Members of households that hold in a month what one of the spans names, by birthday."""
    require(by, Permission.AWARD_OPEN, region)
    born = Q()
    for span in spans:
        dates = {f"{_MEMBER}__birth_date__range": (span.first, span.last)}
        born |= Q(programme__in=[programme.value for programme in span.programmes], **dates)
    rows = _of_members(born, month, region)
    columns = ("household_id", f"{_MEMBER}_id", f"{_MEMBER}__name", f"{_MEMBER}__birth_date", "region")
    listed = rows.order_by(f"{_MEMBER}__birth_date", "household_id", f"{_MEMBER}_id", "programme")
    return [
        HoldingMember(household, person, name, born_on, place, Programme(programme))
        for household, person, name, born_on, place, programme in listed.values_list(*columns, "programme")
    ]


def members_receiving(
    month: Month,
    region: RegionCode,
    *,
    born_until: date | None = None,
    programmes: Collection[Programme] = (),
) -> list[HoldingMember]:
    """Living members for whom something goes on in a month, where they live; jobs ask without an actor."""
    narrowed = Q() if born_until is None else Q(**{f"{_MEMBER}__birth_date__lte": born_until})
    if programmes:
        narrowed &= Q(programme__in=[programme.value for programme in programmes])
    rows = _of_members(narrowed, month, region).exclude(programme__in=ONE_OFF)
    columns = (
        "household_id", f"{_MEMBER}_id", f"{_MEMBER}__name", f"{_MEMBER}__birth_date", "household__region",
    )  # fmt: skip
    listed = rows.order_by("household_id", f"{_MEMBER}_id", "programme")
    return [
        HoldingMember(household, person, name, born_on, place, Programme(programme))
        for household, person, name, born_on, place, programme in listed.values_list(*columns, "programme")
    ]


def _of_members(born: Q, month: Month, region: RegionCode) -> QuerySet[Award]:
    """An award for one person counts for that one only."""
    theirs = Q(person__isnull=True) | Q(person=F(_MEMBER))
    living = {f"{_MEMBERSHIP}__valid_until__isnull": True, f"{_MEMBER}__died_on__isnull": True}
    return Award.objects.filter(born, theirs, in_force_in(month), within(region), **living)


def holders_by_programme(month: Month, *, by: Actor, region: RegionCode) -> dict[Programme, int]:
    """How many awards of each programme a month has."""
    require(by, Permission.AWARD_OPEN, region)
    rows = Award.objects.filter(in_force_in(month), within(region)).values_list("programme")
    return {Programme(programme): n for programme, n in rows.annotate(n=Count("*")).order_by()}
