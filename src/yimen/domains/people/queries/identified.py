"""Persons with their numbers, for lists that go out or are compared: a few queries for many of them."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from yimen.domains.network.permissions import Permission, require
from yimen.domains.network.types import Actor
from yimen.foundation.joining import JoiningKey
from yimen.kernel import RegionCode

from ..models import Household, Membership, Person
from ..types import AlikePerson, NumberedMember, NumberedPerson, Relation, Stay
from .residents import in_force


def numbered(person_ids: Iterable[UUID]) -> dict[UUID, NumberedPerson]:
    """Name, number and telephone; the caller accounts for what becomes of them."""
    rows = Person.objects.filter(id__in=set(person_ids)).values_list("id", "name", "identity", "phone")
    return {
        person: NumberedPerson(person, name, str(number or ""), str(phone or ""))
        for person, name, number, phone in rows
    }


def alike(name: str, born: date | None, region: RegionCode, most: int = 300) -> list[AlikePerson]:
    """Persons of a region of this name, this day of birth, or this surname and month of birth.

    Where there are too many, whoever has both name and day comes first. The caller accounts for what
    becomes of them.
    """
    is_alike, is_same = Q(name=name), Q(name=name)
    if born is not None:
        is_same &= Q(birth_date=born)
        is_alike |= Q(birth_date=born)
        is_alike |= Q(name__startswith=name[:1], birth_date__year=born.year, birth_date__month=born.month)
    rows = Person.objects.filter(is_alike, region__gte=region.lo, region__lt=region.hi)
    nearest = rows.annotate(is_same=is_same).order_by("-is_same", "id")
    columns = ("id", "name", "birth_date", "region", "registered_region")
    return [
        AlikePerson(person, known, day, at, registered or at)
        for person, known, day, at, registered in nearest.values_list(*columns)[:most]
    ]


def births_of(person_ids: Iterable[UUID]) -> dict[UUID, date]:
    """When each of them was born: whoever is of age signs for themselves."""
    return dict(Person.objects.filter(id__in=set(person_ids)).values_list("id", "birth_date"))


def registered_in(person_ids: Iterable[UUID]) -> dict[UUID, RegionCode]:
    """Where each of them is registered; where nobody knows, where they are known to live."""
    rows = Person.objects.filter(id__in=set(person_ids)).values_list("id", "registered_region", "region")
    return {person: RegionCode(registered or region) for person, registered, region in rows}


def heads_on(household_ids: Iterable[UUID], on: date) -> dict[UUID, UUID]:
    """Who was the head of each household on a day."""
    rows = Membership.objects.filter(in_force(on), household_id__in=set(household_ids))
    return dict(rows.filter(relation=Relation.HEAD.value).values_list("household_id", "person_id"))


def dead_on(person_ids: Iterable[UUID], on: date) -> set[UUID]:
    """Those of them who had died by a day, as their file says."""
    rows = Person.objects.filter(id__in=set(person_ids), died_on__lte=on)
    return set(rows.values_list("id", flat=True))


def keys_of_members(household_ids: Iterable[UUID], on: date) -> dict[UUID, list[NumberedMember]]:
    """The members of households on a day by the blind indexes of their numbers, heads first."""
    rows = Membership.objects.filter(in_force(on), household_id__in=set(household_ids))
    columns = ("household_id", "person_id", "person__name", "person__identity_key", "relation")
    found: dict[UUID, list[NumberedMember]] = defaultdict(list)
    for household, person, name, key, relation in rows.values_list(*columns):
        found[household].append(NumberedMember(person, name, key, relation == Relation.HEAD.value))
    for each in found.values():
        each.sort(key=lambda member: (not member.is_head, str(member.person_id)))
    return found


def joined_by(keys: Iterable[int]) -> dict[int, tuple[UUID, int]]:
    """Who is on file under these joining keys, each with the check that must agree; as the scope reaches."""
    rows = Person.objects.filter(joining_key__in=list(keys)).values_list("joining_key", "id", "joining_check")
    return {key: (person, check) for key, person, check in rows if key is not None and check is not None}


def homes_of(person_ids: Iterable[UUID], on: date) -> dict[UUID, UUID]:
    """The household each of them belonged to on a day."""
    rows = Membership.objects.filter(in_force(on), person_id__in=set(person_ids))
    return dict(rows.values_list("person_id", "household_id"))


def stays_in(household_ids: Iterable[UUID]) -> dict[UUID, list[Stay]]:
    """Who belongs or belonged to each household and when, for those who look at many days at once."""
    rows = Membership.objects.filter(household_id__in=set(household_ids))
    columns = ("household_id", "person_id", "valid_from", "valid_until", "person__died_on")
    found: dict[UUID, list[Stay]] = defaultdict(list)
    for household, person, since, left_on, died_on in rows.values_list(*columns):
        ends = [day for day in (left_on, died_on) if day is not None]
        found[household].append(Stay(person, since, min(ends, default=None)))
    return found


def married_members(household_ids: Iterable[UUID], on: date) -> set[UUID]:
    """Heads and their spouses who live in the same household on a day."""
    rows = Membership.objects.filter(in_force(on), household_id__in=set(household_ids))
    couples = rows.filter(relation=Relation.SPOUSE.value).values("household_id")
    pairs = rows.filter(household_id__in=couples, relation__in=[Relation.HEAD.value, Relation.SPOUSE.value])
    return set(pairs.values_list("person_id", flat=True))


def joining_keys_of(person_ids: Iterable[UUID]) -> dict[UUID, JoiningKey]:
    """The keys by which persons are joined with the data of departments; without a number, no line."""
    rows = Person.objects.filter(id__in=set(person_ids), joining_key__isnull=False)
    listed = rows.values_list("id", "joining_key", "joining_check")
    return {person: JoiningKey(key or 0, check or 0) for person, key, check in listed}


def regions_of_keys(keys: Iterable[bytes]) -> dict[bytes, tuple[str, UUID | None]]:
    """Where persons of these numbers live and in which household, as far as the scope reaches."""
    rows = Person.objects.filter(identity_key__in=list(keys))
    homes = Membership.objects.filter(valid_until__isnull=True, person__in=rows)
    household = dict(homes.values_list("person_id", "household_id"))
    listed = rows.values_list("identity_key", "region", "id")
    return {bytes(key): (region, household.get(person)) for key, region, person in listed if key}


def households_on(by: Actor, region: RegionCode, on: date) -> QuerySet[Household]:
    """The households of a region that stood on a day, by number."""
    require(by, Permission.HOUSEHOLD_OPEN, region)
    rows = Household.objects.filter(region__gte=region.lo, region__lt=region.hi, founded_on__lte=on)
    return rows.exclude(ended_on__lte=on).order_by("region", "number", "id")


def memberships_on(by: Actor, region: RegionCode, on: date) -> QuerySet[Membership]:
    """Who belonged to the households of a region on a day, household by household, heads first."""
    require(by, Permission.HOUSEHOLD_OPEN, region)
    rows = Membership.objects.filter(in_force(on), region__gte=region.lo, region__lt=region.hi)
    rows = rows.exclude(household__ended_on__lte=on)
    return rows.order_by("household__region", "household__number", "valid_from", "id")


def households_listed(household_ids: Iterable[UUID]) -> list[Household]:
    """These households in whole, of what the scope shows, in the order given."""
    ids = list(household_ids)
    found = Household.objects.in_bulk(ids)
    return [found[each] for each in ids if each in found]


def memberships_listed(membership_ids: Iterable[UUID]) -> list[Membership]:
    """These memberships with person and household, in the order given."""
    ids = list(membership_ids)
    found = Membership.objects.select_related("person", "household").in_bulk(ids)
    return [found[each] for each in ids if each in found]
