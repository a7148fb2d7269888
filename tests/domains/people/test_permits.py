"""Residence permits: shown, replaced, run out, and refused where they cannot be."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
import time_machine
from tests.support.cast import (
    COUNTY,
    OTHER_COUNTY,
    OTHER_VILLAGE,
    TOWN,
    VILLAGE,
    acting,
    register,
    resident_household,
)
from tests.support.factories import identity_number
from tests.support.process import picture

from yimen.domains.people import actions, queries
from yimen.domains.people.errors import PermitInvalidError, PersonNotFoundError
from yimen.domains.people.models import Person
from yimen.domains.people.types import Permit

pytestmark = pytest.mark.django_db

DAY = date(2026, 3, 2)
PERMIT = Permit(COUNTY, "平远县公安局", date(2025, 6, 1), date(2023, 5, 1), date(2026, 6, 1))


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel(f"{DAY}T04:00:00Z", tick=False):
        yield


def shown(by, person, permit=PERMIT, scan=None):
    with acting(by):
        return actions.record_permit(person_id=person.id, permit=permit, scan=scan, by=by)


def test_a_permit_counts_until_it_runs_out(cast):
    person = register(cast.village_assistant)
    made = shown(cast.village_assistant, person, scan=picture())

    with acting(cast.town_handler):
        for day, counting in ((DAY, [made]), (date(2026, 5, 31), [made]), (date(2026, 6, 1), [])):
            assert list(queries.permits_on([person.id], day)) == counting
    assert made.file_id is not None


def test_a_later_permit_ends_the_earlier(cast):
    person = register(cast.village_assistant)
    shown(cast.village_assistant, person)
    later = shown(cast.village_assistant, person, replace(PERMIT, issued_on=DAY, valid_until=None))

    with acting(cast.town_handler):
        assert queries.permits_on([person.id], DAY).get() == later
        assert queries.permits_of(person.id).count() == 2


@pytest.mark.parametrize(
    "wrong",
    [
        {"office": " "},
        {"issued_on": DAY + timedelta(days=1)},
        {"lives_here_since": DAY + timedelta(days=1)},
        {"lives_here_since": date(1900, 1, 1)},
        {"valid_until": DAY},
        {"county": OTHER_COUNTY},
        {"county": TOWN},
    ],
)
def test_what_no_permit_says_is_refused(cast, wrong):
    person = register(cast.village_assistant)

    with pytest.raises(PermitInvalidError):
        shown(cast.village_assistant, person, replace(PERMIT, **wrong))


def test_nobody_writes_a_permit_elsewhere(cast):
    person = register(cast.village_assistant)

    with pytest.raises(PersonNotFoundError):
        shown(cast.stranger, person)


def test_a_permit_and_the_past_follow_a_household_that_moves(cast):
    home = resident_household(cast.village_assistant)
    with acting(cast.town_handler):
        head = Person.objects.get(name="李小妹")
    shown(cast.village_assistant, head)
    with acting(cast.stranger):
        asked = actions.request_transfer(
            identity=identity_number("李小妹"), to_region=OTHER_VILLAGE, reason="迁居", by=cast.stranger
        )
    with acting(cast.town_handler):
        actions.answer_transfer(request_id=asked.id, is_accepted=True, answer="同意", by=cast.town_handler)
    with acting(cast.stranger):
        assert queries.permits_on([head.id], DAY).get().region == str(OTHER_VILLAGE)
        assert {row.place for row in queries.residences_of(head.id)} >= {str(VILLAGE)}
        assert [row.household_id for row in queries.memberships_of(head.id)] == [home.id]
