"""The public pages as a stranger with a phone gets them: masked, dated, no script, no account."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from tests.domains.dossier.family import an_opinion, signed
from tests.domains.papers.offices import COUNTY, TOWN, VILLAGE, a_subject, found_offices
from tests.domains.papers.values import VALUES
from tests.support.cast import NEIGHBOUR_VILLAGE

from yimen.domains.papers import actions, rules
from yimen.domains.papers.types import DocumentKind
from yimen.doors.portal import urls
from yimen.foundation.database.scope import scoped

pytestmark = pytest.mark.django_db


@pytest.fixture
def handler():
    return found_offices()["handler"]


@pytest.fixture
def document(handler):
    kind = DocumentKind.REFUSAL
    with scoped(handler.scope):
        return actions.issue_document(kind=kind, subject=a_subject(), values=VALUES[kind], by=handler)


def page(client, name, *args, **query):
    return client.get(reverse(f"portal:{name}", args=args), query)


def words(response) -> str:
    return str(response.content, "utf-8")


def test_the_landing_page_leads_to_both(client):
    shown = words(page(client, "home"))
    assert reverse("portal:notice-towns") in shown
    assert reverse("portal:document-check-form") in shown


@pytest.mark.parametrize("name", ["home", "notice-towns", "document-check-form"])
def test_a_page_has_a_language_a_main_part_and_no_script(client, name):
    response = page(client, name)
    shown = words(response)
    assert response.status_code == 200
    assert '<html lang="zh-hans">' in shown
    assert '<main id="main">' in shown
    assert "<script" not in shown and "style=" not in shown
    assert "no-store" in response["Cache-Control"]


def test_a_document_is_checked_by_its_code(client, document):
    shown = words(page(client, "document-check", document.code))
    for said in (
        "文书真实有效",
        "社会救助不予确认告知书",
        document.number,
        "大柘镇人民政府",
        document.digest,
        "李**",
    ):
        assert said in shown
    assert "李建国" not in shown


def test_a_typed_code_leads_to_the_same_page(client, document):
    typed = rules.grouped_code(document.code).lower()
    response = page(client, "document-check-form", code=f" {typed} ")
    assert response.status_code == 302
    assert document.number in words(client.get(response["Location"]))


def test_a_withdrawn_document_says_so(client, document, handler):
    with scoped(handler.scope):
        actions.withdraw_document(document.id, reason="日期有误", by=handler)
    assert "文书已被撤回" in words(page(client, "document-check", document.code))


@pytest.mark.parametrize("code", ["ABCD", "23456789ABCDEFGHJKMN", "<script>alert(1)", "'OR 1=1--"])
def test_a_code_of_nothing_is_not_found_and_not_echoed(client, document, code):
    response = page(client, "document-check", code)
    assert response.status_code == 404
    assert "没有这份文书" in words(response)
    assert code not in words(response)


ADDRESSES = {
    "home": (),
    "policies": (),
    "policy": (),
    "policy-sheet": (),
    "stations": (),
    "draws": (),
    "draws-file": (),
    "audits": (),
    "audits-file": (),
    "notice-towns": (),
    "notices": (TOWN,),
    "document-check-form": (),
    "document-check": ("23456789ABCDEFGHJKMN",),
}
ANSWERED = {"transfer-answer"}
"""Pages where something is written; they have tests of their own."""


def test_the_table_of_addresses_is_complete():
    assert {pattern.name for pattern in urls.urlpatterns} == set(ADDRESSES) | ANSWERED


@pytest.mark.parametrize("name", ADDRESSES)
def test_every_address_is_for_anybody_and_only_to_read(client, handler, name):
    address = reverse(f"portal:{name}", args=ADDRESSES[name])
    assert client.get(address).status_code in (200, 404)
    assert client.post(address).status_code == 405
    assert "Set-Cookie" not in client.get(address).headers


def test_an_unknown_region_is_a_page_that_says_so(client):
    response = page(client, "notices", "110000000000")
    assert response.status_code == 404
    assert "没有找到" in words(response)


@pytest.fixture
def hung(handler):
    """Sheets of one outcome: two hang, one is past its date, one was taken down, one is not up yet."""
    from yimen.domains.cases.models import PublicNotice

    today = timezone.localdate()
    with scoped(handler.scope):
        opinion = an_opinion(handler)
        sheets: list[dict[str, Any]] = [
            {"full_name": "王秀兰"},
            {"full_name": "欧阳明月", "kind": "decision", "amount_fen": 80050},
            {"full_name": "过期者", "posted_on": today - timedelta(9), "ends_on": today - timedelta(1)},
            {"full_name": "撤下者", "taken_down_on": today},
            {"full_name": "未到者", "posted_on": today + timedelta(1)},
        ]
        for sheet in sheets:
            PublicNotice.objects.create(
                **{
                    "region": VILLAGE,
                    "case_id": opinion.case_id,
                    "outcome": opinion.outcome,
                    "opinion": opinion,
                    "kind": "opinion",
                    "programme": "dibao",
                    "household_size": 3,
                    "amount_fen": 120000,
                    "posted_on": today,
                    "ends_on": today + timedelta(days=7),
                    **signed(handler),
                    **sheet,
                }
            )


@pytest.mark.requirement("R-POR-2")
def test_notices_show_masked_name_size_amount_dates_and_nothing_else(client, hung):
    shown = words(page(client, "notices", TOWN))
    for said in (
        "王**",
        "欧***",
        "3 人",
        "1,200.00 元/月",
        "800.50 元/月",
        "最低生活保障",
        "初审公示",
        "结果公布",
    ):
        assert said in shown
    for hidden in ("王秀兰", "欧阳明月", "过", "撤*", "未*"):
        assert hidden not in shown


def test_towns_are_counted(client, hung):
    shown = words(page(client, "notice-towns"))
    assert "大柘镇" in shown
    assert "2 户" in shown


def test_another_town_shows_nothing(client, hung):
    assert "目前没有正在公示的名单" in words(page(client, "notices", "441426102000"))


def test_a_county_is_shown_town_by_town(client, hung):
    response = page(client, "notices", COUNTY)
    assert response.status_code == 302 and response.url == reverse("portal:notice-towns")


@pytest.fixture
def many(handler):
    """Twenty-five sheets in one village and one in its neighbour."""
    from yimen.domains.cases.models import PublicNotice
    from yimen.domains.network.models import Region

    today = timezone.localdate()
    Region.objects.create(
        code=str(NEIGHBOUR_VILLAGE), name="邻近村委会", level="village", parent_id=str(TOWN)
    )
    Region.objects.filter(code=str(VILLAGE)).update(parent_id=str(TOWN))
    with scoped(handler.scope):
        opinion = an_opinion(handler)
        for number in range(26):
            PublicNotice.objects.create(
                region=str(NEIGHBOUR_VILLAGE if number == 25 else VILLAGE),
                case_id=opinion.case_id,
                outcome=opinion.outcome,
                opinion=opinion,
                kind="opinion",
                programme="dibao",
                full_name="王秀兰",
                household_size=3,
                amount_fen=120000,
                posted_on=today,
                ends_on=today + timedelta(days=7),
                **signed(handler),
            )


def test_a_long_list_is_turned_page_by_page_and_looked_at_by_village(client, many):
    first = page(client, "notices", TOWN).content.decode()
    assert first.count('class="card-head"') == 20 and "第 1 / 2 页" in first
    assert reverse("portal:notices", args=[NEIGHBOUR_VILLAGE]) in first
    second = client.get(reverse("portal:notices", args=[TOWN]), {"page": "2"}).content.decode()
    assert second.count('class="card-head"') == 6 and "上一页" in second
    far = client.get(reverse("portal:notices", args=[TOWN]), {"page": "99999999999999"})
    assert far.status_code == 200
    village = page(client, "notices", NEIGHBOUR_VILLAGE).content.decode()
    assert village.count('class="card-head"') == 1 and reverse("portal:notices", args=[TOWN]) in village
