"""Registering a person, and the same identity number twice."""

import pytest
from tests.support.cast import OTHER_VILLAGE, VILLAGE, acting, register
from tests.support.factories import identity_number, person_facts

from yimen.domains.network.errors import NotPermittedError, OutOfScopeError
from yimen.domains.people import actions, queries
from yimen.domains.people.errors import (
    DuplicateIdentityError,
    FactsMissingError,
    PersonNotFoundError,
    RegisteredElsewhereError,
)
from yimen.domains.people.models import Person
from yimen.domains.people.types import PersonFacts
from yimen.foundation.audit.models import Entry

pytestmark = pytest.mark.django_db


def test_a_village_assistant_registers_a_resident(cast):
    person = register(cast.village_assistant, "曾小兰")

    with acting(cast.village_assistant):
        stored = Person.objects.get(id=person.id)
    assert stored.initials == "zxl"
    assert stored.identity == str(identity_number("曾小兰"))
    assert stored.birth_date == identity_number("曾小兰").birth_date
    with acting(cast.auditor):
        assert Entry.objects.filter(action="person:register", subject=person.id).exists()


def test_an_auditor_does_not_register(cast):
    with acting(cast.auditor), pytest.raises(NotPermittedError):
        actions.register_person(facts=person_facts(), region=VILLAGE, address="", by=cast.auditor)


def test_nobody_registers_outside_their_region(cast):
    with acting(cast.stranger), pytest.raises(OutOfScopeError):
        actions.register_person(facts=person_facts(), region=VILLAGE, address="", by=cast.stranger)


def test_the_same_identity_in_scope_names_the_person(cast):
    first = register(cast.village_assistant, "李小妹")

    with pytest.raises(DuplicateIdentityError) as refusal:
        register(cast.town_handler, "李小妹")
    assert refusal.value.facts["person"] == first.id
    assert str(identity_number("李小妹")) not in str(refusal.value)


def test_the_same_identity_out_of_scope_says_only_registered_elsewhere(cast):
    register(cast.village_assistant, "李小妹")

    with pytest.raises(RegisteredElsewhereError) as refusal:
        register(cast.stranger, "李小妹", region=OTHER_VILLAGE)
    assert refusal.value.facts == {}
    assert "李小妹" not in str(refusal.value)


def test_a_person_without_a_number_needs_sex_and_birth_date(cast):
    with acting(cast.village_assistant), pytest.raises(FactsMissingError):
        actions.register_person(
            facts=PersonFacts(name="无名"), region=VILLAGE, address="", by=cast.village_assistant
        )


def test_the_number_and_phone_are_not_readable_in_the_table(cast):
    from django.db import connection

    with acting(cast.village_assistant):
        actions.register_person(
            facts=person_facts(phone="13800138000"), region=VILLAGE, address="", by=cast.village_assistant
        )
        with connection.cursor() as cursor:
            cursor.execute("SELECT identity, phone FROM people_person")
            stored = b"".join(bytes(column) for column in cursor.fetchone())
    assert str(identity_number("李小妹")).encode() not in stored
    assert b"13800138000" not in stored


def test_every_opening_is_audited(cast):
    person = register(cast.village_assistant)

    with acting(cast.town_handler):
        queries.get_person(person.id, by=cast.town_handler, purpose="核对")

    with acting(cast.auditor):
        entry = Entry.objects.get(action="open", subject=person.id)
    assert entry.post_id == cast.town_handler.post_id
    assert entry.purpose == "核对"


def test_a_stranger_opens_nothing(cast):
    person = register(cast.village_assistant)

    with acting(cast.stranger), pytest.raises(PersonNotFoundError):
        queries.get_person(person.id, by=cast.stranger)
    with acting(cast.auditor):
        assert not Entry.objects.filter(action="open", subject=person.id).exists()
