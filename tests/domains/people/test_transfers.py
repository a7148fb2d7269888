"""Somebody registered elsewhere: asked for, handed over or declined, and never shown before."""

import pytest
from tests.support.cast import OTHER_VILLAGE, VILLAGE, acting, register, resident_household
from tests.support.factories import identity_number

from yimen.domains.network import queries as network
from yimen.domains.network.errors import NotPermittedError, OutOfScopeError
from yimen.domains.people import actions, queries
from yimen.domains.people.errors import InvalidMoveError, PersonNotFoundError, TransferClosedError
from yimen.domains.people.models import Household, Person
from yimen.domains.people.types import TransferState

pytestmark = pytest.mark.django_db


def asked_for(by, name="李小妹", to_region=OTHER_VILLAGE):
    with acting(by):
        return actions.request_transfer(
            identity=identity_number(name), to_region=to_region, reason="已搬来居住", by=by
        )


def answered(by, request, is_accepted):
    with acting(by):
        return actions.answer_transfer(request_id=request.id, is_accepted=is_accepted, answer="同意", by=by)


def test_both_sides_see_the_request_and_a_third_does_not(cast):
    resident_household(cast.village_assistant)
    request = asked_for(cast.stranger)

    for side in (cast.stranger, cast.town_handler):
        with acting(side):
            assert [row.request_id for row in queries.transfer_requests(side)] == [request.id]
    with acting(cast.outsider):
        assert queries.transfer_requests(cast.outsider) == []


def test_an_accepted_transfer_moves_the_heads_household(cast):
    household = resident_household(cast.village_assistant)
    answered(cast.town_handler, asked_for(cast.stranger), True)

    with acting(cast.stranger):
        assert Household.objects.get(id=household.id).region == str(OTHER_VILLAGE)
        assert [hit.name for hit in queries.search("李小妹", by=cast.stranger)] == ["李小妹"]
    with acting(cast.town_handler):
        assert Person.objects.count() == Household.objects.count() == 0
    assert household.id in network.actor_for(cast.stranger.user_id).scope.shared


def test_one_member_goes_alone(cast):
    person = register(cast.village_assistant, "单身汉")
    answered(cast.town_handler, asked_for(cast.stranger, "单身汉"), True)

    with acting(cast.stranger):
        assert Person.objects.get(id=person.id).region == str(OTHER_VILLAGE)
        assert queries.find_residence_of(person.id) is None


def test_a_declined_transfer_moves_nothing(cast):
    resident_household(cast.village_assistant)
    request = answered(cast.town_handler, asked_for(cast.stranger), False)

    assert request.state == TransferState.DECLINED
    with acting(cast.stranger):
        assert Person.objects.count() == 0


def test_only_the_responsible_station_answers(cast):
    resident_household(cast.village_assistant)
    request = asked_for(cast.stranger)

    with pytest.raises(OutOfScopeError):
        answered(cast.stranger, request, True)
    with pytest.raises(PersonNotFoundError):
        answered(cast.outsider, request, True)
    with pytest.raises(NotPermittedError):
        answered(cast.auditor, request, True)


def test_a_request_is_asked_and_answered_once(cast):
    resident_household(cast.village_assistant)
    request = asked_for(cast.stranger)
    with pytest.raises(TransferClosedError):
        asked_for(cast.stranger)
    answered(cast.town_handler, request, False)
    with pytest.raises(TransferClosedError):
        answered(cast.town_handler, request, True)


def test_what_is_unknown_or_ones_own_is_not_asked_for(cast):
    with pytest.raises(PersonNotFoundError):
        asked_for(cast.stranger, "查无此人")
    resident_household(cast.village_assistant)
    with pytest.raises(InvalidMoveError):
        asked_for(cast.town_handler, to_region=VILLAGE)
