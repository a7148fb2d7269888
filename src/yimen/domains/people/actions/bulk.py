"""Loading many households at once: a few statements and one audit digest a chunk, the rows as one by one."""

import hashlib
from collections.abc import Iterable, Iterator
from itertools import islice
from uuid import UUID

from django.db import transaction

from yimen.domains.network.permissions import Permission, require
from yimen.domains.network.types import Actor
from yimen.foundation import audit
from yimen.foundation.database.copying import copy_rows
from yimen.foundation.models import make_id
from yimen.kernel import RegionLevel

from ..models import Household, Person
from ..types import HouseholdFacts, LoadedHousehold, PersonFacts
from . import rows
from .persons import one_identity

CHUNK = 500


@transaction.atomic
def load_households(*, facts: Iterable[HouseholdFacts], by: Actor) -> list[LoadedHousehold]:
    """Households with their members, all or none. A known identity number refuses the whole load."""
    return _load_all(facts, Permission.HOUSEHOLD_WRITE, by)


@transaction.atomic
def take_over_households(*, facts: Iterable[HouseholdFacts], by: Actor) -> list[LoadedHousehold]:
    """The same for the households of an opening roll, by whoever takes it over."""
    return _load_all(facts, Permission.ROLL_TAKE_OVER, by)


def _load_all(facts: Iterable[HouseholdFacts], permission: Permission, by: Actor) -> list[LoadedHousehold]:
    run, places = make_id(), rows.Places()
    loaded: list[LoadedHousehold] = []
    for chunk in _chunks(facts):
        for household in chunk:
            require(by, permission, household.region)
        loaded += _load(chunk, places, run, by)
    return loaded


def _chunks(facts: Iterable[HouseholdFacts]) -> Iterator[list[HouseholdFacts]]:
    iterator = iter(facts)
    while chunk := list(islice(iterator, CHUNK)):
        yield chunk


def _load(chunk: list[HouseholdFacts], places: rows.Places, run: UUID, by: Actor) -> list[LoadedHousehold]:
    households = _households(chunk)
    people = [[_person(facts, written) for facts, _relation in written.members] for written in chunk]
    together = list(zip(chunk, households, people, strict=True))
    copy_rows(households)
    with one_identity():
        copy_rows([person for family in people for person in family])
    copy_rows(
        [
            rows.membership_row(household, person.id, relation, max(written.founded_on, person.birth_date))
            for written, household, family in together
            for person, (_facts, relation) in zip(family, written.members, strict=True)
        ]
    )
    copy_rows(
        [
            home
            for written, _household, family in together
            for home in rows.settle(family, written.region, written.address, written.founded_on)
        ]
    )
    at_home = ((person, written.address) for written, _household, family in together for person in family)
    rows.write_grams(at_home, places)
    loaded = [
        LoadedHousehold(household.id, household.number, tuple(person.id for person in family))
        for _written, household, family in together
    ]
    audit.record_bulk(
        "household:load",
        kind="household-load",
        subject=run,
        region=str(by.region),
        by=by,
        digest=hashlib.sha256(repr(loaded).encode()).digest(),
        rows=len(loaded),
    )
    return loaded


def _households(chunk: list[HouseholdFacts]) -> list[Household]:
    counties = [written.region.at(RegionLevel.COUNTY) for written in chunk]
    numbers = {county: iter(rows.next_numbers(county, counties.count(county))) for county in set(counties)}
    return [
        Household(
            number=rows.household_number(county, next(numbers[county])),
            region=str(written.region),
            registered_region=str(written.registered_region),
            address=written.address,
            is_urban=written.is_urban,
            founded_on=written.founded_on,
        )
        for county, written in zip(counties, chunk, strict=True)
    ]


def _person(facts: PersonFacts, written: HouseholdFacts) -> Person:
    return Person(region=str(written.region), **rows.person_columns(facts))
