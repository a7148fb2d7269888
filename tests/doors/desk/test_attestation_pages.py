"""Proofs of life and civil matters at the desk: one press, many at once, the sheet, the other findings."""

import io
import zipfile
from datetime import date

import pytest
from django.urls import reverse
from tests.domains.allowances.conftest import grandmother  # noqa: F401 - a fixture
from tests.support.cast import VILLAGE, acting, wearing
from tests.support.process import on

from yimen.domains.allowances import actions
from yimen.domains.allowances.models import Attestation, CivilMatter
from yimen.domains.allowances.types import OLD_AGE
from yimen.domains.intake import actions as intake
from yimen.domains.intake.types import ContactChannel
from yimen.domains.network.types import Role
from yimen.foundation.audit import SYSTEM
from yimen.foundation.audit.models import Entry
from yimen.foundation.database.scope import system_scope

pytestmark = pytest.mark.django_db
JUNE, GONE_BY = date(2026, 6, 2), date(2026, 7, 16)


def plan() -> None:
    with system_scope():
        actions.plan_attestations(by=SYSTEM)


def page(desk, actor, name, *subjects, **asked) -> str:
    answer = desk(actor).get(reverse(f"desk:{name}", args=subjects), asked)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def send(desk, actor, url_name, /, *subjects, **form):
    return desk(actor).post(reverse(f"desk:{url_name}", args=subjects), form, follow=True)


def row_of(actor) -> Attestation:
    with acting(actor):
        return Attestation.objects.order_by("starts_on").first()


@pytest.fixture
def planned(review, grandmother):  # noqa: F811
    with on(JUNE):
        plan()
    return review


def test_one_press_on_the_list_is_a_proof_and_can_be_taken_back(planned, cast, desk):
    by = cast.village_assistant
    with on(JUNE):
        shown = page(desk, by, "attestations")
        assert "古阿婆" in shown and "入户见到" in shown and "最低生活保障" in shown
        row = row_of(by)
        shown = send(desk, by, "attestation-confirm", row.id, seen="at_home").content.decode()
        assert "已登记；当天可以撤销" in shown and "入户见到本人" in shown and "撤销" in shown
        assert row_of(by).way == "at_home"
        assert "古阿婆" in page(desk, by, "household", planned.walk.household_id)
        shown = send(desk, by, "attestation-undo", row.id).content.decode()
        assert "恢复为待认证" in shown and row_of(by).result == ""
        send(desk, by, "attestation-record", row.id, result="died", proved_on=JUNE, remark="邻居说")
        assert "撤销" in page(desk, by, "attestations")
        assert "恢复为待认证" in send(desk, by, "attestation-undo", row.id).content.decode()


def test_many_are_looked_at_first_and_then_recorded(planned, cast, desk):
    by = cast.town_handler
    with on(JUNE):
        row = row_of(by)
        shown = send(desk, by, "attestations-confirm", attestation=str(row.id)).content.decode()
        assert "预览" in shown and "古阿婆" in shown and row_of(by).result == ""
        given = {"way": "by_video", "proved_on": "2026-06-01", "remark": "", "verb": "do"}
        shown = send(desk, by, "attestations-confirm", attestation=str(row.id), **given).content.decode()
        assert "已办" in shown
        done = row_of(by)
        assert (done.way, done.proved_on) == ("by_video", date(2026, 6, 1))


def test_records_that_were_compared_are_named(planned, cast, desk):
    by = cast.town_handler
    with on(JUNE):
        row = row_of(by)
        form = {"result": "confirmed", "way": "by_records", "proved_on": "2026-06-01", "remark": ""}
        shown = send(desk, by, "attestation-record", row.id, **form).content.decode()
        assert "写明比对了哪些登记" in shown and row_of(by).result == ""
        form["remark"] = "6月1日殡葬火化登记未命中"
        shown = send(desk, by, "attestation-record", row.id, **form).content.decode()
        assert "数据比对" in shown and "殡葬火化登记" in shown


def test_a_death_leads_to_the_report_of_the_village(planned, cast, desk):
    by = cast.village_assistant
    with on(JUNE):
        row = row_of(by)
        form = {"result": "died", "way": "at_home", "proved_on": "2026-06-02", "remark": "5月底去世"}
        shown = send(desk, by, "attestation-record", row.id, **form).content.decode()
        assert "已报告变化" in shown and reverse("desk:report", args=[row_of(by).report_id]) in shown


def test_the_list_goes_along_on_paper_and_as_a_spreadsheet(planned, cast, desk):
    by = cast.town_handler
    with on(JUNE):
        answer = desk(by).get(reverse("desk:attestations-sheet"))
        assert answer["Content-Type"] == "application/pdf" and answer.content.startswith(b"%PDF")
        with acting(cast.auditor):
            assert Entry.objects.filter(action="list:export").count() == 1
        with zipfile.ZipFile(io.BytesIO(desk(by).get(reverse("desk:attestations-export")).content)) as book:
            assert any("古阿婆" in book.read(name).decode(errors="replace") for name in book.namelist())


def test_the_first_page_names_the_village_and_then_whoever_was_missed_twice(planned, cast, desk):
    by = cast.town_handler
    with on(JUNE):
        shown = page(desk, by, "home")
        assert "老人生存认证" in shown and "还有 1 人，共 1 人" in shown
    with on(GONE_BY):
        plan()
        shown = page(desk, by, "home")
        row = row_of(by)
        assert reverse("desk:attestation-look-into", args=[row.id]) in shown
        answer = send(desk, by, "attestation-look-into", row.id)
        assert "已开启核查" in answer.content.decode()
        assert "核查中" in page(desk, by, "attestations", stage="all")


def test_the_item_of_the_worklist_opens_the_list_of_its_village(planned, cast, desk):
    by = cast.village_assistant
    with on(JUNE):
        shown = page(desk, by, "worklist", list="takeable")
        assert "墩背村委会 生存认证" in shown
        place = shown.split("/attestations/opened/")[1].split('"')[0]
        assert "古阿婆" in page(desk, by, "attestations-opened", place)


def test_a_contact_about_the_old_age_allowance_is_registered_and_decided(walk, cast, desk):
    by, elder = cast.town_handler, walk.adults[0]
    with on(JUNE):
        with acting(by):
            contact = intake.record_contact(
                channel=ContactChannel.WINDOW, asked="问高龄津贴", region=VILLAGE, person_id=elder, by=by
            )
        assert "登记民政事项" in page(desk, by, "contact", contact.id)
        shown = page(desk, by, "matter-from-contact", contact.id)
        assert "高龄津贴" in shown and str(elder) in shown
        form = {"name": "李建明", "person": str(elder), "item": OLD_AGE, "note": "满八十"}
        shown = send(desk, by, "matter-from-contact", contact.id, **form).content.decode()
        assert "由乡镇审核人办结" in shown
        with acting(by):
            matter = CivilMatter.objects.get()
        assert "查看民政事项" in page(desk, by, "contact", contact.id)
        form = {"decision": "granted", "amount": "30", "per": "month", "from_month": "2026-06", "reason": ""}
        shown = send(desk, cast.town_reviewer, "matter-decide", matter.id, **form).content.decode()
        assert "按月 30.00 元，自 2026-06 起" in shown
        assert "高龄津贴" in page(desk, by, "matters", item=OLD_AGE)
        assert "高龄津贴" in page(desk, by, "household", walk.household_id)
        form = {"because": "moved", "from_month": "2026-07", "reason": "迁出", "statement": ""}
        shown = send(desk, by, "matter-end", matter.id, **form).content.decode()
        assert "听取意见" in shown
        form["statement"] = "本人同意"
        shown = send(desk, by, "matter-end", matter.id, **form).content.decode()
        assert "拟终止" in shown and "本人同意" in shown and "照常发给" in shown
        decided = {"decision": "keep", "reason": ""}
        shown = send(desk, cast.town_reviewer, "matter-end-decide", matter.id, **decided).content.decode()
        assert "写明理由" in shown
        decided = {"decision": "end", "reason": ""}
        shown = send(desk, cast.town_reviewer, "matter-end-decide", matter.id, **decided).content.decode()
        assert "已终止" in shown and "本人同意" in shown


def test_a_grid_worker_is_offered_what_a_grid_worker_may_record(planned, cast, desk, grandmother):  # noqa: F811
    with on(JUNE):
        row = row_of(cast.village_assistant)
        with acting(cast.village_assistant):
            Attestation.objects.filter(pk=row.pk).update(kind="qualification")
        shown = page(desk, cast.village_assistant, "attestation-record", row.id)
        assert "残疾证过期" in shown and "请告诉村（社区）协理员" not in shown
        shown = page(
            desk, wearing(cast, cast.village_assistant, Role.GRID_WORKER), "attestation-record", row.id
        )
        assert (
            'value="expired"' not in shown and 'value="died"' in shown and "请告诉村（社区）协理员" in shown
        )


def test_advice_on_an_item_is_printed_like_advice_on_a_programme(walk, cast, desk):
    by = cast.village_assistant
    with on(JUNE):
        with acting(by):
            contact = intake.record_contact(
                channel=ContactChannel.VISIT, asked="问高龄津贴", region=VILLAGE, name="李老伯", by=by
            )
        assert "问的是哪个民政事项" in page(desk, by, "contact-answer", contact.id)
        form = {"answer": "advised", "items": [OLD_AGE], "text": "", "article": "", "told_items": ""}
        shown = send(desk, by, "contact-answer", contact.id, **form).content.decode()
        assert "社会救助政策一次性告知单" in shown
