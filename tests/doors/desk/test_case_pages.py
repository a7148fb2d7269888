"""A case at its desks: each step is offered to whose it is, done by its page, or refused by it."""

import io
import re
from base64 import b64encode
from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from tests.support.cast import acting
from tests.support.process import MONDAY, NOTICE_OVER, Walk, family_of_three, on, picture

from yimen.domains.cases import queries as cases
from yimen.domains.papers import queries as papers
from yimen.domains.verification.queries import find_latest_request
from yimen.kernel import Programme

DRAWN = f"data:image/png;base64,{b64encode(picture()).decode()}"
DAY = date(2026, 3, 2)


def case_page(desk, actor, walk: Walk) -> str:
    return desk(actor).get(reverse("desk:case", args=[walk.case_id])).content.decode()


def page_of(desk, actor, name: str, subject) -> str:
    return desk(actor).get(reverse(f"desk:{name}", args=[subject])).content.decode()


def offered(page: str) -> str:
    found = re.search(r'<section class="next-step"[^>]*>\s*<div class="grow"><h2>(.*?)</h2>', page, re.DOTALL)
    return found[1] if found else ""


def send(desk, actor, name: str, subject, **typed):
    return desk(actor).post(reverse(f"desk:{name}", args=[subject]), typed)


def test_each_step_is_offered_to_whose_it_is(walk, cast, desk):
    with on(DAY):
        walk.apply()
        assert "填完申请" in offered(case_page(desk, cast.village_assistant, walk))
        walk.complete()
        walk.submit()
        assert "审查并受理" in offered(case_page(desk, cast.town_handler, walk))
        assert "等待他人办理" in offered(case_page(desk, cast.village_assistant, walk))
        walk.accept()
        assert "启动调查" in offered(case_page(desk, cast.town_handler, walk))
        walk.start()
        assert "入户调查" in offered(case_page(desk, cast.town_handler, walk))
        assert "启动核对" in offered(case_page(desk, cast.county_verifier, walk))
        walk.verify()
        walk.visit()
        assert "提出审核意见" in offered(case_page(desk, cast.town_reviewer, walk))
        walk.opine()
        assert "张贴公示" in offered(case_page(desk, cast.town_handler, walk))
        notice = walk.post()
        assert f"公示至 {notice.ends_on}，次日自动撤下，无需办理" in offered(
            case_page(desk, cast.town_handler, walk)
        )
    with on(notice.ends_on + timedelta(days=1)):
        assert "报送确认" in offered(case_page(desk, cast.town_reviewer, walk))
        walk.send()
        assert "审核确认" in offered(case_page(desk, cast.county_confirmer, walk))
        walk.confirm()
        assert "送达决定" in offered(case_page(desk, cast.town_handler, walk))


def test_the_wizard_carries_a_draft_to_its_number(walk, cast, desk):
    walk.apply()
    by, case_id = cast.village_assistant, walk.case_id
    version = walk.case().version
    means = {
        "version": version,
        "reason": "患病",
        "homes": "1",
        "non_residential": "0",
        "financial_assets": "1200",
        "m1-work_ability": "none",
        "m1-wage": "",
        "m2-work_ability": "full",
        "m2-wage": "800.50",
        "m3-work_ability": "none",
        "m3-student": "compulsory",
    }
    assert send(desk, by, "application-means", case_id, **means).status_code == 302
    declared = walk.case().declared
    assert declared["household"]["financial_assets"] == "1200.00"
    assert declared["members"][1]["income"] == [{"kind": "wage", "amount": "800.50"}]
    agent = {"version": walk.case().version, "has_agent": "no", "has_relative": "no"}
    assert send(desk, by, "application-agent", case_id, **agent).status_code == 302
    first, second = (str(person) for person in walk.adults)
    signed = {
        "version": walk.case().version,
        "m1-signed_by": first,
        "m1-signature": DRAWN,
        "m2-signed_by": second,
        "m2-signature": DRAWN,
    }
    assert send(desk, by, "application-signatures", case_id, **signed).status_code == 302
    page = desk(by).get(reverse("desk:application-materials", args=[case_id])).content.decode()
    assert "还缺" not in page
    done = send(desk, by, "application-review", case_id, version=walk.case().version)
    assert done.url == reverse("desk:case", args=[case_id])
    assert walk.case().number


def test_what_is_missing_is_told_once_and_supplemented(walk, cast, desk):
    walk.apply()
    walk.complete(people=walk.adults[:1])
    walk.submit()
    page = desk(cast.town_handler).get(reverse("desk:case-acceptance", args=[walk.case_id])).content.decode()
    assert "还缺 1 项" in page
    version = walk.case().version
    accepted = send(desk, cast.town_handler, "case-acceptance", walk.case_id, verb="accept", version=version)
    assert accepted.status_code == 409
    send(desk, cast.town_handler, "case-acceptance", walk.case_id, verb="tell", version=version)
    assert walk.case().state == "incomplete"
    assert "补正材料" in offered(case_page(desk, cast.village_assistant, walk))


def test_the_county_sees_what_the_rules_would_say_and_chooses_itself(walk, cast, desk):
    walk.to_submitted()
    walk.accept()
    walk.start()
    by = cast.county_verifier
    with acting(by):
        request = find_latest_request(walk.case_id)
    send(desk, by, "verification-start", request.id)
    page = desk(by).get(reverse("desk:verification-report", args=[request.id])).content.decode()
    assert "checked" not in page.split("核对结论")[1].split("结论说明")[0]
    form = {"lines-TOTAL_FORMS": "1", "lines-INITIAL_FORMS": "0"}
    wage = {"kind": "wage", "amount": "9000", "source": "税务", "as_of": timezone.localdate().isoformat()}
    line = wage | {"person": str(walk.adults[0])}
    typed = form | {f"lines-0-{name}": value for name, value in line.items()}
    answer = send(desk, by, "verification-proposal", request.id, **typed).content.decode()
    assert "最低生活保障" in answer
    assert "仅供参考" in answer
    assert "form-error" in send(desk, by, "verification-report", request.id, **form).content.decode()
    refused = send(desk, by, "verification-report", request.id, is_passed="no", **form).content.decode()
    assert "请写明哪一项收入或财产超出标准" in refused


def test_the_visit_is_written_and_signed_on_the_tablet(walk, cast, desk):
    walk.to_submitted()
    walk.accept()
    walk.start()
    by = cast.town_handler
    url = reverse("desk:case-visit", args=[walk.case_id])
    typed = {
        "second_post": str(cast.town_investigator.post_id),
        "visited_on": timezone.localdate().isoformat(),
        "mode": "visit",
        "living": "砖瓦房",
        "working": "same",
        "earning": "other",
        "owning": "same",
        "spending": "other",
        "spending_seen": "药费",
        "homes": "2",
        "kind_m2": "wage",
        "amount_m2": "800",
        "conclusion": "属实",
        "photos": SimpleUploadedFile("photo.png", picture(), "image/png"),
    }
    blank = desk(by).get(url).content.decode()
    assert 'value="与申报一致"' not in blank and "checked" not in blank.split("看到的情况", 1)[1]
    assert "请写明看到的情况" in desk(by).post(url, typed).content.decode()
    typed |= {"earning_seen": "妻子在砖厂做工", "photos": SimpleUploadedFile("p.png", picture(), "image/png")}
    response = desk(by).post(url, typed)
    assert response.status_code == 302
    with acting(by):
        (visit,) = cases.investigations_of_case(walk.case_id, by=by)
    wage = {"ref": "m2", "income": [{"kind": "wage", "amount": "800.00"}]}
    assert visit.corrections == {"household": {"homes": 2}, "members": [wage]}
    assert {"topic": "收入来源", "finding": "妻子在砖厂做工"} in visit.findings
    assert desk(by).get(reverse("desk:file", args=[visit.photos[0]])).content == picture()
    assert desk(cast.stranger).get(reverse("desk:file", args=[visit.photos[0]])).status_code == 404
    signed = {"family_signer": str(walk.adults[0]), "family": DRAWN, "first": DRAWN, "second": ""}
    assert "form-error" in send(desk, by, "visit-sign", visit.id, **signed).content.decode()
    assert send(desk, by, "visit-sign", visit.id, **signed | {"second": DRAWN}).status_code == 302


def test_the_county_answers_by_a_sheet_and_a_failure_is_told_and_objected(walk, cast, desk):
    walk.to_submitted()
    walk.accept()
    walk.start()
    verifier, handler = cast.county_verifier, cast.town_handler
    with acting(verifier):
        asked = find_latest_request(walk.case_id)
    assert send(desk, verifier, "verification-start", asked.id).status_code == 302
    sheet = "姓名,类别,金额,来源,日期\n李建明,银行存款,90000,银行,2026-03-01\n".encode()
    typed = {
        "is_passed": "no",
        "conclusion": "存款超过标准",
        "lines-TOTAL_FORMS": "1",
        "lines-INITIAL_FORMS": "0",
        "lines-0-person": str(walk.adults[0]),
        "lines-0-as_of": "2026-03-01",
        "sheet": SimpleUploadedFile("answer.csv", sheet, "text/csv"),
    }
    url = reverse("desk:verification-report", args=[asked.id])
    assert desk(verifier).post(url, typed).status_code == 302
    page = desk(handler).get(reverse("desk:verification", args=[asked.id])).content.decode()
    assert "90,000.00" in page
    assert "告知核对结果" in offered(case_page(desk, handler, walk))
    assert send(desk, handler, "verification-tell", asked.id, how="当面告知").status_code == 302
    again = send(desk, handler, "verification-object", asked.id, objection="存款为借款")
    assert again.url != reverse("desk:verification", args=[asked.id])


def test_an_opinion_that_differs_needs_its_reason_and_keeps_what_was_typed(walk, cast, desk):
    walk.to_investigated()
    outcome = walk.outcome()
    page = desk(cast.town_reviewer).get(reverse("desk:outcome-opinion", args=[outcome.id])).content.decode()
    assert "为什么" in page
    shown = re.search(r'name="shown" value="([\d.]+)"', page)[1]
    typed = {
        "version": outcome.version,
        "shown": shown,
        "is_positive": "yes",
        "amount": "100.00",
        "text": "酌情救助",
    }
    kept = send(desk, cast.town_reviewer, "outcome-opinion", outcome.id, **typed)
    assert kept.status_code == 200
    assert "酌情救助" in kept.content.decode()
    done = send(
        desk, cast.town_reviewer, "outcome-opinion", outcome.id, **typed, difference_reason="会议研究"
    )
    assert done.status_code == 302


def test_an_objection_is_recorded_and_settled(walk, cast, desk):
    walk.to_investigated()
    walk.opine()
    walk.post()
    outcome = walk.outcome()
    handler, reviewer = cast.town_handler, cast.town_reviewer
    send(
        desk, handler, "outcome-object", outcome.id, version=outcome.version, text="该户有汽车", raised_by=""
    )
    with acting(reviewer):
        (objection,) = walk.outcome().objections.all()
    assert "处理异议" in offered(case_page(desk, reviewer, walk))
    typed = {"method": "democratic_review", "attendance": "15", "conclusion": "评议认为符合"}
    assert send(desk, reviewer, "objection-settle", objection.id, **typed).status_code == 302
    assert "提出审核意见" in offered(case_page(desk, reviewer, walk))


@pytest.fixture
def with_confirmer(walk):
    with on(DAY):
        walk.to_investigated()
        walk.opine()
        notice = walk.post()
    with on(notice.ends_on + timedelta(days=1)):
        walk.send()
        yield walk


def test_the_confirmer_agrees_and_the_letter_is_delivered(with_confirmer, cast, desk):
    outcome = with_confirmer.outcome()
    page = (
        desk(cast.county_confirmer).get(reverse("desk:outcome-confirm", args=[outcome.id])).content.decode()
    )
    assert "与提出意见时的测算一致" in page
    shown = re.search(r'name="shown" value="([\d.]+)"', page)[1]
    typed = {"version": outcome.version, "shown": shown, "amount": shown}
    assert send(desk, cast.county_confirmer, "outcome-confirm", outcome.id, **typed).status_code == 302
    assert with_confirmer.outcome().state == "confirmed"
    handler = cast.town_handler
    today = with_confirmer.outcome().decided_on.isoformat()
    seen = SimpleUploadedFile("receipt.png", picture(), "image/png")
    delivery = {"method": "handed_over", "recipient": "李建明", "delivered_on": today, "proof": "本人签收"}
    bare = send(desk, handler, "outcome-deliver", outcome.id, **delivery)
    assert "请在凭证照片中选择" in bare.content.decode()
    delivery["scan"] = seen
    assert send(desk, handler, "outcome-deliver", outcome.id, **delivery).status_code == 302
    assert send(desk, handler, "outcome-publish", outcome.id).status_code == 302
    dossier = (
        desk(handler).get(reverse("desk:household", args=[with_confirmer.household_id])).content.decode()
    )
    assert "为什么是这个数" in dossier


def test_a_decision_that_differs_needs_a_reason(with_confirmer, cast, desk):
    outcome = with_confirmer.outcome()
    typed = {"version": outcome.version, "amount": "10.00"}
    page = send(desk, cast.county_confirmer, "outcome-confirm", outcome.id, **typed).content.decode()
    assert "请写明理由" in page


def test_the_confirmer_of_a_subsidy_sees_what_it_waits_for_and_that_it_waits_in_vain(walk, cast, desk):
    living = Programme.DISABILITY_LIVING
    with on(MONDAY):
        walk.to_investigated()
        walk.visit(corrections={"members": [{"ref": "m1", "disability": {"kind": "physical", "level": 2}}]})
        walk.request(living)
        for programme in (Programme.DIBAO, living):
            walk.opine(programme=programme)
            walk.post(programme)
    with on(NOTICE_OVER):
        walk.send()
        walk.send(living)
        confirmer, outcome = cast.county_confirmer, walk.outcome(living)
        page = page_of(desk, confirmer, "outcome-confirm", outcome.id)
        assert "该身份尚未确认" in page and 'name="shown"' not in page
        walk.refuse()
        page = page_of(desk, confirmer, "outcome-confirm", outcome.id)
        assert "最低生活保障已于2026年3月10日决定不予确认" in page
        assert reverse("desk:outcome-refuse", args=[outcome.id]) in page
        assert reverse("desk:outcome-return", args=[outcome.id]) in page
        assert "最低生活保障已于2026年3月10日决定不予确认" in page_of(
            desk, confirmer, "outcome-refuse", outcome.id
        )


@pytest.mark.parametrize(("page", "state"), [("outcome-return", "returned"), ("outcome-refuse", "refused")])
def test_the_confirmer_returns_or_refuses_with_reasons(page, state, with_confirmer, cast, desk):
    outcome = with_confirmer.outcome()
    empty = send(desk, cast.county_confirmer, page, outcome.id, version=outcome.version, why="")
    assert empty.status_code == 200
    done = send(desk, cast.county_confirmer, page, outcome.id, version=outcome.version, why="材料不实")
    assert done.status_code == 302
    assert with_confirmer.outcome().state == state


def test_the_time_limit_is_extended_with_its_reason(walk, cast, desk):
    walk.to_investigated()
    outcome = walk.outcome()
    typed = {"version": outcome.version, "reason": "lives_away", "note": "户籍在外县"}
    assert send(desk, cast.town_reviewer, "outcome-extend", outcome.id, **typed).status_code == 302
    assert walk.outcome().extension == "lives_away"


@pytest.mark.parametrize(
    ("page", "typed", "state"),
    [
        ("case-withdraw", {"why": "已找到工作"}, "withdrawn"),
        ("case-not-accept", {"why": "不属本辖区受理"}, "terminated"),
        ("case-terminate", {"reason": "death", "note": "申请人去世", "died_on": "2026-01-05"}, "terminated"),
    ],
)
def test_a_case_ends_early_with_a_reason(page, typed, state, walk, cast, desk):
    walk.to_submitted()
    version = walk.case().version
    assert send(desk, cast.town_handler, page, walk.case_id, version=version, **typed).status_code == 302
    assert walk.case().state == state


def test_a_document_opens_as_a_pdf_and_its_delivery_is_recorded(walk, cast, desk):
    walk.to_submitted()
    walk.accept()
    by = cast.town_handler
    with acting(by):
        letter = next(
            d for d in papers.documents_of_subjects([walk.case_id], by=by) if d.kind == "acceptance"
        )
    client = desk(by)
    assert client.get(reverse("desk:document-pdf", args=[letter.id])).content.startswith(b"%PDF")
    today = letter.issued_on.isoformat()
    seen = SimpleUploadedFile("receipt.png", picture(), "image/png")
    typed = {"method": "handed_over", "recipient": "李建明", "delivered_on": today, "proof": "签收"}
    assert send(desk, by, "document-deliver", letter.id, **typed, scan=seen).status_code == 302
    assert "李建明" in client.get(reverse("desk:document", args=[letter.id])).content.decode()


def test_lists_come_as_spreadsheets(walk, cast, desk):
    walk.to_submitted()
    for name in ("worklist-export", "cases-export", "households-export", "contacts-export"):
        response = desk(cast.town_handler).get(reverse(f"desk:{name}"), {"list": "region"})
        assert io.BytesIO(response.content).read(2) == b"PK"
        assert "attachment" in response["Content-Disposition"]


def test_the_number_of_queries_does_not_grow_with_the_list(walk, cast, desk, django_assert_max_num_queries):
    walk.to_submitted()
    client, url = desk(cast.town_handler), reverse("desk:worklist")
    client.get(url, {"list": "region"})
    with django_assert_max_num_queries(16):
        client.get(url, {"list": "region"})
    family_of_three(cast, "王").to_submitted()
    with django_assert_max_num_queries(16):
        client.get(url, {"list": "region"})


def test_a_programme_that_ended_with_its_case_says_so(walk, cast, desk):
    with on(MONDAY):
        walk.to_posted()
        walk.withdraw()
        case = walk.case()
        pages = [
            case_page(desk, cast.town_handler, walk),
            page_of(desk, cast.town_handler, "outcome", walk.outcome().id),
            page_of(desk, cast.town_handler, "household", case.household_id),
        ]
    for page in pages:
        assert "已撤回" in page
        assert "公示中" not in page


def test_where_the_county_must_visit_first_nobody_is_led_to_a_decision(walk, cast, desk):
    walk.to_sent()
    with on(NOTICE_OVER):
        walk.complain()
        confirmer, reviewer = cast.county_confirmer, cast.county_reviewer
        assert "县级入户调查" in offered(case_page(desk, reviewer, walk))
        assert "等待他人办理" in offered(case_page(desk, cast.town_handler, walk))
        assert "等待他人办理" in offered(case_page(desk, confirmer, walk))
        page = page_of(desk, confirmer, "outcome-confirm", walk.outcome().id)
        assert "县级须先入户调查" in page
        assert 'name="amount"' not in page
        walk.county_visit()
        assert "审核确认" in offered(case_page(desk, confirmer, walk))
        assert 'name="amount"' in page_of(desk, confirmer, "outcome-confirm", walk.outcome().id)


def test_a_decision_is_warned_of_its_own_parameters_only(walk, cast, desk):
    walk.to_sent()
    with on(NOTICE_OVER):
        page = page_of(desk, cast.county_confirmer, "outcome-confirm", walk.outcome().id)
    assert "居民消费价格同比涨幅" not in page
    assert "特困金融资产" not in page


def test_a_draft_that_was_ended_is_no_draft_in_the_lists(walk, cast, desk):
    walk.apply()
    assert "（草稿）" in desk(cast.town_handler).get(reverse("desk:cases")).content.decode()
    walk.withdraw()
    listed = desk(cast.town_handler).get(reverse("desk:cases")).content.decode()
    assert "（未提交）" in listed
    assert "（草稿）" not in listed


def test_before_acceptance_the_page_says_what_is_applied_for_and_who_is_who(walk, cast, desk):
    walk.to_submitted()
    page = case_page(desk, cast.town_handler, walk)
    assert re.search(r"<dt>申请项目</dt><dd>最低生活保障</dd>", page)
    assert "（户主）" in page


def test_whoever_visits_sees_what_the_county_found(walk, cast, desk):
    with on(DAY):
        walk.to_started()
        assert "核对查到了什么" not in page_of(desk, cast.town_handler, "case-visit", walk.case_id)
        walk.verify()
        page = page_of(desk, cast.town_handler, "case-visit", walk.case_id)
    assert "核对查到了什么" in page
    assert "900.00 元" in page


def test_a_name_finds_what_is_on_its_way(walk, cast, desk):
    walk.to_submitted()
    number = walk.case().number
    found = desk(cast.town_handler).post(reverse("desk:search-hits"), {"words": walk.case().applicant_name})
    assert number in found.content.decode()
    stranger = desk(cast.stranger).post(reverse("desk:search-hits"), {"words": walk.case().applicant_name})
    assert number not in stranger.content.decode()


def test_a_page_that_cannot_be_opened_speaks_of_nothing_filled_in(walk, cast, desk):
    walk.apply()
    url = reverse("desk:case", args=[walk.case_id])
    refused = desk(cast.stranger).get(url)
    assert refused.status_code == 404
    assert "没有写入" not in refused.content.decode()
    refused = desk(cast.stranger).post(reverse("desk:case-withdraw", args=[walk.case_id]), {"why": "无"})
    assert "没有写入" in refused.content.decode()


def test_the_verifiers_list_shows_what_is_pressing(walk, cast, desk):
    with on(DAY):
        walk.to_started()
        page = desk(cast.county_verifier).get(reverse("desk:verifications")).content.decode()
    assert "还有 3 天" in page


def test_the_village_registers_visits_as_its_own(walk, cast, desk):
    pages = {
        role: page_of_contact(desk, getattr(cast, role)) for role in ("village_assistant", "town_handler")
    }
    assert 'value="village" checked' in pages["village_assistant"]
    assert 'value="window" checked' in pages["town_handler"]


def page_of_contact(desk, actor) -> str:
    page = desk(actor).get(reverse("desk:contact-record")).content.decode()
    return re.sub(r"\s+(?:id|class|required|hx-\S+)=?(?:\"[^\"]*\")?", "", page)
