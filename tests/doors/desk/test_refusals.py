"""A refusal is a page, a form's message or a short message; nothing typed is lost."""

from uuid import uuid4

from django.urls import reverse
from tests.doors.desk.families import an_open_case

from yimen.domains.people import queries as people
from yimen.foundation.database.scope import scoped


def test_a_refusal_is_a_page_that_says_the_way_out(cast, desk):
    response = desk(cast.town_handler).get(reverse("desk:case", args=[uuid4()]))
    assert response.status_code == 404
    assert "不在您负责的区域" in response.content.decode()


def test_inside_htmx_it_is_a_short_message(cast, desk):
    client = desk(cast.town_handler)
    response = client.get(reverse("desk:case", args=[uuid4()]), headers={"HX-Request": "true"})
    assert response.status_code == 404
    assert "toast" in response["HX-Trigger"]


def test_a_session_that_ended_inside_htmx_leads_the_whole_window_to_the_login(client, db):
    response = client.post(reverse("desk:search-hits"), {"words": "李"}, headers={"HX-Request": "true"})
    assert (response.status_code, response["HX-Trigger"]) == (204, "signed-out")


def family(**changes):
    typed = {
        "region": "441426100200",
        "address": "下村8号",
        "phone": "13800138000",
        "programmes": "dibao",
        "members-TOTAL_FORMS": "2",
        "members-INITIAL_FORMS": "1",
        "members-MIN_NUM_FORMS": "1",
        "members-MAX_NUM_FORMS": "1000",
        "members-0-name": "林秋菊",
        "members-0-identity": "441426197812036544",
        "members-0-relation": "head",
        "members-1-name": "陈大山",
        "members-1-identity": "441426197506122030",
        "members-1-relation": "spouse",
    }
    return typed | changes


def test_a_family_is_typed_once_and_becomes_a_draft(cast, desk):
    response = desk(cast.village_assistant).post(reverse("desk:application-start"), family())
    assert response.status_code == 302
    assert response.url.endswith("/means")


def test_a_wrong_identity_number_keeps_everything_typed(cast, desk):
    typed = family(**{"members-1-identity": "441426197506122031"})
    page = desk(cast.village_assistant).post(reverse("desk:application-start"), typed).content.decode()
    assert "下村8号" in page
    assert "陈大山" in page
    assert "form-error" in page


def test_a_refused_family_leaves_nobody_half_registered(cast, desk):
    """The second member belongs to another household, so the first one is not registered either."""
    case = an_open_case(cast)
    with scoped(cast.town_handler.scope):
        known = people.get_person(case.applicant_id, by=cast.town_handler)
    typed = family(**{"members-1-identity": known.identity})
    page = desk(cast.village_assistant).post(reverse("desk:application-start"), typed)
    assert page.status_code == 200
    with scoped(cast.town_handler.scope):
        assert people.search("林秋菊", by=cast.town_handler) == []


def test_a_draft_changed_meanwhile_is_not_overwritten(cast, desk):
    case = an_open_case(cast)
    client = desk(cast.village_assistant)
    url = reverse("desk:application-agent", args=[case.id])
    answers = {"has_agent": "no", "has_relative": "no"}
    assert client.post(url, answers | {"version": case.version}).status_code == 302
    late = client.post(url, answers | {"version": case.version})
    assert late.status_code == 200
    assert "请刷新" in late.content.decode()
