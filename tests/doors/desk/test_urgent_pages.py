"""The pages of help that comes first and of receipts: typed once, refused, offered."""

from base64 import b64encode
from datetime import date

import pytest
from django.urls import reverse
from tests.support.cast import VILLAGE, acting
from tests.support.factories import identity_number
from tests.support.process import on, picture

from yimen.domains.cases import actions
from yimen.domains.cases.actions import Emergency
from yimen.domains.cases.models import Case, ExpenseReceipt, Resolution, UrgentHelp
from yimen.domains.cases.types import Channel, Hardship, Speed
from yimen.domains.intake import actions as intake
from yimen.domains.intake.models import Contact
from yimen.domains.intake.types import ContactChannel
from yimen.domains.people.models import Household
from yimen.kernel import Money, Programme

pytestmark = pytest.mark.django_db

DAY = date(2026, 9, 21)
DRAWN = f"data:image/png;base64,{b64encode(picture()).decode()}"


def typed(**more: object) -> dict[str, object]:
    return {
        "name": "李建明",
        "phone": "13800000000",
        "region": str(VILLAGE),
        "speed": "small_fast",
        "hardship": "fire",
        "happened": "昨夜厨房失火",
        "amount": "600",
        "stages": "1",
    } | more


def test_one_page_from_the_knock_to_the_decider_s_desk(walk, cast, desk):
    with on(DAY):
        answer = desk(cast.town_handler).post(reverse("desk:urgent-start"), typed(person=str(walk.adults[0])))
        assert answer.status_code == 302, answer.content.decode()
        with acting(cast.town_confirmer):
            found = UrgentHelp.objects.select_related("case").get()
            outcome = found.case.outcomes.get()
            assert Contact.objects.get().case_id == found.case_id
        walk.case_id = found.case_id
        assert answer.headers["Location"] == reverse("desk:case", args=[found.case_id])
        page = desk(cast.town_confirmer).get(reverse("desk:case", args=[found.case_id])).content.decode()
        assert "当场决定" in page and "昨夜厨房失火" in page
        assert "填写调查表" not in page and "启动核对" not in page
        form = desk(cast.town_confirmer).get(reverse("desk:outcome-confirm", args=[outcome.id]))
        assert "600.00" in form.content.decode() and "退回补充" not in form.content.decode()
        done = desk(cast.town_confirmer).post(
            reverse("desk:outcome-confirm", args=[outcome.id]),
            {"amount": "600.00", "shown": "600.00", "version": outcome.version},
        )
        assert done.status_code == 302, done.content.decode()
        page = desk(cast.town_handler).get(reverse("desk:case", args=[found.case_id])).content.decode()
        assert "补齐先行救助手续" in page
        papers = reverse("desk:outcome-urgent-papers", args=[outcome.id])
        assert desk(cast.town_handler).get(papers).status_code == 200
        done = desk(cast.town_handler).post(
            papers,
            {"relieved_on": DAY.isoformat(), "text": "已购置被褥", "recipient": DRAWN, "handler": DRAWN},
        )
        assert done.status_code == 302, done.content.decode()
    with acting(cast.town_handler):
        assert UrgentHelp.objects.get().completed_at is not None


def test_somebody_not_on_file_gets_a_household_where_the_emergency_is(walk, cast, desk):
    identity = identity_number("外地人")
    with on(DAY):
        answer = desk(cast.town_handler).post(
            reverse("desk:urgent-start"),
            typed(name="赵路过", identity=identity, address="圩镇旅社", is_from_elsewhere="on"),
        )
        assert answer.status_code == 302, answer.content.decode()
    with acting(cast.town_handler):
        found = UrgentHelp.objects.select_related("case").get()
        household = Household.objects.get(pk=found.case.household_id)
    assert found.region == str(VILLAGE)
    assert household.registered_region == f"{str(identity)[:6]}000000"


def test_what_is_wrong_stays_on_the_page(walk, cast, desk):
    url = reverse("desk:urgent-start")
    with on(DAY):
        page = desk(cast.town_handler).get(url).content.decode()
        assert "小额快救：本地最高" in page and "急难型：由" in page
        for wrong, said in (
            ({"amount": "90000", "person": str(walk.adults[0])}, "小额快救"),
            ({"amount": "-1", "person": str(walk.adults[0])}, "拟救助金额"),
            ({"person": "nobody"}, "昨夜厨房失火"),
            ({}, "身份证号"),
            ({"happened": "x" * 501, "person": str(walk.adults[0])}, "500"),
            ({"speed": "expenditure", "person": str(walk.adults[0])}, "救助类型"),
            ({"stages": "99", "person": str(walk.adults[0])}, "分几个月发放"),
        ):
            answer = desk(cast.town_handler).post(url, typed(**wrong))
            assert answer.status_code == 200, wrong
            assert said in answer.content.decode(), wrong
    with acting(cast.town_handler):
        assert not Case.objects.exists()


def test_a_contact_that_was_recorded_fills_the_page(walk, cast, desk):
    by = cast.town_handler
    with on(DAY), acting(by):
        contact = intake.record_contact(
            channel=ContactChannel.PHONE,
            asked="车祸受伤没钱交押金",
            region=VILLAGE,
            person_id=walk.adults[0],
            by=by,
        )
    page = desk(by).get(reverse("desk:urgent-from-contact", args=[contact.id])).content.decode()
    assert "车祸受伤没钱交押金" in page and str(walk.adults[0]) in page
    with on(DAY):
        desk(by).post(
            reverse("desk:urgent-from-contact", args=[contact.id]), typed(person=str(walk.adults[0]))
        )
    with acting(by):
        assert Contact.objects.get().case_id == Case.objects.get().id


def test_a_meeting_s_resolution_is_recorded_on_its_page(walk, cast, desk):
    by = cast.town_handler
    with on(DAY):
        with acting(by):
            outcome = actions.help_first(
                household_id=walk.household_id,
                applicant_id=walk.adults[0],
                emergency=Emergency(Speed.EMERGENCY, Hardship.ILLNESS, "重病", Money(900_00)),
                channel=Channel.WINDOW,
                by=by,
            )
        url = reverse("desk:outcome-resolve", args=[outcome.id])
        assert desk(cast.county_reviewer).get(url).status_code == 200
        said = {
            "held_on": DAY.isoformat(), "participants": "甲、乙", "text": "同意", "amount": "900",
            "approver": "李局长",
        }  # fmt: skip
        assert desk(cast.county_reviewer).post(url, said).status_code == 302
    with acting(by):
        assert Resolution.objects.get().amount_fen == 900_00


def test_receipts_are_entered_line_by_line_between_means_and_agent(walk, cast, desk):
    by = cast.village_assistant
    with on(DAY):
        case = walk.apply(programmes=(Programme.RIGID_EXPENSE,))
        url = reverse("desk:application-expenses", args=[case.id])
        assert "必需支出" in desk(by).get(url).content.decode()
        line = {
            "receipt-person": str(walk.adults[0]), "receipt-kind": "medical", "receipt-month": "2026-05",
            "receipt-number": "A1", "receipt-amount": "1000", "receipt-insurance": "640", "then": "receipt",
        }  # fmt: skip
        assert desk(by).post(url, line).status_code == 302
        again = desk(by).post(url, line)
        assert again.status_code == 200 and "A1" in again.content.decode()
        for month in ("2026-13", "x", "2020-01"):
            assert desk(by).post(url, line | {"receipt-month": month}).status_code == 200
        page = desk(by).get(url).content.decode()
        assert "360.00 元" in page
        on_to = desk(by).post(url, {"then": "on", "version": case.version})
        assert on_to.headers["Location"] == reverse("desk:application-agent", args=[case.id])
        with acting(by):
            receipt = ExpenseReceipt.objects.get()
        gone = desk(by).post(reverse("desk:receipt-withdraw", args=[case.id, receipt.id]))
        assert gone.status_code == 302
    with acting(by):
        receipt.refresh_from_db()
        assert receipt.withdrawn_on == DAY


def test_an_application_without_spending_does_not_ask_for_it(walk, cast, desk):
    with on(DAY):
        case = walk.apply()
        page = desk(cast.village_assistant).get(reverse("desk:application-agent", args=[case.id]))
    assert "必需支出" not in page.content.decode()


def test_expenditure_aid_is_asked_for_with_its_amount(walk, cast, desk):
    by = cast.village_assistant
    with on(DAY):
        case = walk.apply(programmes=(Programme.TEMPORARY,))
        url = reverse("desk:application-expenses", args=[case.id])
        sent = {"then": "on", "version": case.version}
        assert desk(by).post(url, sent).status_code == 200
        sent |= {"request-hardship": "illness", "request-amount": "3000"}
        assert desk(by).post(url, sent).status_code == 302
    assert walk.case().declared["request"] == {
        "kind": "expenditure", "cause": "突发重大疾病", "amount": "3000.00", "region": case.region,
    }  # fmt: skip


def test_a_subsidy_by_card_asks_for_whom_and_nothing_of_means(walk, cast, desk):
    by = cast.village_assistant
    with on(DAY):
        started = desk(by).post(
            reverse("desk:application-for-household", args=[walk.household_id]),
            {"applicant": str(walk.adults[0]), "phone": "13800000007", "programmes": ["disability_care"]},
        )
        with acting(by):
            case = Case.objects.get()
        assert case.phone == "13800000007"
        url = reverse("desk:application-matter", args=[case.id])
        assert started.headers["Location"] == url
        assert desk(by).get(reverse("desk:application-means", args=[case.id])).headers["Location"] == url
        page = desk(by).get(url).content.decode()
        assert "为谁申请" in page and "收入与财产" not in page and "父亲" not in page
        assert desk(by).post(url, {"version": case.version}).status_code == 200
        kept = desk(by).post(
            url, {"version": case.version, "for_person": str(walk.adults[1]), "reason": "一级肢体残疾"}
        )
        assert kept.headers["Location"] == reverse("desk:application-agent", args=[case.id])
        materials = desk(by).get(reverse("desk:application-materials", args=[case.id])).content.decode()
        assert "核对授权书" not in materials
    with acting(by):
        assert Case.objects.get().for_person_id == walk.adults[1]


def test_a_child_s_application_asks_for_the_parents(walk, cast, desk):
    by = cast.village_assistant
    with on(DAY):
        case = walk.apply(programmes=(Programme.ORPHAN,))
        url = reverse("desk:application-matter", args=[case.id])
        assert "父亲" in desk(by).get(url).content.decode()
        said = {"version": case.version, "for_person": str(walk.child), "reason": "父母双亡"}
        assert desk(by).post(url, said | {"father": "gone"}).status_code == 200
        assert desk(by).post(url, said | {"father": "dead", "mother": ""}).status_code == 302
    child = next(member for member in walk.case().declared["members"] if member["ref"] == "m3")
    assert child["parents"] == ["dead", "unknown"]
