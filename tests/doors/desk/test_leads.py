"""The pages of leads: the list, one lead up to the application, scans, layers, plans, the self check."""

from datetime import date
from io import BytesIO

import pytest
from django.urls import reverse
from django.utils import timezone
from tests.security.access_rows import entered
from tests.support.cast import VILLAGE
from tests.support.factories import identity_number

from yimen.domains.monitoring.actions.scanning import run_scan
from yimen.domains.monitoring.models import AwayPlan, Lead, Scan
from yimen.domains.people.models import Person
from yimen.domains.verification.models import QueryEntry
from yimen.foundation.audit.models import Entry
from yimen.foundation.database.scope import system_scope
from yimen.foundation.jobs.models import Run
from yimen.foundation.jobs.runs import LOST_AFTER

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("R-POL-6")]
DAY = date(2026, 11, 20)


def page(client, name, *args, **query):
    answer = client.get(reverse(f"desk:{name}", args=args), query)
    assert answer.status_code == 200, name
    return answer.content.decode()


def test_a_scan_is_started_watched_and_told(scanned, cast):
    client = entered(cast.county_verifier)
    text = page(client, "lead-scans")
    assert "排查要用的部门数据，本县一样也没有" in text and "仍要开始？" in text and "开始排查" in text
    scanned.disabled()
    text = page(client, "lead-scans")
    assert "没有数据" in text and "仍要开始？" not in text and "缺少：" in text
    assert client.post(reverse("desk:lead-scan-start")).status_code == 302
    rows = client.get(reverse("desk:lead-scans"), headers={"HX-Request": "true"}).content.decode()
    assert "<progress" in rows and "<html" not in rows
    with system_scope():
        run_scan(Scan.objects.get().id)
    done = client.get(reverse("desk:lead-scans"), headers={"HX-Request": "true"})
    assert done.headers["HX-Refresh"] == "true"
    assert "残疾人证 1" in page(client, "lead-scans")


def test_a_scan_is_stopped_and_taken_up_on_the_page(scanned, cast):
    client, other = entered(cast.county_verifier), entered(cast.county_reviewer)
    client.post(reverse("desk:lead-scan-start"))
    with system_scope():
        scan = Scan.objects.get()
    assert "停止排查" in page(other, "lead-scans")
    assert other.post(reverse("desk:lead-scan-cancel", args=[scan.id])).status_code == 302
    assert "正在停止" in page(client, "lead-scans")
    run_scan(scan.id)
    assert "已停止" in page(client, "lead-scans")
    assert client.post(reverse("desk:lead-scan-resume", args=[scan.id])).status_code == 302
    Run.objects.update(beat_at=timezone.now() - LOST_AFTER)
    text = page(client, "lead-scans")
    assert "没有响应" in text and "继续排查" in text and "every 2s" not in text


def test_a_lead_from_the_list_over_its_visit_to_the_application(scanned, cast):
    scanned.disabled()
    scanned.scan()
    lead = scanned.lead()
    client = entered(cast.village_assistant)
    assert "新办重度残疾人证" in page(client, "leads")
    text = page(client, "lead", lead.id)
    assert "重度残疾人护理补贴" in text and "社会救助法 第十条" in text and "非法定期限" in text
    said = {"visited_on": "2026-11-20", "note": "见到本人，愿意申请"}
    assert client.post(reverse("desk:lead-visit", args=[lead.id]), said).status_code == 302
    assert "去申请" in page(client, "lead", lead.id)
    gone = client.post(reverse("desk:lead-apply", args=[lead.id]))
    with system_scope():
        lead.refresh_from_db()
    assert gone.headers["Location"] == reverse("desk:application-from-contact", args=[lead.contact_id])
    application = client.get(gone.headers["Location"], follow=True).content.decode()
    assert "由线索发起：新办重度残疾人证" in application and "见到本人，愿意申请" in application
    ticked = {
        line.split('"')[0]
        for line in application.split('name="programmes" value="')[1:]
        if "checked" in line.split(">")[0]
    }
    assert ticked == {each for each in lead.programmes if each != "dibao"}, (
        "what the lead names, not what is held"
    )
    assert "没有待办结的线索" in page(client, "leads")
    assert "已登记，去申请" in page(client, "leads", show="all", likelihood="likely", region=str(lead.region))
    assert "100%" in page(client, "lead-scores")


def test_a_family_that_only_a_push_knew_of_is_put_on_file_by_the_visit(scanned, cast):
    number = str(identity_number("pushed", born=date(1950, 2, 3)))
    scanned.load("suspected_cases", f"{number},温大伯,{VILLAGE},ill,2026-11-10")
    scanned.scan()
    lead = scanned.lead()
    client = entered(cast.village_assistant)
    assert "未建档" in page(client, "leads")
    client.post(reverse("desk:lead-visit", args=[lead.id]), {"visited_on": "2026-11-20", "note": "独居"})
    text = page(client, "lead", lead.id)
    assert "建立家庭档案" in text and "2026-11-10" in text and number not in text
    assert "温大伯" in page(client, "lead-file", lead.id)
    url = reverse("desk:lead-file", args=[lead.id])
    given = {
        "region": str(VILLAGE), "address": "3号", "phone": "", "registered": "", "is_urban": "",
        "members-TOTAL_FORMS": "1", "members-INITIAL_FORMS": "0", "members-0-name": "温大伯",
        "members-0-relation": "head",
    }  # fmt: skip
    wrong = str(identity_number("another", born=date(1950, 2, 3)))
    refused = client.post(url, given | {"members-0-identity": wrong})
    assert "没有人的公民身份号码与部门推送的一致" in refused.content.decode()
    with system_scope():
        assert not Person.objects.filter(name="温大伯").exists(), "all or nothing"
    assert client.post(url, given | {"members-0-identity": number}).status_code == 302
    with system_scope():
        lead.refresh_from_db()
    household = page(client, "household", lead.household_id)
    assert "走访线索" in household and "已走访" in household
    assert "重病：温大伯" in page(client, "person", lead.person_id)


def test_the_household_page_shows_layer_plan_and_what_was_closed(scanned, cast):
    scanned.moved()
    scanned.load("suspected_cases", f"{scanned.head},甲,{VILLAGE},relapse,2026-11-10")
    scanned.scan()
    away = next(lead for lead in scanned.leads() if lead.rule == "lives_away")
    client = entered(cast.town_reviewer)
    said = {"way": "video", "every_days": "30", "share_until": ""}
    client.post(reverse("desk:lead-away", args=[away.id]), said)
    text = page(client, "household", scanned.walk.household_id)
    assert "低收入人口层次" in text and "防止返贫监测对象" in text and "已定联系计划" in text
    assert "人户分离联系计划：视频，每 30 天" in text
    theirs = page(client, "person", scanned.walk.adults[0])
    assert "所在家庭的低收入人口层次" in theirs and "防止返贫监测对象" in theirs
    assert "人户分离联系计划：视频，每 30 天" in theirs
    elsewhere = entered(cast.outsider).get(reverse("desk:household", args=[scanned.walk.household_id]))
    assert elsewhere.status_code == 404


def test_a_list_that_shows_names_says_so_in_the_audit_and_in_each_person_s_log(scanned, cast):
    scanned.disabled()
    scanned.scan()
    page(entered(cast.village_assistant), "leads")
    with system_scope():
        [entry] = Entry.objects.filter(action="lead:list")
        assert (entry.rows, entry.subject) == (1, cast.village_assistant.post_id)
        [logged] = QueryEntry.objects.filter(act="view", source="disability_cards")
    assert logged.person_id == scanned.walk.adults[0]


def test_a_lead_is_closed_only_with_a_reason(scanned, cast):
    scanned.disabled()
    scanned.scan()
    lead = scanned.lead()
    client = entered(cast.village_assistant)
    url = reverse("desk:lead-close", args=[lead.id])
    assert "核实后没有困难" not in page(client, "lead-close", lead.id)
    refused = client.post(url, {"outcome": "not_in_need", "because": "没有困难"})
    assert "请先登记走访情况" in refused.content.decode()
    assert client.post(url, {"outcome": "data_wrong", "because": "证不是本人的"}).status_code == 302
    assert "数据有误" in page(client, "lead", lead.id)


def test_a_plan_for_somebody_away(scanned, cast):
    scanned.moved()
    scanned.scan()
    lead = scanned.lead()
    client = entered(cast.town_reviewer)
    assert "大柘" in page(client, "lead", lead.id) or "现居住地" in page(client, "lead", lead.id)
    said = {"way": "video", "every_days": "30", "share_until": "2027-02-01"}
    assert client.post(reverse("desk:lead-away", args=[lead.id]), said).status_code == 302
    with system_scope():
        plan = AwayPlan.objects.get()
    assert "视频" in page(client, "lead-plans")
    note = {"note": "视频看到本人"}
    assert client.post(reverse("desk:lead-plan-contact", args=[plan.id]), note).status_code == 302
    assert "视频看到本人" in page(client, "lead-plan", plan.id)
    assert client.post(reverse("desk:lead-plan-end", args=[plan.id])).status_code == 302
    assert "已结束" in page(client, "lead-plans")


def test_the_population_by_layer_and_the_sheets(scanned, cast):
    scanned.disabled()
    scanned.scan()
    client = entered(cast.town_reviewer)
    text = page(client, "lead-layers")
    assert "最低生活保障对象（3 人）" in text
    assert "李建明" in page(client, "lead-layers", layer="dibao")
    assert "这一层没有家庭" in page(client, "lead-layers", layer="margin")
    for name in ("leads", "lead-layers", "lead-scores", "lead-plans"):
        answer = client.get(reverse(f"desk:{name}-export"))
        assert BytesIO(answer.content).read(2) == b"PK", name


@pytest.mark.requirement("R-POL-5")
def test_the_self_check_asks_on_and_keeps_nothing(scanned, cast):
    client = entered(cast.village_assistant)
    url = reverse("desk:lead-self-check")
    said: dict = {}
    told = {
        "size": "1", "age": "adult", "income": "900", "assets": "0", "homes": "1", "property": "none",
        "obligors": "none", "disability": "severe", "area": "rural", "sudden": "no", "illness": "no",
        "costs": "0", "parents": "able",
    }  # fmt: skip
    text = page(client, "lead-self-check")
    for _turn in told:
        if "救助自诊结果" in text:
            break
        asked = text.split('name="asked" value="')[1].split('"')[0]
        assert f'name="{asked}"' not in text, "what is asked is not among what was said"
        text = client.post(url, said | {"asked": asked, "answer": told[asked]}).content.decode()
        said[asked] = told[asked]
    assert "救助自诊结果" in text and "可能符合" in text and "大柘镇救助站" in text
    with system_scope():
        assert not Lead.objects.exists()
    wrong = client.post(url, {"asked": "size", "answer": "很多"}).content.decode()
    assert "请填写 1 至 20 的整数" in wrong
    forged = client.post(url, {"size": "<b>", "age": "none"}).content.decode()
    assert "第 1 题" in forged, "an answer no question offers is left out"


@pytest.mark.requirement("R-POL-5")
def test_an_answer_of_the_self_check_is_taken_back_or_left_open(cast):
    client, url = entered(cast.village_assistant), reverse("desk:lead-self-check")
    first = client.post(url, {"asked": "size", "answer": "2"}).content.decode()
    assert "说不清，跳过" not in first, "without it nothing can be said"
    third = client.post(url, {"asked": "age", "answer": "old", "size": "2"}).content.decode()
    assert "autofocus" in third and "已经回答" in third and "第 3 题" in third
    asked = third.split('name="asked" value="')[1].split('"')[0]
    skipped = client.post(url, {"asked": asked, "skip": "1", "size": "2", "age": "old"}).content.decode()
    assert "第 4 题" in skipped and "没有回答" in skipped and f'name="{asked}"' in skipped
    back = client.post(url, {"asked": asked, "back": "1", "size": "2", "age": "old"}).content.decode()
    assert "第 2 题" in back and 'value="age"' in back
