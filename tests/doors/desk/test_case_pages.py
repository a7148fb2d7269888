"""A case at its desks: each step is offered to whose it is, done by its page, or refused by it."""

import re
from datetime import timedelta

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from tests.doors.desk.case_steps import DAY, DRAWN, case_page, offered, send
from tests.support.cast import acting
from tests.support.process import on, picture

from yimen.domains.cases import queries as cases
from yimen.domains.verification.queries import find_latest_request


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
    asked = f"?kind=democratic_review&objection={objection.id}"
    paper = desk(reviewer).get(reverse("desk:case-paper", args=[walk.case_id]) + asked).content.decode()
    assert "评议认为符合</textarea>" in paper
    assert 'name="signers-14-name"' in paper and 'name="signers-15-name"' not in paper
    assert "提出审核意见" in offered(case_page(desk, reviewer, walk))
