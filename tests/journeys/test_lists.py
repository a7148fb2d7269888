"""A clerk with many items: sorted, kept as a filter, handed over; a whole desk given, taken, reassigned."""

from datetime import date

import pytest
from tests.support.cast import VILLAGE, acting
from tests.support.journey import HANDLER, REVIEWER, beside

from yimen.domains.intake import actions as intake
from yimen.domains.intake.types import ContactChannel
from yimen.domains.worklist.actions import open_item
from yimen.domains.worklist.types import Subject, WorkKind
from yimen.foundation.calendar.queries import load_calendar
from yimen.foundation.models import make_id
from yimen.kernel import DayUnit, TimeLimit, deadline

DAY = date(2026, 9, 1)
COLLEAGUE = "刘志强 · 乡镇（街道）经办人 · 大柘镇救助站"
LIMIT = TimeLimit(10, DayUnit.WORKING, "受理", "民发〔2021〕57号 第十五条")


def desk_is_full(company) -> None:
    """Four families wait for the handler."""

    def prepare() -> None:
        by = company.house.cast.town_handler
        with acting(by):
            for name in ("赵家", "安家", "李家", "白家"):
                open_item(
                    kind=WorkKind.GRACE_END,
                    subject=Subject("household", make_id(), name, by.region),
                    due=deadline(LIMIT, DAY, load_calendar()),
                    event_on=DAY,
                    owner_post=by.post_id,
                    by=by,
                )

    beside(prepare)


def test_many_items_are_sorted_kept_and_handed_over(company):
    company.on(DAY)
    desk_is_full(company)
    by = company[HANDLER]
    by.go("/worklist?list=mine")
    by.follow("对象")
    rows = [row.inner_text() for row in by.page.locator("tbody tr").all()]
    places = [
        next(i for i, row in enumerate(rows) if name in row) for name in ("安家", "白家", "李家", "赵家")
    ]
    assert places == sorted(places), rows
    by.page.get_by_text("保存当前筛选").click()
    by.write("名称（勿写姓名、证件号）", "按对象")
    by.press("保存")
    by.reads("按对象")
    by.follow("管理")
    by.reads("保存的是选项和日期")
    by.go("/worklist?list=mine")
    for name in ("安家", "白家"):
        by.page.get_by_role("checkbox", name=f"选择 {name}").check()
    by.press("移交所选")
    by.tick("刘志强 · 乡镇（街道）经办人", group="交给")
    by.write("原因", "休假")
    by.press("预览")
    by.reads("可以办 2 件，不能办 0 件")
    by.press("确认移交")
    by.reads("办成 2 件")
    by.go("/worklist?list=mine")
    by.follow("移交办公桌")
    by.page.get_by_label("全部事项", exact=False).select_option(index=1)
    by.write("原因", "调离")
    by.press("预览")
    by.press("确认移交")
    by.follow("交接清单")
    by.reads("赵家")
    by.page.get_by_role("button", name="撤回移交").click()
    by.agree("撤回移交")
    by.reads("撤回")
    by.go("/deadlines?month=2026-10")
    by.reads("休")
    by.go("/exports")
    by.reads("没有正在保留的清单")


@pytest.mark.requirement("R-DSK-1")
def test_a_desk_is_handed_over_and_taken_and_that_of_somebody_absent_too(company, judge):
    company.on(DAY)
    beside(lambda: asked_at_the_window(company))
    by = company[HANDLER]
    by.go("/worklist?list=mine")
    by.follow("移交办公桌")
    by.page.get_by_label("全部事项", exact=False).select_option(label=COLLEAGUE)
    by.write("原因", "调离")
    by.press("预览")
    by.reads("待其接手")
    by.press("确认移交")
    by.follow("交接清单")
    by.reads("待接手")
    judge.album.picture(by.page, "desk-handed-over")
    sheet = by.page.get_by_role("link", name="打印交接清单").get_attribute("href") or ""
    assert by.download(sheet).startswith(b"%PDF")

    colleague = company["town_investigator"]
    colleague.go("/worklist?list=mine")
    colleague.follow("接手移交的来访")
    colleague.reads("接手以前仍由移交人负责")
    colleague.press("接手")
    colleague.reads("刘志强")
    by.page.reload()
    by.click("撤回移交")
    by.agree("撤回移交")
    by.reads("不能整体撤回")
    by.follow("返回上一页")
    by.reads("丘问事")
    by.go("/worklist?list=mine")
    by.never_reads("丘问事")

    absent = company[REVIEWER]
    absent.go("/desks/hand-over")
    absent.choose("谁的办公桌", COLLEAGUE)
    absent.press("筛选")
    absent.page.get_by_label("全部事项", exact=False).select_option(
        label="张伟民 · 乡镇（街道）经办人 · 大柘镇救助站"
    )
    absent.write("原因", "本人住院")
    absent.press("预览")
    absent.press("确认移交")
    by.go("/worklist?list=mine")
    by.reads("丘问事")


def asked_at_the_window(company) -> None:
    """Somebody asked the handler, who was the first one asked and owns it."""
    by = company.house.cast.town_handler
    with acting(by):
        intake.record_contact(
            channel=ContactChannel.WINDOW, asked="问高龄津贴", region=VILLAGE, name="丘问事", by=by
        )
