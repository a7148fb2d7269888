"""Complaints, reports of change and remedies at the desk, from the first line to the last."""

from datetime import date
from io import BytesIO

import pytest
from django.urls import reverse
from django.utils import timezone
from python_calamine import CalamineWorkbook
from tests.support.cast import acting, resident_household
from tests.support.process import family_of_three, on

from yimen.domains.intake.models import ChangeReport, Complaint, Remedy
from yimen.domains.people import queries as people
from yimen.foundation.calendar.actions import fill_official_calendar
from yimen.foundation.database.scope import system_scope

pytestmark = pytest.mark.django_db
HOSTILE = '"><script>alert(1)</script>=HYPERLINK("x")'


def latest(model):
    with system_scope():
        return model.objects.latest("id")


def complain(client, **typed):
    page = {"channel": "phone", "text": "索要烟酒才给办", "is_named": "no", **typed}
    return client.post(reverse("desk:complaint-record"), page)


def about(actor):
    return {"about": "staff", "staff": str(actor.staff_id)}


def rows_of(answer):
    return CalamineWorkbook.from_filelike(BytesIO(answer.content)).get_sheet_by_index(0).to_python()


def test_an_anonymous_complaint_goes_to_the_county_and_is_answered(cast, desk):
    village, county = desk(cast.village_assistant), desk(cast.county_reviewer)
    answer = complain(village, **about(cast.town_handler))
    complaint = latest(Complaint)
    assert answer.url == reverse("desk:document", args=[complaint.receipt_id])
    assert village.get(answer.url).status_code == 200
    page = reverse("desk:complaint", args=[complaint.id])
    for excluded in (cast.village_assistant, cast.town_handler, cast.town_reviewer):
        assert desk(excluded).get(page).status_code == 403
    assert complaint.number in county.get(reverse("desk:complaints")).content.decode()
    chosen = {"to_post": str(cast.county_reviewer.post_id), "reason": ""}
    assert county.post(reverse("desk:complaint-assign", args=[complaint.id]), chosen).url == page
    found = {"findings": "约谈三户，均无此事", "result": "untrue"}
    assert county.post(reverse("desk:complaint-investigate", args=[complaint.id]), found).url == page
    assert county.post(reverse("desk:complaint-answer", args=[complaint.id]), {"text": "不属实"}).url == page
    learnt = {"lessons": "窗口公布监督电话"}
    assert county.post(reverse("desk:complaint-learn", args=[complaint.id]), learnt).url == page
    assert "已总结" in county.get(page).content.decode()


def test_whoever_it_is_about_finds_nothing_even_in_the_county(cast, desk):
    complain(desk(cast.village_assistant), **about(cast.county_reviewer))
    complaint = latest(Complaint)
    concerned = desk(cast.county_reviewer)
    assert concerned.get(reverse("desk:complaint", args=[complaint.id])).status_code == 404
    assert complaint.number not in concerned.get(reverse("desk:complaints")).content.decode()
    assert len(rows_of(concerned.get(reverse("desk:complaints-export")))) == 1
    for name in ("assign", "investigate", "answer", "deliver", "learn", "refer", "complainant"):
        answer = concerned.post(reverse(f"desk:complaint-{name}", args=[complaint.id]), {"to": "x"})
        assert answer.status_code == 404, name
    other = desk(cast.county_confirmer).get(reverse("desk:complaint-assign", args=[complaint.id]))
    assert cast.county_reviewer.staff_name not in other.content.decode()


def test_a_name_is_shown_to_the_handler_alone(cast, desk):
    complain(
        desk(cast.village_assistant),
        **about(cast.town_handler),
        is_named="yes",
        name="凌有名",
        phone="13800000000",
    )
    complaint = latest(Complaint)
    handler, auditor = desk(cast.county_confirmer), desk(cast.auditor)
    chosen = {"to_post": str(cast.county_confirmer.post_id)}
    handler.post(reverse("desk:complaint-assign", args=[complaint.id]), chosen)
    page, who = (reverse(f"desk:{n}", args=[complaint.id]) for n in ("complaint", "complaint-complainant"))
    for client in (handler, auditor, desk(cast.county_reviewer)):
        assert "凌有名" not in client.get(page).content.decode()
    assert "凌有名" in handler.post(who).content.decode()
    assert auditor.post(who).status_code == 403
    assert desk(cast.county_reviewer).post(who).status_code == 409
    assert "凌有名" not in str(rows_of(handler.get(reverse("desk:complaints-export"))))


def test_a_named_one_is_delivered_with_its_proof(cast, desk):
    complain(desk(cast.village_assistant), **about(cast.town_handler), is_named="yes", name="凌有名")
    complaint, county = latest(Complaint), desk(cast.county_reviewer)
    for step, typed in (
        ("assign", {"to_post": str(cast.county_reviewer.post_id)}),
        ("investigate", {"findings": "属实", "result": "true"}),
        ("answer", {"text": "已责令改正"}),
    ):
        assert county.post(reverse(f"desk:complaint-{step}", args=[complaint.id]), typed).status_code == 302
    url = reverse("desk:complaint-deliver", args=[complaint.id])
    typed = {"method": "by_post", "delivered_on": timezone.localdate().isoformat(), "proof": "信"}
    assert "邮件编号" in county.post(url, typed).content.decode()
    assert county.post(url, typed | {"proof": "XA12345678944"}).status_code == 302
    assert latest(Complaint).delivered_on == timezone.localdate()


@pytest.mark.parametrize(
    "typed",
    [{"about": "staff"}, {"about": "station"}, {"about": "household"}, {"is_named": "yes"}],
    ids=lambda typed: "-".join(typed.values()),
)
def test_what_is_not_said_is_asked_for(cast, desk, typed):
    page = about(cast.town_handler) | typed
    if "is_named" not in typed:
        page["staff"] = ""
    answer = complain(desk(cast.village_assistant), **page)
    assert answer.status_code == 200
    assert 'class="form-error"' in answer.content.decode()


def test_hostile_words_stay_words(cast, desk):
    complain(desk(cast.village_assistant), about="household", family=HOSTILE, text=HOSTILE)
    county = desk(cast.county_reviewer)
    page = county.get(reverse("desk:complaint", args=[latest(Complaint).id])).content.decode()
    assert "<script>alert" not in page
    exported = rows_of(county.get(reverse("desk:complaints-export")))
    assert all(not str(cell).startswith("=") for row in exported for cell in row)


def test_a_complaint_about_a_family_whose_file_is_open(cast, desk):
    home = resident_household(cast.village_assistant)
    url = reverse("desk:household-complain", args=[home.id])
    client = desk(cast.village_assistant)
    assert "李小妹" in client.get(url).content.decode()
    typed = {"channel": "letter", "text": "该户有小汽车", "is_named": "no"}
    assert client.post(url, typed).status_code == 302
    assert (latest(Complaint).about_id, latest(Complaint).about_title) == (home.id, "李小妹")


def test_a_death_is_reported_in_three_fields_and_settled(cast, desk):
    home = resident_household(cast.village_assistant)
    with acting(cast.village_assistant):
        person = people.members(home.id)[0].person_id
    village, town = desk(cast.village_assistant), desk(cast.town_handler)
    typed = {"name": "", "person": str(person), "kind": "death", "text": "昨天去世"}
    answer = village.post(reverse("desk:report-record"), typed)
    report = latest(ChangeReport)
    assert answer.url == reverse("desk:report", args=[report.id])
    assert report.household_id == home.id
    listed = town.get(reverse("desk:reports")).content.decode()
    assert "李小妹" in listed and "去世" in listed
    settled = {"outcome": "corrected", "note": "核对火化证明，已登记死亡"}
    assert town.post(reverse("desk:report-settle", args=[report.id]), settled).status_code == 302
    assert "李小妹" not in town.get(reverse("desk:reports")).content.decode()
    assert "李小妹" in town.get(reverse("desk:reports") + "?show=all").content.decode()
    assert rows_of(town.get(reverse("desk:reports-export") + "?show=all"))[1][0] == "李小妹"


def test_whoever_is_not_on_file_is_reported_by_name(cast, desk):
    client, url = desk(cast.village_assistant), reverse("desk:report-record")
    assert client.post(url, {"name": "", "kind": "move"}).status_code == 200
    typed = {"name": "外来户老王", "kind": "move", "region": str(cast.village_assistant.region)}
    assert client.post(url, typed).status_code == 302
    assert latest(ChangeReport).name == "外来户老王"


@pytest.fixture
def refused(cast):
    fill_official_calendar()
    walk = family_of_three(cast)
    with on(date(2026, 3, 2)):
        walk.to_investigated()
        walk.opine(is_positive=False, difference_reason="另有收入")
        walk.send()
    with on(date(2026, 3, 23)):
        walk.refuse()
        walk.deliver()
    return walk


def test_a_lawsuit_is_recorded_at_the_decision_and_followed_to_its_end(cast, desk, refused):
    with on(date(2026, 4, 1)):
        county, town = desk(cast.county_reviewer), desk(cast.town_handler)
        url = reverse("desk:outcome-contest", args=[refused.outcome().id])
        assert url in county.get(reverse("desk:outcome", args=[refused.outcome().id])).content.decode()
        notice = {
            "kind": "lawsuit", "authority": "县人民法院", "reference": "（2026）行初1号",
            "applied_on": "2026-03-30", "received_on": "2026-04-01", "answer_by": "2026-04-16",
            "hearing_on": "2026-05-06", "grounds": "收入算错",
        }  # fmt: skip
        assert "原决定" in county.post(url, notice | {"applied_on": "2026-03-01"}).content.decode()
        county.post(url, notice)
        remedy = latest(Remedy)
        page = reverse("desk:remedy", args=[remedy.id])
        assert remedy.last_day == date(2026, 9, 23)
        for step, typed in (
            ("answer", {"day": "2026-04-01"}),
            ("hearing", {"day": "2026-05-20"}),
            ("settle", {"result": "ordered_anew", "result_on": "2026-04-01", "note": "责令重作"}),
        ):
            assert county.post(reverse(f"desk:remedy-{step}", args=[remedy.id]), typed).url == page, step
        assert "执行复议决定、判决" in town.get(reverse("desk:worklist") + "?list=station").content.decode()
        done = {"followed": "已重新受理"}
        assert town.post(reverse("desk:remedy-carry-out", args=[remedy.id]), done).url == page
        assert "已了结" in county.get(reverse("desk:remedies") + "?kind=lawsuit").content.decode()
        assert rows_of(county.get(reverse("desk:remedies-export")))[1][3] == "（2026）行初1号"


def test_the_county_sees_where_people_differed(cast, desk, refused):
    with on(date(2026, 4, 1)):
        for actor in (cast.auditor, cast.county_reviewer):
            page = desk(actor).get(reverse("desk:differences")).content.decode()
            assert "另有收入" in page and cast.county_confirmer.staff_name in page
        county = desk(cast.county_reviewer)
        assert "另有收入" not in county.get(reverse("desk:differences") + "?step=confirm").content.decode()
        exported = rows_of(county.get(reverse("desk:differences-export")))
        assert len(exported) == 3
        assert desk(cast.town_reviewer).get(reverse("desk:differences")).status_code == 403
        assert county.get(reverse("desk:near-relatives")).status_code == 200
        assert len(rows_of(county.get(reverse("desk:near-relatives-export")))) == 1
