"""Whoever is asked first owns the contact; it is answered once, with what the answer needs."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.utils import timezone
from tests.support.cast import OTHER_VILLAGE, VILLAGE, acting, register
from tests.support.factories import identity_number, person_facts

from yimen.domains.intake import actions, queries
from yimen.domains.intake.errors import (
    AnswerIncompleteError,
    ContactAnsweredError,
    ContactIncompleteError,
    ContactNotFoundError,
    ContactOfferedError,
    NotForContactError,
    NotOwnerOfContactError,
)
from yimen.domains.intake.types import Answer, ContactChannel, ContactFilters, LoadedContact, Origin
from yimen.domains.network.errors import NotPermittedError, OutOfScopeError
from yimen.domains.papers import rendering
from yimen.domains.papers.models import OfficialDocument
from yimen.domains.papers.types import DocumentKind
from yimen.domains.people import actions as people
from yimen.domains.people.errors import PersonNotFoundError
from yimen.domains.worklist import actions as passing
from yimen.domains.worklist import queries as worklist
from yimen.domains.worklist.errors import NotForThisPostError, TitleHoldsIdentityError
from yimen.domains.worklist.models import WorkItem
from yimen.domains.worklist.types import WorkKind
from yimen.foundation.audit.models import Entry
from yimen.foundation.database.scope import system_scope
from yimen.kernel import Programme

pytestmark = pytest.mark.django_db
WAITING = ContactFilters(is_open=True)


def ask(by, **more):
    values = {"channel": ContactChannel.WINDOW, "asked": "怎么申请低保", "region": VILLAGE, "name": "李大叔"}
    with acting(by):
        return actions.record_contact(**{**values, **more}, by=by)


@pytest.mark.requirement("R-DSK-1")
def test_the_first_person_asked_owns_the_contact(cast):
    contact = ask(cast.town_handler, phone="13800000000")
    with acting(cast.village_assistant):
        shown = queries.get_contact(contact.id, by=cast.village_assistant)
        assert shown.owner_id == cast.town_handler.post_id
        assert shown.phone == "13800000000"
        assert Entry.objects.filter(action="open", kind="contact", subject=contact.id).exists()
    with acting(cast.town_handler):
        assert [c.id for c in queries.contacts_found(by=cast.town_handler, filters=WAITING)] == [contact.id]


@pytest.mark.parametrize("lacking", [{"asked": " "}, {"name": ""}])
def test_a_contact_says_who_and_what(cast, lacking):
    with pytest.raises(ContactIncompleteError):
        ask(cast.town_handler, **lacking)


@pytest.mark.parametrize(
    ("answer", "lacking", "enough"),
    [
        (Answer.ON_THE_SPOT, {}, {"text": "已说明标准"}),
        (Answer.ADVISED, {}, {"told_items": ["授权书", "委托书"]}),
        (Answer.REFUSED, {"text": "不在本镇居住"}, {"text": "不在本镇居住", "programmes": [Programme.DIBAO]}),
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
        assert list(queries.contacts_found(by=by, filters=WAITING)) == []


def item_of(contact, kind=WorkKind.CONTACT):
    with system_scope():
        return WorkItem.objects.filter(subject_id=contact.id, kind=kind, done_at__isnull=True).first()


def offered(cast, contact):
    with acting(cast.village_assistant):
        actions.hand_over_contact(
            contact_id=contact.id,
            to_post_id=cast.town_handler.post_id,
            by=cast.village_assistant,
            reason="忙",
        )


def test_whoever_is_asked_first_has_it_on_the_list_with_a_clock_that_is_the_office_s(cast):
    contact = ask(cast.village_assistant)
    item = item_of(contact)
    assert (item.owner_post_id, item.subject_title) == (cast.village_assistant.post_id, "李大叔")
    assert "非法定期限" in item.article and item.limit_days == 3
    with acting(cast.village_assistant):
        assert [row.id for row in worklist.mine(cast.village_assistant)] == [item.id]


def test_handed_over_it_stays_until_the_other_has_taken_it(cast):
    contact = ask(cast.village_assistant)
    offered(cast, contact)
    assert item_of(contact).owner_post_id == cast.village_assistant.post_id
    assert item_of(contact, WorkKind.CONTACT_HAND_OVER).owner_post_id == cast.town_handler.post_id
    with pytest.raises(ContactOfferedError):
        offered(cast, contact)
    with acting(cast.town_reviewer), pytest.raises(ContactOfferedError):
        actions.take_contact(contact_id=contact.id, by=cast.town_reviewer)

    with acting(cast.town_handler):
        actions.take_contact(contact_id=contact.id, by=cast.town_handler)
        assert (
            queries.get_contact(contact.id, by=cast.town_handler).owner_id == cast.village_assistant.post_id
        )
    assert item_of(contact).owner_post_id == cast.town_handler.post_id
    assert item_of(contact, WorkKind.CONTACT_HAND_OVER) is None
    with pytest.raises(NotOwnerOfContactError):
        offered(cast, contact)


def test_declined_it_stays_where_it_is_and_may_go_elsewhere(cast):
    contact = ask(cast.village_assistant)
    offered(cast, contact)
    with acting(cast.town_handler):
        with pytest.raises(AnswerIncompleteError):
            actions.decline_contact(contact_id=contact.id, reason=" ", by=cast.town_handler)
        actions.decline_contact(contact_id=contact.id, reason="不归我管", by=cast.town_handler)
    assert item_of(contact).owner_post_id == cast.village_assistant.post_id
    offered(cast, contact)


def test_it_is_not_passed_on_behind_the_register(cast):
    contact = ask(cast.village_assistant)
    item, by = item_of(contact), cast.village_assistant
    with acting(by):
        for refused in (
            lambda: passing.hand_over(item_id=item.id, to_post=cast.town_handler.post_id, reason="忙", by=by),
            lambda: passing.put_back(item_id=item.id, reason="忙", by=by),
        ):
            with pytest.raises(NotForThisPostError):
                refused()


def test_the_answer_closes_everything_that_waited(cast):
    contact = ask(cast.village_assistant)
    offered(cast, contact)
    with acting(cast.village_assistant):
        actions.answer_contact(
            contact_id=contact.id, answer=Answer.ON_THE_SPOT, text="已说明", by=cast.village_assistant
        )
    assert item_of(contact) is None and item_of(contact, WorkKind.CONTACT_HAND_OVER) is None
    with acting(cast.town_handler), pytest.raises(ContactOfferedError):
        actions.take_contact(contact_id=contact.id, by=cast.town_handler)


def test_somebody_on_file_brings_name_and_phone(cast):
    with acting(cast.village_assistant):
        person = people.register_person(
            facts=person_facts("温石生", phone="13900139000"),
            region=VILLAGE,
            address="",
            by=cast.village_assistant,
        )
    contact = ask(cast.village_assistant, person_id=person.id, name="")
    assert (contact.name, contact.phone) == ("温石生", "13900139000")
    stranger = register(cast.stranger, "外镇人", region=OTHER_VILLAGE)
    with pytest.raises(PersonNotFoundError):
        ask(cast.village_assistant, person_id=stranger.id, name="")


def test_a_number_does_not_become_a_title(cast):
    with pytest.raises(TitleHoldsIdentityError):
        ask(cast.village_assistant, name=str(identity_number("温石生")))


def test_many_at_once_wait_like_one_by_one(cast):
    by, person = cast.town_handler, register(cast.village_assistant, "温石生")
    asked_at = timezone.now() - timedelta(days=1)
    common = {"region": VILLAGE, "channel": ContactChannel.PHONE, "person_id": person.id, "by": by}
    with acting(by):
        actions.load_contacts(
            contacts=[
                LoadedContact(id=uuid4(), asked="一", asked_at=asked_at, **common),
                LoadedContact(
                    id=uuid4(),
                    asked="二", asked_at=asked_at, answer=Answer.ON_THE_SPOT, answer_text="好",
                    answered_at=asked_at, **common,
                ),
            ],
            by=by,
        )  # fmt: skip
        waiting = list(worklist.mine(by))
        assert [(row.kind, row.subject_title) for row in waiting] == [("contact", "温石生")]
        assert waiting[0].event_on == timezone.localdate(asked_at)


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


def paper_of(contact, kind):
    with system_scope():
        document = OfficialDocument.objects.get(subject_id=contact.id, kind=kind)
        return rendering.content_of(document)["values"]


def test_advice_is_a_numbered_sheet_with_conditions_materials_limits_and_office(cast):
    by = cast.town_handler
    contact = ask(by)
    with acting(by):
        actions.answer_contact(
            contact_id=contact.id,
            answer=Answer.ADVISED,
            programmes=[Programme.DIBAO, Programme.TEKUN],
            told_items=["行动不便可以上门"],
            by=by,
        )
    said = paper_of(contact, DocumentKind.ADVICE)
    assert {row["programme"] for row in said["conditions"]} == {"最低生活保障", "特困人员救助供养"}
    assert said["limits"] and all("起" in row["text"] and row["article"] for row in said["limits"])
    assert "申请书" in str(said["materials"]) and "纳税证明" not in str(said["materials"])
    assert said["remarks"] == [{"text": "行动不便可以上门"}] and "救助站" in said["place"]


@pytest.mark.requirement("R-DSK-2")
@pytest.mark.parametrize("programme", list(Programme))
def test_every_programme_has_a_sheet_to_take_home(cast, programme):
    by = cast.village_assistant
    contact = ask(by)
    with acting(by):
        actions.answer_contact(contact_id=contact.id, answer=Answer.ADVISED, programmes=[programme], by=by)
    assert paper_of(contact, DocumentKind.ADVICE)["programmes"] == [programme.value]


def test_a_refusal_is_a_letter_with_reason_and_article(cast):
    by = cast.town_handler
    contact = ask(by)
    with acting(by):
        actions.answer_contact(
            contact_id=contact.id,
            answer=Answer.REFUSED,
            text="不在本镇居住",
            article="社会救助法 第三十七条",
            programmes=[Programme.DIBAO],
            by=by,
        )
    said = paper_of(contact, DocumentKind.NOT_ACCEPTED)
    assert said["reasons"] == [{"text": "不在本镇居住", "article": "社会救助法 第三十七条"}]


@pytest.mark.parametrize(
    ("channel", "origin"),
    [
        (ContactChannel.HOTLINE_12345, {}),
        (ContactChannel.PETITION, {"reference": "信2026-1"}),
        (ContactChannel.PLATFORM, {"received_on": date(2026, 3, 1)}),
        (ContactChannel.REFERRAL, {"reference": " ", "received_on": date(2026, 3, 1)}),
        (ContactChannel.ON_BEHALF, {}),
        (ContactChannel.VILLAGE_REGISTER, {"received_on": date(2999, 1, 1)}),
    ],
)
def test_a_channel_says_where_it_came_from(cast, channel, origin):
    with pytest.raises(ContactIncompleteError):
        ask(cast.village_assistant, channel=channel, origin=Origin(**origin))


@pytest.mark.requirement("R-DSK-1")
@pytest.mark.parametrize("channel", list(ContactChannel))
def test_every_channel_is_one_register(cast, channel):
    origin = Origin(reference="2026-1", received_on=timezone.localdate(), asked_by="网格员")
    contact = ask(cast.village_assistant, channel=channel, origin=origin)
    assert found(cast.town_handler, channel=channel) == [contact.id]
    assert contact.days_late == 0


@pytest.mark.requirement("R-DSK-7")
def test_what_came_in_before_today_is_flagged_late_for_supervision(cast):
    ask(cast.village_assistant)
    late = ask(
        cast.village_assistant,
        channel=ContactChannel.HOTLINE_12345,
        origin=Origin(reference="工单7", received_on=timezone.localdate() - timedelta(days=4)),
    )
    assert late.days_late == 4
    assert found(cast.auditor, is_late=True) == [late.id] == found(cast.auditor, text="工单7")
    assert found(cast.stranger, is_late=True) == []


def found(by, **filters):
    with acting(by):
        return [row.id for row in queries.contacts_found(by=by, filters=ContactFilters(**filters))]


def test_the_register_is_narrowed_by_day_answer_and_words(cast):
    by, today = cast.town_handler, timezone.localdate()
    contact = ask(by, name="100%_甲")
    assert found(by, since=today, until=today, text="%_") == [contact.id]
    assert found(by, until=today - timedelta(days=1)) == [] == found(by, since=today + timedelta(days=1))
    assert found(by, answer=Answer.ADVISED) == [] and found(by, is_open=True) == [contact.id]
