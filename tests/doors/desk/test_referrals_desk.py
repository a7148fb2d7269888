"""Transfers at the desk: sent from where the clerk is, answered in one click, told and listed."""

import pytest
from django.urls import reverse
from tests.support.cast import COUNTY, PASSWORD, SINCE, VILLAGE, acting, resident_household

from yimen.domains.intake import actions as intake
from yimen.domains.intake.models import Contact, Transfer
from yimen.domains.intake.types import ContactChannel
from yimen.domains.network import actions as network
from yimen.domains.network import queries as network_queries
from yimen.domains.network.types import DepartmentKind, OrganisationKind, Role
from yimen.domains.papers.models import OfficialDocument
from yimen.foundation.accounts.models import User
from yimen.foundation.database.scope import system_scope
from yimen.kernel import SocialCreditCode

pytestmark = pytest.mark.django_db
NEED = "土坯房漏雨"


@pytest.fixture
def housing(cast):
    return network.add_department(
        region=COUNTY, kind=DepartmentKind.HOUSING, name="平远县住建局", by=cast.administrator
    )


@pytest.fixture
def charity(cast):
    return network.add_organisation(
        region=COUNTY,
        kind=OrganisationKind.CHARITY,
        name="平远县慈善会",
        credit_code=SocialCreditCode("51441426MJ0000001G"),
        by=cast.administrator,
    )


@pytest.fixture
def liaison(cast, desk, housing):
    user = User.objects.create_user("liaison", PASSWORD, name="曾联络")
    staff = network.add_staff(name="曾联络", user_id=user.id, by=cast.administrator)
    network.appoint(
        staff_id=staff.id,
        station_id=cast.county_reviewer.station_id,
        role=Role.DEPARTMENT_LIAISON,
        valid_from=SINCE,
        department_id=housing.id,
        by=cast.administrator,
    )
    return desk(network_queries.actor_for(user.id))


@pytest.fixture
def clerk(cast, desk):
    return desk(cast.village_assistant)


@pytest.fixture
def contact(cast):
    by = cast.village_assistant
    with acting(by):
        return intake.record_contact(
            channel=ContactChannel.WINDOW, asked=NEED, region=VILLAGE, name="<b>温石生</b>", by=by
        )


def refer(client, url, receiver, **more):
    sent = {"topic": "housing", "receiver": receiver, "need": NEED, "wants": "房屋照片\n\n", **more}
    answer = client.post(url, sent)
    assert answer.status_code == 302, answer.content.decode()
    with system_scope():
        return Transfer.objects.latest("id")


def words(answer):
    return answer.content.decode()


def page(client, name, *parts):
    return words(client.get(reverse(f"desk:{name}", args=parts)))


def test_from_the_window_to_the_family(cast, clerk, liaison, contact, housing):
    url = reverse("desk:referral-from-contact", args=[contact.id])
    assert "<textarea" not in words(clerk.get(url))
    form = words(clerk.get(url, {"topic": "housing"}))
    assert f'value="d:{housing.id}" selected' in form
    assert NEED in form and "平远县住建局" in form
    transfer = refer(clerk, url, f"d:{housing.id}")
    with system_scope():
        assert Contact.objects.get(id=contact.id).answer == "transfer"

    board = page(liaison, "referral-board")
    assert NEED in board and "&lt;b&gt;温石生" in board and "<b>温石生" not in board
    assert liaison.post(reverse("desk:referral-accept", args=[transfer.id])).status_code == 302
    answer = reverse("desk:referral-answer", args=[transfer.id])
    assert liaison.post(answer, {"verdict": "helped", "text": ""}).status_code == 200
    liaison.post(answer, {"verdict": "helped", "text": "列入第四批危房改造"})

    shown = page(clerk, "referral", transfer.id)
    assert "列入第四批危房改造" in shown and "登记反馈" in shown
    sheet = clerk.post(reverse("desk:referral-sheet", args=[transfer.id]))
    assert "反馈单" in words(clerk.get(sheet.url))
    told = {"method": "handed_over", "recipient": "温石生", "told_on": "", "proof": "本人签收"}
    assert clerk.post(reverse("desk:referral-tell", args=[transfer.id]), told).status_code == 200
    from django.utils import timezone

    told["told_on"] = timezone.localdate().isoformat()
    assert clerk.post(reverse("desk:referral-tell", args=[transfer.id]), told).status_code == 302
    assert "已反馈" in page(clerk, "referral", transfer.id)
    assert "平远县住建局" in page(clerk, "contact", contact.id)


def test_from_a_household_with_a_paper_that_only_the_receiver_opens(cast, desk, clerk, liaison, housing):
    household = resident_household(cast.village_assistant)
    url = reverse("desk:referral-from-household", args=[household.id])
    first = refer(clerk, url, f"d:{housing.id}")
    with system_scope():
        paper = OfficialDocument.objects.get(subject_id=first.id)
    assert paper.number in words(clerk.get(url, {"topic": "housing"}))
    transfer = refer(clerk, url, f"d:{housing.id}", papers=[str(paper.id)])
    assert "平远县住建局" in page(clerk, "household", household.id)
    shown = page(liaison, "referral", transfer.id)
    opened = reverse("desk:referral-paper", args=[transfer.id, paper.id])
    assert opened in shown
    assert liaison.get(opened)["Content-Type"] == "application/pdf"
    assert liaison.get(reverse("desk:document-pdf", args=[paper.id])).status_code == 403
    assert clerk.get(opened).status_code == 403


@pytest.mark.parametrize(
    "wrong",
    [
        {"receiver": "d:x"},
        {"receiver": ""},
        {"need": " "},
        {"topic": "x"},
        {"papers": ["x"]},
        {"need": "长" * 501},
    ],
)
def test_a_transfer_that_says_too_little_or_too_much_is_not_sent(clerk, contact, housing, wrong):
    url = reverse("desk:referral-from-contact", args=[contact.id])
    sent = {"topic": "housing", "receiver": f"d:{housing.id}", "need": NEED} | wrong
    assert clerk.post(url, sent).status_code in (200, 302)
    with system_scope():
        assert Transfer.objects.count() == (1 if "papers" in wrong else 0)


def test_what_the_library_knows_of_a_topic_is_offered_and_what_it_does_not_is_said(clerk, contact, housing):
    url = reverse("desk:referral-from-contact", args=[contact.id])
    assert "由县里填写" in words(clerk.get(url, {"topic": "charity"}))
    for topic in ("medical", "education", "housing", "employment", "disaster"):
        assert "由县里填写" not in words(clerk.get(url, {"topic": topic}))
    assert "就读学校、学段和年级〔社会救助暂行办法 第三十三条、第三十六条〕" in words(
        clerk.get(url, {"topic": "education"})
    )
    assert clerk.get(url, {"topic": "<script>"}).status_code == 200


def test_a_receiver_without_account_is_followed_by_whoever_sent_it(cast, desk, clerk, contact, charity):
    url = reverse("desk:referral-from-contact", args=[contact.id])
    transfer = refer(clerk, url, f"o:{charity.id}", topic="charity")
    shown = page(clerk, "referral", transfer.id)
    assert "代录对方答复" in shown and "出具答复码" in shown
    made = clerk.post(reverse("desk:referral-code", args=[transfer.id]))
    assert made.status_code == 200 and "只显示这一次" in words(made) and "no-store" in made["Cache-Control"]
    answer = reverse("desk:referral-answer", args=[transfer.id])
    said = {"verdict": "refuse", "text": "不在救助范围", "answerer": "李会长，电话"}
    assert clerk.post(answer, said).status_code == 302
    assert "不在救助范围" in page(clerk, "referral", transfer.id)
    assert desk(cast.auditor).post(answer, said).status_code == 403


def test_withdrawing_asks_for_the_reason(clerk, contact, housing, liaison):
    transfer = refer(clerk, reverse("desk:referral-from-contact", args=[contact.id]), f"d:{housing.id}")
    url = reverse("desk:referral-withdraw", args=[transfer.id])
    assert clerk.post(url, {"reason": ""}).status_code == 200
    assert clerk.post(url, {"reason": "重复"}).status_code == 302
    assert liaison.post(reverse("desk:referral-accept", args=[transfer.id])).status_code == 409


def test_the_list_is_narrowed_without_a_name_in_the_address_and_leaves_as_a_sheet(
    cast, desk, clerk, contact, housing
):
    refer(clerk, reverse("desk:referral-from-contact", args=[contact.id]), f"d:{housing.id}")
    handler = desk(cast.town_handler)
    sought = handler.post(reverse("desk:referrals"), {"text": "温石生", "stage": "sent", "topic": ""})
    assert "温石生" not in sought.url and "sought=1" in sought.url
    assert "平远县住建局" in words(handler.get(sought.url))
    assert "没有这样的转办" in words(handler.get(reverse("desk:referrals"), {"stage": "told"}))
    assert handler.get(reverse("desk:referrals"), {"stage": "<b>", "topic": "x"}).status_code == 200
    assert handler.get(reverse("desk:referrals-export")).status_code == 200
    assert desk(cast.stranger).get(reverse("desk:referrals")).status_code == 200
    assert "平远县住建局" not in page(desk(cast.stranger), "referrals")


def test_the_register_shows_channel_late_days_and_the_sheet_to_take_home(cast, desk, clerk):
    typed = {
        "channel": "12345", "asked": NEED, "name": "温石生", "region": str(VILLAGE), "then": "contact",
        "reference": "工单20260301", "received_on": "2026-01-05",
    }  # fmt: skip
    assert clerk.post(reverse("desk:contact-record"), typed | {"reference": ""}).status_code == 200
    recorded = clerk.post(reverse("desk:contact-record"), typed)
    late = words(clerk.get(reverse("desk:contacts"), {"show": "late"}))
    assert "工单20260301" in late and "迟录" in late
    answer = f"{recorded.url}/answer"
    assert clerk.post(answer, {"answer": "refused", "text": "不在本镇居住"}).status_code == 200
    assert clerk.post(answer, {"answer": "advised", "programmes": ["dibao"]}).status_code == 302
    assert "一次性告知单" in words(clerk.get(recorded.url))
    assert desk(cast.town_handler).get(reverse("desk:contacts-export"), {"show": "late"}).status_code == 200
    found = clerk.post(reverse("desk:contacts"), {"text": "工单20260301", "channel": "12345"})
    assert "工单20260301" not in found.url


def test_the_liaison_has_the_own_page_in_the_menu(liaison, clerk):
    assert reverse("desk:referral-board") in words(liaison.get(reverse("desk:worklist")))
    assert reverse("desk:referral-board") not in words(clerk.get(reverse("desk:worklist")))
