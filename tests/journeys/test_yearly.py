"""A town's yearly review in the browser: planned, printed, gone through, one changed, watched, closed."""

import io
from datetime import date

from pypdf import PdfReader
from tests.support.browser import Clerk
from tests.support.journey import ASSISTANT, HANDLER, REVIEWER, beside
from tests.support.process import MONDAY, NOTICE_OVER, Walk, family_of_three, picture

WALKED = date(2026, 9, 21)
SURNAMES = ("范例甲", "范例乙")


def granted(company) -> None:
    """Two families with an award, as other journeys show."""
    company.on(MONDAY)
    walks = beside(lambda: [family_of_three(company.house.cast, name).to_posted() for name in SURNAMES])
    company.on(NOTICE_OVER)

    def decide() -> list[Walk]:
        for walk in walks:
            walk.send()
            walk.confirm()
        return walks

    beside(decide)


def test_a_town_goes_to_every_household_and_says_what_it_found(company, judge):
    granted(company)
    company.on(WALKED)
    plan(company[REVIEWER], judge)
    go_from_door_to_door(company[ASSISTANT], company.house.cast.town_handler.staff_name, judge)
    begin(company[HANDLER])
    watch_and_close(company[REVIEWER], judge)


def plan(by: Clerk, judge) -> None:
    by.menu("定期核查")
    by.follow("年度核查")
    by.reads("这一年还没有开展年度核查")
    by.follow("开展年度核查")
    by.write("结束日期", "2026-11-30")
    by.press("预览")
    by.reads("共 2 户在本次核查中，0 户不在")
    judge.album.picture(by.page, "yearly-plan")
    by.press("确认开展")
    by.reads("2 户中 0 户已有结果")
    judge.album.picture(by.page, "yearly-town")


def go_from_door_to_door(by: Clerk, handler: str, judge) -> None:
    """The forms are printed; at the first door nothing changed, at the second somebody earns more."""
    by.menu("定期核查")
    by.follow("年度核查")
    by.leave_by(by.page.get_by_role("row").filter(has_text="0%").get_by_role("link").first)
    by.leave_by(by.page.get_by_role("row").filter(has_text="0%").get_by_role("link").first)
    by.reads("范例甲建明")
    judge.album.picture(by.page, "yearly-village")
    forms = by.page.get_by_role("link", name="打印走访表").get_attribute("href") or ""
    said = "".join(page.extract_text() for page in PdfReader(io.BytesIO(by.download(forms))).pages)
    assert "范例甲建明" in "".join(said.split()) and "范例乙建明" in "".join(said.split())
    by.follow("范例甲建明")
    by.tick("没有变化", "走访情况")
    by.choose("另一名走访人员", f"{handler} · 乡镇（街道）经办人 · 大柘镇")
    by.page.get_by_label("签字的走访表").set_input_files(
        {"name": "form.png", "mimeType": "image/png", "buffer": picture()}
    )
    judge.album.picture(by.page, "yearly-door")
    by.press("登记")
    by.reads("年度核查 · 第 2 户")
    by.tick("有变化", "走访情况")
    by.choose("什么变化", "收入变化")
    by.write("具体情况", "配偶在镇上工厂务工")
    by.press("登记")
    by.reads("范例乙")
    assert "/applications/" in by.page.url


def begin(by: Clerk) -> None:
    """What was seen at the first door is tried, then begun; the county is asked."""
    by.go("/")
    by.reads("年度核查")
    by.menu("定期核查")
    by.follow("年度核查")
    by.leave_by(by.page.get_by_role("row").filter(has_text="0%").get_by_role("link").first)
    by.follow("2", exact=True)
    by.page.get_by_label("选择 范例甲建明").check()
    by.press("启动所选核查")
    by.reads("可以办 1 件")


def watch_and_close(by: Clerk, judge) -> None:
    by.menu("定期核查")
    by.follow("年度核查")
    by.leave_by(by.page.get_by_role("row").filter(has_text="0%").get_by_role("link").first)
    by.reads("未完成")
    by.follow("办结")
    by.write("未完成的原因和下一步安排", "两户正在核查，下月办结")
    by.press("办结")
    by.reads("已于 2026-09-21 办结")
    by.reads("两户正在核查，下月办结")
    report = by.page.get_by_role("link", name="打印报告").get_attribute("href") or ""
    said = PdfReader(io.BytesIO(by.download(report))).pages[0].extract_text()
    assert "合计" in said and "两户正在核查" in "".join(said.split())
    judge.album.picture(by.page, "yearly-closed")
