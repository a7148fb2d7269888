"""Whoever is asked first owns the contact; it is answered once, with what the answer needs."""

from uuid import uuid4

import pytest
from tests.support.cast import OTHER_VILLAGE, VILLAGE, acting

from yimen.domains.intake import actions, queries
from yimen.domains.intake.errors import (
    AnswerIncompleteError,
    ContactAnsweredError,
    ContactIncompleteError,
    ContactNotFoundError,
    NotForContactError,
)
from yimen.domains.intake.types import Answer, ContactChannel
from yimen.domains.network.errors import NotPermittedError, OutOfScopeError
from yimen.foundation.audit.models import Entry

pytestmark = pytest.mark.django_db


def ask(by, **more):
    values = {"channel": ContactChannel.WINDOW, "asked": "怎么申请低保", "region": VILLAGE, "name": "李大叔"}
    with acting(by):
        return actions.record_contact(**{**values, **more}, by=by)


def test_the_first_person_asked_owns_the_contact(cast):
    contact = ask(cast.town_handler, phone="13800000000")
    with acting(cast.village_assistant):
        shown = queries.get_contact(contact.id, by=cast.village_assistant)
        assert shown.owner_id == cast.town_handler.post_id
        assert shown.phone == "13800000000"
        assert Entry.objects.filter(action="open", kind="contact", subject=contact.id).exists()
    with acting(cast.town_handler):
        assert [c.id for c in queries.contacts_unanswered(by=cast.town_handler)] == [contact.id]


@pytest.mark.parametrize("lacking", [{"asked": " "}, {"name": ""}])
def test_a_contact_says_who_and_what(cast, lacking):
    with pytest.raises(ContactIncompleteError):
        ask(cast.town_handler, **lacking)


@pytest.mark.parametrize(
    ("answer", "lacking", "enough"),
    [
        (Answer.ON_THE_SPOT, {}, {"text": "已说明标准"}),
        (Answer.ADVISED, {}, {"told_items": ["授权书", "委托书"]}),
        (Answer.REFUSED, {}, {"text": "不在本镇居住，已告知居住地电话"}),
        (Answer.APPLICATION, {}, {"case_id": uuid4()}),
    ],
)
def test_an_answer_carries_what_it_needs_and_is_given_once(cast, answer, lacking, enough):
    by = cast.town_handler
    contact = ask(by)
    with acting(by):
        with pytest.raises(AnswerIncompleteError):
            actions.answer_contact(contact_id=contact.id, answer=answer, by=by, **lacking)
        assert actions.answer_contact(contact_id=contact.id, answer=answer, by=by, **enough).answer == answer
        with pytest.raises(ContactAnsweredError):
            actions.answer_contact(contact_id=contact.id, answer=answer, by=by, **enough)
        assert list(queries.contacts_unanswered(by=by)) == []


def test_a_contact_is_handed_over(cast):
    contact = ask(cast.village_assistant)
    with acting(cast.village_assistant):
        given = actions.hand_over_contact(
            contact_id=contact.id, to_post_id=cast.town_handler.post_id, by=cast.village_assistant
        )
        assert given.owner_id == cast.town_handler.post_id


@pytest.mark.parametrize("part", ["stranger", "county_confirmer", "auditor"])
def test_a_contact_goes_only_to_a_post_that_can_answer_it(cast, part):
    contact = ask(cast.village_assistant)
    post_id = getattr(cast, part).post_id
    with acting(cast.village_assistant), pytest.raises(NotForContactError):
        actions.hand_over_contact(contact_id=contact.id, to_post_id=post_id, by=cast.village_assistant)


def test_a_stranger_and_an_auditor_do_not_touch_it(cast):
    contact = ask(cast.village_assistant)
    with acting(cast.stranger), pytest.raises(ContactNotFoundError):
        queries.get_contact(contact.id, by=cast.stranger)
    with pytest.raises(NotPermittedError):
        ask(cast.auditor)
    with pytest.raises(OutOfScopeError):
        ask(cast.village_assistant, region=OTHER_VILLAGE)
