"""Founding households, correcting what is written about them, and where they and their people move."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from yimen.domains.network import queries as network
from yimen.domains.network.permissions import Permission, require
from yimen.domains.network.types import Actor
from yimen.foundation import audit
from yimen.foundation.database.scope import Scope, scoped
from yimen.kernel import RegionCode, RegionLevel

from .. import queries
from ..errors import FactsMissingError, InvalidMoveError
from ..models import Household, Membership, Person, Residence
from ..permissions import household_for, person_for
from ..types import Relation
from . import rows
from .memberships import change_residence, join, leave, live_at, record


@transaction.atomic
def found_household(
    *,
    head_id: UUID,
    region: RegionCode,
    address: str,
    registered_region: RegionCode,
    is_urban: bool,
    by: Actor,
    on: date | None = None,
) -> Household:
    """A household with its head as first member, who lives at its address from then on."""
    require(by, Permission.HOUSEHOLD_WRITE, region)
    network.get_region_in_being(region)
    day = on or timezone.localdate()
    head = person_for(head_id, Permission.PERSON_WRITE, by=by, is_alone=True)
    county = region.at(RegionLevel.COUNTY)
    household = Household.objects.create(
        number=rows.household_number(county, rows.next_numbers(county, 1)[0]),
        region=str(region),
        registered_region=str(registered_region),
        address=address,
        is_urban=is_urban,
        founded_on=day,
    )
    record("household:found", household, by, {"address": address, "head": head.id, "on": day})
    join(household, head, Relation.HEAD, day)
    return household


@transaction.atomic
def correct_household(
    *,
    household_id: UUID,
    address: str,
    registered_region: RegionCode,
    is_urban: bool,
    reason: str,
    by: Actor,
) -> Household:
    """What was written wrongly about a household that has not moved; the homes of its members follow."""
    household = household_for(household_id, Permission.HOUSEHOLD_WRITE, by=by, is_alone=True)
    if not reason.strip() or not address.strip():
        raise FactsMissingError("请填写住址，并写明更正的原因和依据。")
    network.get_region(registered_region)
    was = household.address
    household.address, household.is_urban = address.strip(), is_urban
    household.registered_region = str(registered_region)
    household.save(update_fields=["address", "is_urban", "registered_region"])
    for person in _people_of(household):
        homes = Residence.objects.filter(person=person, valid_until__isnull=True, address=was)
        homes.update(address=household.address)
        rows.replace_grams(person, household.address)
    changes = {"address": address, "registered_region": str(registered_region), "is_urban": is_urban}
    record("household:correct", household, by, changes, purpose=reason)
    return household


@transaction.atomic
def move_household(
    *, household_id: UUID, to_region: RegionCode, address: str, on: date, by: Actor
) -> Household:
    """The whole household moves within the actor's region; elsewhere only the transfer it asked for leads."""
    household = household_for(household_id, Permission.HOUSEHOLD_WRITE, by=by, is_alone=True)
    require(by, Permission.HOUSEHOLD_WRITE, to_region)
    network.get_region_in_being(to_region)
    if household.ended_on is not None:
        raise InvalidMoveError("此户已销户，不能再迁居。")
    if not address.strip():
        raise InvalidMoveError("请填写迁入的住址。")
    move(household, to_region, address.strip(), on, by)
    return household


def move(household: Household, to_region: RegionCode, address: str, on: date, by: Actor) -> list[UUID]:
    """Persons, memberships in force and grams follow; returns the ids that moved, household first."""
    if on > timezone.localdate() or on < household.founded_on:
        raise InvalidMoveError("迁居日期须在建档之后、今天或以前。")
    people = _people_of(household)
    moved = [household.id, *(person.id for person in people)]
    with scoped(_widened(by.scope, moved)):
        Household.objects.filter(id=household.id).update(region=str(to_region), address=address)
        household.region, household.address = str(to_region), address
        Membership.objects.filter(household=household).update(region=str(to_region))
        for person in people:
            live_at(person, household, on)
        record("household:move", household, by, {"region": str(to_region), "address": address, "on": on})
    return moved


def _people_of(household: Household) -> list[Person]:
    members = [row.person_id for row in queries.members(household.id)]
    return list(Person.objects.filter(id__in=members))


def _widened(scope: Scope, subjects: Iterable[UUID]) -> Scope:
    """For one step, what moves belongs to the scope on either side of the border."""
    return replace(scope, shared=(*scope.shared, *subjects))


@transaction.atomic
def move_alone(*, person_id: UUID, to_region: RegionCode, address: str, on: date, by: Actor) -> Person:
    """Somebody who belongs to no household lives elsewhere within the actor's region from a day on."""
    person = person_for(person_id, Permission.PERSON_WRITE, by=by, is_alone=True)
    require(by, Permission.PERSON_WRITE, to_region)
    network.get_region_in_being(to_region)
    if Membership.objects.filter(person=person, valid_until__isnull=True).exists():
        raise InvalidMoveError("住址随家庭变更；一人单独搬走的，请先从家庭迁出。")
    if on > timezone.localdate() or on < person.birth_date or not address.strip():
        raise InvalidMoveError("请填写住址；迁居日期须在出生之后、今天或以前。")
    with scoped(_widened(by.scope, [person.id])):
        person.region = str(to_region)
        person.save(update_fields=["region"])
        change_residence(person, to_region, address.strip(), on)
        rows.follow(person, str(to_region))
        rows.replace_grams(person, address.strip())
        changes = {"region": str(to_region), "address": address, "on": on}
        audit.record(
            "person:move", kind="person", subject=person.id, region=person.region, by=by, changes=changes
        )
    return person


def move_person(person: Person, to_region: RegionCode, on: date, by: Actor) -> None:
    """One person goes alone: out of the household, under another station; the address is written there."""
    membership = Membership.objects.filter(person=person, valid_until__isnull=True).first()
    if membership is not None:
        leave(membership, on)
    with scoped(_widened(by.scope, [person.id])):
        home = Residence.objects.filter(person=person, valid_until__isnull=True, valid_from__lt=on)
        home.update(valid_until=on)
        rows.follow(person, str(to_region))
        person.region = str(to_region)
        person.save(update_fields=["region"])
        rows.replace_grams(person, "")
