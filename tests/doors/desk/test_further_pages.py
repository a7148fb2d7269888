"""Boards, notices, transfers, a further programme, a complaint, and official words in another language."""

from enum import StrEnum

import pytest
from django.urls import reverse
from django.utils import translation
from tests.support.cast import OTHER_VILLAGE, VILLAGE, acting
from tests.support.factories import identity_number
from tests.support.process import Walk

from yimen.domains.cases import types as case_types
from yimen.domains.network.permissions import CARDS
from yimen.domains.papers.types import DeliveryMethod, DocumentKind
from yimen.domains.people import queries as people
from yimen.domains.people.types import Relation
from yimen.domains.verification.types import LineKind, RequestState
from yimen.domains.worklist.types import WorkKind
from yimen.doors.cli.words import words as collected
from yimen.doors.desk.official_words import WORDS, official
from yimen.kernel import Programme


def shown(client, name: str) -> str:
    return client.get(reverse(f"desk:{name}")).content.decode()


def test_the_board_counts_every_station_of_the_region(walk, cast, desk):
    walk.to_submitted()
    page = shown(desk(cast.county_reviewer), "board")
    assert "大柘镇救助站" in page


def test_deadlines_stand_under_their_day(walk, cast, desk):
    walk.apply()
    client = desk(cast.village_assistant)
    assert "完成申请填写" in shown(client, "deadlines") or "填写申请" in shown(client, "deadlines")


def test_a_notice_that_hangs_is_listed_for_its_town_only(walk, cast, desk):
    walk.to_investigated()
    walk.opine()
    walk.post()
    handler = desk(cast.town_handler)
    assert "李建明" in shown(handler, "notices")
    for narrowed, is_there in [
        ({"kind": "opinion", "programme": "dibao", "region": str(VILLAGE)}, True),
        ({"kind": "decision"}, False),
        ({"programme": "tekun"}, False),
    ]:
        listed = handler.get(reverse("desk:notices"), narrowed).content.decode()
        assert ("李建明" in listed) is is_there, narrowed
    assert "李建明" not in shown(desk(cast.stranger), "notices")


def test_a_file_is_asked_for_and_handed_over(walk, cast, desk):
    """The other town knows the identity number only; the file moves when its own town agrees."""
    asker, owner = desk(cast.stranger), desk(cast.town_handler)
    typed = {
        "identity": str(_identity(walk, cast)),
        "region": str(OTHER_VILLAGE),
        "reason": "已在本地居住",
    }
    assert asker.post(reverse("desk:transfer-ask"), typed).status_code == 302
    assert "等待对方答复" in shown(asker, "transfers")
    waiting = owner.get(reverse("desk:worklist"), {"list": "takeable"}).content.decode()
    assert "申请转入档案" in waiting and "李建明" not in waiting
    assert "李建明" not in shown(asker, "transfers")
    page = shown(owner, "transfers")
    assert "李建明" in page
    request_id = page.split('name="request_id" value="')[1].split('"')[0]
    answer = {"request_id": request_id, "verb": "decline", "answer": ""}
    assert "不同意转出的，请写明原因。" in owner.post(reverse("desk:transfers"), answer).content.decode()
    answer = {"request_id": request_id, "verb": "accept", "answer": "情况属实"}
    assert owner.post(reverse("desk:transfers"), answer).status_code == 302
    for side, name in ((asker, "李建明"), (owner, "情况属实")):
        assert name in shown(side, "transfers")
    assert "李建明" not in shown(owner, "transfers")
    assert "申请转入档案" not in owner.get(reverse("desk:worklist"), {"list": "takeable"}).content.decode()
    with acting(cast.stranger):
        assert [hit.name for hit in people.search("李建明", by=cast.stranger)] == ["李建明"]


def _identity(walk: Walk, cast):
    with acting(cast.town_handler):
        known = people.get_person(walk.adults[0], by=cast.town_handler).identity
    return known or identity_number("李建明")


def test_a_further_programme_joins_the_case(walk, cast, desk):
    walk.to_submitted()
    walk.accept()
    client = desk(cast.town_handler)
    url = reverse("desk:case-request", args=[walk.case_id])
    assert client.post(url, {"programme": "temporary"}).status_code == 302
    assert walk.outcome(Programme.TEMPORARY).state == "proposed"
    assert client.post(url, {"programme": "nonsense"}).url.endswith("/determination")


def test_a_complaint_brings_the_county_to_the_door(walk, cast, desk):
    walk.to_investigated()
    url = reverse("desk:case-complain", args=[walk.case_id])
    typed = {"channel": "visit", "text": "该户有隐瞒收入", "is_named": "no"}
    assert desk(cast.town_handler).post(url, typed).status_code == 302
    assert walk.case().county_visit_reason == "complaint"
    assert "该户有隐瞒收入" not in walk.case().county_visit_note


ENUMS: list[type[StrEnum]] = [
    Programme,
    Relation,
    RequestState,
    WorkKind,
    DocumentKind,
    DeliveryMethod,
    case_types.CaseState,
    case_types.CaseVerb,
    case_types.OutcomeState,
    case_types.OutcomeVerb,
    case_types.Channel,
]


@pytest.mark.parametrize("words", ENUMS, ids=lambda words: words.__name__)
def test_every_official_word_can_be_translated(words):
    assert {str(word.title) for word in words} <= {*WORDS, *collected()}


def test_roles_and_kinds_of_lines_can_be_translated():
    assert {card.title for card in CARDS.values()} | {kind.title for kind in LineKind} <= {
        *WORDS,
        *collected(),
    }


def test_an_official_word_is_said_in_the_readers_language():
    with translation.override("en"):
        assert official(Programme.DIBAO.title) == "Minimum living guarantee"
    with translation.override("zh-hans"):
        assert official(Programme.DIBAO.title) == "最低生活保障"
