"""What the pages and lists of cases say, to whom."""

import io
import re

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from tests.doors.desk.case_steps import DAY, case_page, offered, page_of, send
from tests.support.cast import acting
from tests.support.process import MONDAY, NOTICE_OVER, family_of_three, on, picture

from yimen.domains.papers import queries as papers


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
