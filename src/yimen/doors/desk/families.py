"""A family typed on one page becomes persons and a household by a few actions of `people`, all or nothing."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction

from yimen.domains.network.types import Actor
from yimen.domains.people import actions as people
from yimen.domains.people import queries
from yimen.domains.people.errors import DuplicateIdentityError
from yimen.domains.people.types import PersonFacts, Relation
from yimen.kernel import RegionCode


@dataclass(frozen=True)
class Home:
    """Where a family lives."""

    region: RegionCode
    address: str
    is_urban: bool
    registered: RegionCode | None = None
    """Where it is registered, if elsewhere."""


def family_given(
    given: Mapping[str, Any], members: Iterable[Any]
) -> tuple[Home, list[tuple[PersonFacts, Relation]]]:
    """Home and members as the forms of a whole family say them; the telephone is the head's."""
    home = Home(RegionCode(given["region"]), given["address"], given["is_urban"], given["registered"])
    facts = [
        (member.facts(given["phone"] if place == 0 else ""), Relation(member.cleaned_data["relation"]))
        for place, member in enumerate(members)
    ]
    return home, facts


@transaction.atomic
def register_family(
    *, home: Home, members: Sequence[tuple[PersonFacts, Relation]], by: Actor, on_file: UUID | None = None
) -> tuple[UUID, UUID]:
    """The ids of the household and of its head, who comes first among the members; all or nothing.

    `on_file`: a resident already known, whom one of the members is.
    """
    (head, _relation), *others = members
    head_id = _person(head, home, by, on_file)
    household = people.found_household(
        head_id=head_id,
        region=home.region,
        address=home.address,
        registered_region=home.registered or home.region,
        is_urban=home.is_urban,
        by=by,
    )
    for facts, relation in others:
        person_id = _person(facts, home, by, on_file)
        people.add_member(household_id=household.id, person_id=person_id, relation=relation, by=by)
    return household.id, head_id


@transaction.atomic
def join_family(*, household: Any, facts: PersonFacts, relation: Relation, on: date, by: Actor) -> object:
    """Somebody joins a household on a day; whoever is on file is not registered again."""
    home = Home(RegionCode(household.region), household.address, household.is_urban)
    person_id = _person(facts, home, by)
    return people.add_member(household_id=household.id, person_id=person_id, relation=relation, on=on, by=by)


def _person(facts: PersonFacts, home: Home, by: Actor, on_file: UUID | None = None) -> UUID:
    """Somebody on file is not registered again; a household they still belong to refuses them."""
    if on_file is not None and _is(on_file, facts, by):
        return _reached_at(on_file, facts.phone, by)
    try:
        return people.register_person(facts=facts, region=home.region, address=home.address, by=by).id
    except DuplicateIdentityError as known:
        return _reached_at(UUID(str(known.facts["person"])), facts.phone, by)


def _is(person_id: UUID, facts: PersonFacts, by: Actor) -> bool:
    """The same number; without one, the same name and birth date."""
    person = queries.get_person(person_id, by=by, purpose="family")
    if facts.identity is not None or person.identity is not None:
        return bool(person.identity == str(facts.identity or ""))
    return (person.name, person.birth_date) == (facts.name, facts.birth_date)


def _reached_at(person_id: UUID, phone: str, by: Actor) -> UUID:
    """The number just given is the one to call."""
    if phone and phone != queries.get_person(person_id, by=by, purpose="family").phone:
        people.change_phone(person_id=person_id, phone=phone, by=by)
    return person_id
