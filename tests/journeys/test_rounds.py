"""A town's March in the browser: papers printed, several resolved, posted, sent together, closed."""

from datetime import date

import pytest
from tests.journeys.test_award import paper
from tests.support.journey import HANDLER, REVIEWER, beside
from tests.support.process import MONDAY, family_of_three

MEETING, DECISION = date(2026, 3, 9), date(2026, 3, 17)
READY, LACKING = ("范例一", "范例二", "范例三"), "范例四"


def gathered(company) -> None:
    """Three looked into and one only accepted, as other journeys show."""

    def prepare() -> None:
        for surname in READY:
            family_of_three(company.house.cast, surname).to_investigated()
        family_of_three(company.house.cast, LACKING).to_started()

    beside(prepare)


@pytest.mark.requirement("R-CAS-13")
def test_a_month_from_the_papers_of_its_meeting_to_its_report(company):
    company.on(MONDAY)
    gathered(company)
    print_the_papers(company[HANDLER])
    company.on(MEETING)
    resolve_together(company[REVIEWER])
    post_together(company[HANDLER])
    company.on(DECISION)
    send_together(company[REVIEWER])
    close_the_month(company[HANDLER])


def print_the_papers(by) -> None:
    by.menu("月度审核")
    by.follow("设置日程")
    by.reads("法律没有规定每月办理的日程")
    by.follow("取消")
    by.follow("本轮")
    by.reads("系统建议的日程")
    by.reads("尚无双方签字的入户调查表")
    by.press("制作会议材料")
    by.menu("月度审核")
    by.follow("本轮")
    said = paper(by, "社会救助月度审核会议材料")
    assert "范例一建明" in said and "尚不能上会的事项" in said and "范例四建明" in said


def resolve_together(by) -> None:
    by.menu("月度审核")
    by.follow("本轮")
    by.follow("登记审核会（3 件可以上会）")
    by.write("会议地点", "镇政府会议室")
    by.write("参加人员", "陈丽华、张伟民、村（居）委会代表")
    third = by.page.get_by_role("region", name=f"{READY[2]}建明")
    third.get_by_text("缓议", exact=True).click()
    by.click("登记会议和议定结果")
    by.agree("登记会议和议定结果")
    by.reads("1 件没有办成")
    by.reads("缓议须写明原因")
    by.reads("办成 2 件")


def post_together(by) -> None:
    by.menu("月度审核")
    by.follow("本轮")
    by.follow("一起张贴公示（2 件）")
    by.click("张贴所选的公示")
    by.agree("张贴所选的公示")
    by.reads("办成 2 件")


def send_together(by) -> None:
    by.menu("月度审核")
    by.follow("本轮")
    by.follow("一起报送确认（2 件）")
    by.click("报送所选的事项")
    by.agree("报送所选的事项")
    by.reads("办成 2 件")


def close_the_month(by) -> None:
    by.menu("月度审核")
    by.follow("本轮")
    by.follow("结束本轮")
    by.reads("将转入下轮的 2 件")
    by.click("结束本轮")
    by.agree("结束本轮")
    by.reads("社会救助月度办理情况报告")
    by.follow("月度报告", exact=False)
    by.leave_by(by.page.get_by_role("main").get_by_role("link", name="4 件"))
    by.reads("共 4 条")
