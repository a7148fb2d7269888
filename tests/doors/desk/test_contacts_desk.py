"""The register of contacts at the desk: who is on file is found while typing, and nothing is typed again."""

import pytest
from django.urls import reverse
from tests.support.cast import OTHER_VILLAGE, VILLAGE, acting, register, resident_household
from tests.support.factories import identity_number, person_facts

from yimen.domains.cases.models import Case
from yimen.domains.intake.models import Contact
from yimen.domains.people import actions as people
from yimen.domains.people.models import Person
from yimen.domains.worklist.models import WorkItem
from yimen.foundation.database.scope import system_scope

ASKED = "男人病了，没有收入"


@pytest.fixture
def clerk(cast, desk):
    return desk(cast.village_assistant)


def recorded(client, **typed):
    page = {"channel": "window", "asked": ASKED, "then": "contact", "region": str(VILLAGE)} | typed
    answer = client.post(reverse("desk:contact-record"), page)
    assert answer.status_code == 302, answer.content.decode()
    with system_scope():
        return Contact.objects.latest("asked_at")


def test_a_number_that_cannot_be_dialled_is_refused_where_it_stands(clerk):
    typed = {"channel": "window", "asked": ASKED, "then": "contact", "region": str(VILLAGE), "name": "温三"}
    answer = clerk.post(reverse("desk:contact-record"), typed | {"phone": "123"})
    assert answer.status_code == 200
    assert "电话号码有误" in answer.content.decode() and "#id_phone" in answer.content.decode()
    assert recorded(clerk, name="温三", phone="0753-8823456").phone == "0753-8823456"


def named(cast, name="温石生", phone="13900139000"):
    with acting(cast.village_assistant):
        return people.register_person(
            facts=person_facts(name, phone=phone),
            region=VILLAGE,
            address="墩背村5号",
            by=cast.village_assistant,
        )


@pytest.mark.parametrize(
    ("field", "words"),
    [
        ("name", "温石生"),
        ("name", "wenshisheng"),
        ("phone", "13900139000"),
        ("name", str(identity_number("温石生"))),
    ],
)
def test_residents_are_offered_while_typing_and_only_one_s_own(cast, clerk, desk, field, words):
    person = named(cast)
    url, sent = reverse("desk:contact-residents"), {"name": "", "phone": ""} | {field: words}
    headers = {"HX-Request": "true", "HX-Trigger-Name": field}
    found = clerk.post(url, sent, headers=headers).content.decode()
    assert f'value="{person.id}"' in found and str(identity_number("温石生")) not in found
    assert str(person.id) not in desk(cast.stranger).post(url, sent, headers=headers).content.decode()


def test_who_is_on_file_with_a_household_goes_on_where_nothing_is_typed(cast, clerk):
    household = resident_household(cast.village_assistant)
    with system_scope():
        head = Person.objects.get(name="李小妹")
    contact = recorded(clerk, person=str(head.id), region="")
    assert (contact.person_id, contact.name, contact.region) == (head.id, "李小妹", str(VILLAGE))

    first = clerk.get(reverse("desk:application-from-contact", args=[contact.id]))
    assert first.url == reverse("desk:application-for-known-contact", args=[household.id, contact.id])
    assert f'value="{head.id}"' in clerk.get(first.url).content.decode()
    clerk.post(first.url, {"applicant": str(head.id), "phone": "13800000003", "programmes": ["dibao"]})
    with system_scope():
        case = Case.objects.get(contact_id=contact.id)
        assert (case.applicant_id, case.reason) == (head.id, ASKED)
        contact.refresh_from_db()
        assert (contact.answer, contact.case_id) == ("application", case.id)
        assert not WorkItem.objects.filter(subject_id=contact.id, done_at__isnull=True).exists()


def test_who_is_on_file_alone_brings_everything_into_the_form(cast, clerk):
    person = named(cast)
    contact = recorded(clerk, person=str(person.id), region="")
    url = reverse("desk:application-from-contact", args=[contact.id])
    page = clerk.get(url).content.decode()
    for known in ("温石生", str(identity_number("温石生")), "13900139000", "墩背村5号"):
        assert f'value="{known}"' in page
    clerk.post(
        url,
        {
            "region": str(VILLAGE), "address": "墩背村5号", "phone": "13900139111", "programmes": ["dibao"],
            "members-TOTAL_FORMS": "1", "members-INITIAL_FORMS": "1", "members-0-name": "温石生",
            "members-0-identity": str(identity_number("温石生")), "members-0-relation": "head",
            "members-0-disability": "",
        },
    )  # fmt: skip
    with system_scope():
        assert Person.objects.filter(name="温石生").count() == 1
        case = Case.objects.get(contact_id=contact.id)
        assert (case.applicant_id, case.phone) == (person.id, "13900139111")


def test_somebody_new_becomes_known_by_the_application(cast, clerk):
    contact = recorded(clerk, name="邹新人", phone="13700137000")
    url = reverse("desk:application-from-contact", args=[contact.id])
    clerk.post(
        url,
        {
            "region": str(VILLAGE), "address": "1号", "phone": "13700137000", "programmes": ["dibao"],
            "members-TOTAL_FORMS": "1", "members-INITIAL_FORMS": "1", "members-0-name": "邹新人",
            "members-0-identity": str(identity_number("邹新人")), "members-0-relation": "head",
            "members-0-disability": "",
        },
    )  # fmt: skip
    with system_scope():
        assert Contact.objects.get(id=contact.id).person.name == "邹新人"


@pytest.mark.parametrize(
    "typed", [{"name": ""}, {"region": ""}, {"region": str(OTHER_VILLAGE)}, {"person": "x"}, {"asked": " "}]
)
def test_a_contact_that_says_too_little_is_not_kept(cast, clerk, typed):
    page = {"channel": "window", "name": "甲", "asked": ASKED, "region": str(VILLAGE)} | typed
    assert clerk.post(reverse("desk:contact-record"), page).status_code == 200
    with system_scope():
        assert not Contact.objects.exists()


def test_a_resident_of_another_town_cannot_be_chosen(cast, clerk):
    stranger = register(cast.stranger, "外镇人", region=OTHER_VILLAGE)
    page = {"channel": "window", "asked": ASKED, "person": str(stranger.id), "region": str(VILLAGE)}
    answer = clerk.post(reverse("desk:contact-record"), page)
    assert "外镇人" not in answer.content.decode()
    with system_scope():
        assert not Contact.objects.exists()


def test_handing_over_taking_and_declining_at_the_desk(cast, clerk, desk):
    contact, handler = recorded(clerk, name="<b>甲</b>"), desk(cast.town_handler)
    page = clerk.get(reverse("desk:contact", args=[contact.id])).content.decode()
    assert "<b>甲</b>" not in page and "非法定期限" in page
    offer = {"to_post": str(cast.town_handler.post_id), "reason": "归口办理"}
    for verb in ("decline", "take"):
        clerk.post(reverse("desk:contact-hand-over", args=[contact.id]), offer)
        assert "接手" in handler.get(reverse("desk:contact", args=[contact.id])).content.decode()
        handler.post(reverse(f"desk:contact-{verb}", args=[contact.id]), {"reason": "不归我管"})
    with system_scope():
        item = WorkItem.objects.get(subject_id=contact.id, kind="contact")
        assert item.owner_post_id == cast.town_handler.post_id
    passed_on = handler.post(reverse("desk:worklist-hand-over", args=[item.id]), offer)
    assert passed_on.url == reverse("desk:contact", args=[contact.id])
