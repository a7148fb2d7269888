"""One household becomes two, or two become one: from a day on, and both keep what they were."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from django.db import transaction

from yimen.domains.network import queries as network
from yimen.domains.network.permissions import Permission, require
from yimen.domains.network.types import Actor
from yimen.kernel import RegionCode

from ..errors import InvalidMembershipError
from ..models import Household, Membership, Person
from ..permissions import household_for
from ..types import Relation
from .households import found_household
from .memberships import join, leave, record


@transaction.atomic
def split_household(
    *,
    household_id: UUID,
    relations: Mapping[UUID, Relation],
    region: RegionCode,
    address: str,
    on: date,
    by: Actor,
) -> Household:
    """Those named leave together and live apart from then on; exactly one of them is the new head."""
    old = household_for(household_id, Permission.HOUSEHOLD_WRITE, by=by, is_alone=True)
    require(by, Permission.HOUSEHOLD_WRITE, region)
    network.get_region_in_being(region)
    present = _present(old)
    _refuse_split(old, present, relations, address)
    for person_id in relations:
        leave(present[person_id], on)
    head = next(person for person, relation in relations.items() if relation is Relation.HEAD)
    founded = found_household(
        head_id=head,
        region=region,
        address=address.strip(),
        registered_region=RegionCode(old.registered_region),
        is_urban=old.is_urban,
        by=by,
        on=on,
    )
    _join(founded, {person: relation for person, relation in relations.items() if person != head}, on)
    record("household:split", old, by, {"people": sorted(map(str, relations)), "to": founded.id, "on": on})
    return founded


@transaction.atomic
def merge_households(
    *, household_id: UUID, other_id: UUID, relations: Mapping[UUID, Relation], on: date, by: Actor
) -> Household:
    """Everybody of the other household joins this one; the other has ended."""
    for held in sorted((household_id, other_id)):  # in one order: no two merges wait for each other
        household_for(held, Permission.HOUSEHOLD_WRITE, by=by, is_alone=True)
    stays = household_for(household_id, Permission.HOUSEHOLD_WRITE, by=by)
    other = household_for(other_id, Permission.HOUSEHOLD_WRITE, by=by)
    present = _present(other)
    _refuse_merge(stays, other, present, relations)
    ordered = sorted(present.values(), key=lambda row: row.relation == Relation.HEAD)
    for membership in ordered:  # the head goes last
        leave(membership, on)
    living = {person: relations[person] for person, row in present.items() if row.person.died_on is None}
    _join(stays, living, on)
    record("household:merge", stays, by, {"from": other.id, "people": sorted(map(str, living)), "on": on})
    return stays


def _present(household: Household) -> dict[UUID, Membership]:
    rows = household.memberships.filter(valid_until__isnull=True).select_related("person")
    return {row.person_id: row for row in rows}


def _join(household: Household, relations: Mapping[UUID, Relation], on: date) -> None:
    people = Person.objects.select_for_update(no_key=True).in_bulk(list(relations))
    for person_id, relation in relations.items():
        join(household, people[person_id], relation, on)


def _refuse_split(
    old: Household, present: Mapping[UUID, Membership], relations: Mapping[UUID, Relation], address: str
) -> None:
    if old.ended_on is not None or not address.strip():
        raise InvalidMembershipError("请填写分户后的住址；已销户的家庭不能再分户。")
    if not relations or not relations.keys() < present.keys():
        raise InvalidMembershipError("请选择分出去的成员：须是本户在户成员，并且至少留下一人。")
    if list(relations.values()).count(Relation.HEAD) != 1:
        raise InvalidMembershipError("分出去的成员中须有且只有一名新户主。")
    if any(present[person].relation == Relation.HEAD for person in relations):
        raise InvalidMembershipError("户主分出去之前，请先将留下的一名成员变更为户主。")


def _refuse_merge(
    stays: Household,
    other: Household,
    present: Mapping[UUID, Membership],
    relations: Mapping[UUID, Relation],
) -> None:
    if stays.id == other.id or stays.ended_on is not None or other.ended_on is not None:
        raise InvalidMembershipError("请选择另一户；已销户的家庭不能并户。")
    living = {person for person, row in present.items() if row.person.died_on is None}
    if not living <= relations.keys() or Relation.HEAD in relations.values():
        raise InvalidMembershipError("请写明并入的每一名成员与户主的关系；一户只有一名户主。")
