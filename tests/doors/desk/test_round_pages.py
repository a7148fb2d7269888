"""A town's month at its desks: the days, what each case lacks, many at once, the end, the figures."""

import io
from datetime import date

import pytest
from django.urls import reverse
from python_calamine import CalamineWorkbook
from tests.support.cast import TOWN, acting
from tests.support.process import MONDAY, family_of_three, on

from yimen.domains.cases.models import MonthlyRound, Opinion, PublicNotice
from yimen.domains.cases.types import OutcomeState
from yimen.doors.desk.views import round_steps
from yimen.foundation.calendar.actions import fill_official_calendar

pytestmark = pytest.mark.requirement("R-CAS-13")
MEETING, DECISION = date(2026, 3, 9), date(2026, 3, 17)
MARCH = "2026-03"
SAT = {
    "held_on": "2026-03-09", "place": "镇政府会议室", "chair": "陈丽华", "participants": "陈丽华、张伟民",
}  # fmt: skip


@pytest.fixture
def families(cast):
    """Two that may be resolved on, one that still lacks everything."""
    fill_official_calendar()
    with on(MONDAY):
        done = [family_of_three(cast, surname).to_investigated() for surname in "李陈"]
        return [*done, family_of_three(cast, "钟").to_started()]


def rows_of(answer):
    return CalamineWorkbook.from_object(io.BytesIO(answer.content)).get_sheet_by_index(0).to_python()


def page(desk, actor, name, *args, **query):
    answer = desk(actor).get(reverse(f"desk:{name}", args=args), query)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def post(desk, actor, name, *args, follow=True, **given):
    return desk(actor).post(reverse(f"desk:{name}", args=args), given, follow=follow)


def resolved(walks, result="agreed", shown="", **changes):
    given: dict[str, object] = {}
    for walk in walks:
        outcome = walk.outcome()
        key = str(outcome.id)
        given |= {f"{key}-version": outcome.version, f"{key}-shown": shown, f"{key}-result": result}
        given |= {f"{key}-{name}": said for name, said in changes.items()}
    return given


def ticked(walks):
    ids = [walk.outcome().id for walk in walks]
    return {"outcome": [str(each) for each in ids]} | {
        f"version-{walk.outcome().id}": walk.outcome().version for walk in walks
    }


def test_the_page_of_a_month_says_its_days_and_what_each_lacks(families, cast, desk):
    with on(MONDAY):
        months = page(desk, cast.town_handler, "rounds")
        shown = page(desk, cast.town_handler, "round", MARCH)
        lacking = page(desk, cast.town_handler, "round", MARCH, stage="lacking")
    assert "2026-03-09" in months and "本轮" in months
    for words in (
        "收件截止",
        "2026-03-04",
        "已避开休息日",
        "系统建议的日程",
        "李建明",
        "尚无双方签字的入户调查表",
    ):
        assert words in shown
    assert "制作会议材料" in shown and "登记审核会" not in shown
    assert "钟建明" in lacking and "李建明" not in lacking


def test_a_handler_prints_the_reviewer_records_many_they_post_send_and_close(families, cast, desk):
    ready = families[:2]
    with on(MONDAY):
        answer = post(desk, cast.town_handler, "round-papers", MARCH)
        assert "社会救助月度审核会议材料" in answer.content.decode()
    with on(MEETING):
        shown = page(desk, cast.town_reviewer, "round-meeting", MARCH)
        assert "测算结果" in shown and "钟建明" not in shown
        amount = shown.split('-shown" value="')[1].split('"')[0]
        told = post(
            desk, cast.town_reviewer, "round-meeting", MARCH, **SAT, **resolved(ready, shown=amount)
        ).content.decode()
        assert "办成 2 件" in told
        assert "一起张贴公示（2 件）" in page(desk, cast.town_handler, "round", MARCH)
        assert "checked" in page(desk, cast.town_handler, "round-post", MARCH)
        told = post(desk, cast.town_handler, "round-post", MARCH, **ticked(ready)).content.decode()
        assert "办成 2 件" in told
        closed = post(desk, cast.town_handler, "round-close", MARCH, note="").content.decode()
        assert "不能结束本轮" in closed and "李建明" in closed
    with on(DECISION):
        told = post(desk, cast.town_reviewer, "round-send", MARCH, **ticked(ready)).content.decode()
        assert "办成 2 件" in told
        assert "将转入下轮的 1 件" in page(desk, cast.town_handler, "round-close", MARCH)
        ended = post(desk, cast.town_handler, "round-close", MARCH, note="").content.decode()
    assert "已结束" in ended and "社会救助月度办理情况报告" in ended and "转入下轮" in ended
    assert "登记审核会" not in ended
    with acting(cast.county_reviewer):
        assert Opinion.objects.count() == PublicNotice.objects.count() == 2
        assert MonthlyRound.objects.get().closed_on == DECISION


def test_what_was_refused_is_listed_with_its_reason(families, cast, desk):
    with on(MEETING):
        given = resolved(families[:1], shown="1.00") | resolved(families[1:2], result="put_off", note="待补")
        told = post(desk, cast.town_reviewer, "round-meeting", MARCH, **SAT, **given).content.decode()
    assert "办成 1 件" in told and "1 件没有办成" in told and "测算结果已变为" in told
    assert families[0].outcome().state == OutcomeState.PROPOSED
    assert "上次缓议" in page(desk, cast.town_reviewer, "round-meeting", MARCH)


def test_marks_stay_while_the_pages_of_a_long_meeting_are_turned(families, cast, desk, monkeypatch):
    monkeypatch.setattr(round_steps, "PAGE", 1)
    with on(MEETING):
        shown = page(desk, cast.town_reviewer, "round-meeting", MARCH)
        first = next(walk for walk in families[:2] if str(walk.outcome().id) in shown)
        other = next(walk for walk in families[:2] if walk is not first)
        assert "第 1 / 2 页" in shown and str(other.outcome().id) not in shown
        put_off = resolved([first], result="put_off", note="待核实住房", shown="1.00")
        shown = post(
            desk, cast.town_reviewer, "round-meeting", MARCH, **SAT, **put_off, go="2"
        ).content.decode()
        assert "其他页已选定 1 件" in shown and "待核实住房" in shown and "镇政府会议室" in shown
        amount = shown.split(f'{other.outcome().id}-shown" value="')[1].split('"')[0]
        marks = put_off | resolved([other], shown=amount)
        back = post(desk, cast.town_reviewer, "round-meeting", MARCH, **SAT, **marks, go="1")
        assert "其他页已选定 1 件" in back.content.decode() and "待核实住房" in back.content.decode()
        wrong = {**marks, f"{first.outcome().id}-note": "长" * 400}
        refused = post(desk, cast.town_reviewer, "round-meeting", MARCH, **SAT, **wrong, page="2")
        assert "第 1 / 2 页" in refused.content.decode()  # the page of the mark that is wrong
        told = post(desk, cast.town_reviewer, "round-meeting", MARCH, **SAT, **marks, page="2")
        assert "办成 2 件" in told.content.decode()
    assert other.outcome().state == OutcomeState.OPINION
    assert first.outcome().state == OutcomeState.PROPOSED


def test_a_meeting_without_its_people_keeps_what_was_typed(families, cast, desk):
    with on(MEETING):
        given = SAT | {"place": ""} | resolved(families[:1])
        shown = post(desk, cast.town_reviewer, "round-meeting", MARCH, **given).content.decode()
    assert "还有几处需要改一下" in shown and "陈丽华、张伟民" in shown
    with acting(cast.county_reviewer):
        assert not Opinion.objects.exists()


def test_only_a_reviewer_resolves_and_sends(families, cast, desk):
    for name in ("round-meeting", "round-send"):
        assert desk(cast.town_handler).get(reverse(f"desk:{name}", args=[MARCH])).status_code == 403
    assert desk(cast.village_assistant).get(reverse("desk:rounds")).status_code == 403


def test_a_town_sets_its_days_on_a_screen(families, cast, desk):
    plan = {
        "from_month": "2026-04", "meeting_day": "12", "meeting_shift": "later", "closing_working_days": "2",
        "notice_days": "7", "settlement_day": "25", "settlement_shift": "earlier",
        "verification_day": "10", "verification_shift": "later",
    }  # fmt: skip
    with on(MONDAY):
        assert "法律没有规定" in page(desk, cast.town_handler, "rounds-plan")
        wrong = post(desk, cast.town_handler, "rounds-plan", **plan | {"notice_days": "5"}).content.decode()
        assert "日程不成立" in wrong
        saved = post(desk, cast.town_handler, "rounds-plan", **plan).content.decode()
        assert "日程已保存" in saved and "2026-04-13" in saved
        assert "本机构自定的日程" in page(desk, cast.town_handler, "round", "2026-04")


def test_a_county_looks_at_each_of_its_towns(families, cast, desk):
    with on(MONDAY):
        shown = page(desk, cast.county_reviewer, "round", MARCH, town=str(TOWN))
        assert "李建明" in shown and f"?town={TOWN}" in shown
        assert "大柘镇" in page(desk, cast.county_reviewer, "rounds")
    assert (
        desk(cast.stranger).get(reverse("desk:round", args=[MARCH]), {"town": str(TOWN)}).status_code == 403
    )


@pytest.mark.parametrize("month", ["2026-13", "abc", "2026-3x", "2026", "0000-01"])
def test_what_is_no_month_is_not_there(cast, desk, month):
    assert desk(cast.town_handler).get(f"/rounds/{month}").status_code == 404


def test_a_work_item_leads_to_its_month(families, cast, desk):
    with on(MONDAY):
        post(desk, cast.town_handler, "round-papers", MARCH)
        with acting(cast.town_handler):
            row = MonthlyRound.objects.get()
        assert "李建明" in page(desk, cast.town_handler, "round-opened", row.id)
        assert desk(cast.stranger).get(reverse("desk:round-opened", args=[row.id])).status_code == 404


def test_the_report_leads_from_each_figure_to_the_list_it_is_the_sum_of(families, cast, desk):
    with on(date(2026, 3, 20)):
        report = page(desk, cast.town_handler, "round-report", MARCH)
        assert "3 件" in report and "figure=in_process" in report
        listed = page(
            desk, cast.town_handler, "round-figures", month=MARCH, figure="in_process", programme="dibao"
        )
        assert "钟建明" in listed and "共 3 条" in listed
        sheet = desk(cast.town_handler).get(
            reverse("desk:round-figures-export"), {"month": MARCH, "figure": "in_process"}
        )
        assert len(rows_of(sheet)) == 4
        whole = desk(cast.town_handler).get(reverse("desk:round-report-export"), {"month": MARCH})
        assert ["正在办理", 3] in [row[1:3] for row in rows_of(whole)]
        assert len(rows_of(desk(cast.town_handler).get(reverse("desk:rounds-export")))) == 14
