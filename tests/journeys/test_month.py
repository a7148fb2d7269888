"""The first page on a tablet, from why to the step; the statistics at a desk, from a figure to its rows."""

from tests.support.browser import DESKTOP, TABLET
from tests.support.cast import PASSWORD
from tests.support.journey import HANDLER, REVIEWER, Case, Family


def test_the_month_leads_to_the_step_and_a_figure_to_its_rows(company):
    case = Case(company, Family("古月山"))
    case.to_submission()

    handler = company.visitor(TABLET)
    handler.sign_in(HANDLER, PASSWORD)
    handler.reads("本月到期的待办")
    row = handler.page.locator("[data-row]", has_text="古月山").first
    handler.leave_by(row.get_by_role("button", name="领取"))
    handler.reads("受理")
    handler.menu("本月")
    handler.page.keyboard.press("j")
    with handler.page.expect_navigation():
        handler.page.keyboard.press("Enter")
    handler.check()

    reviewer = company.visitor(DESKTOP)
    reviewer.sign_in(REVIEWER, PASSWORD)
    reviewer.menu("统计")
    figure = reviewer.page.locator("tr", has_text="合计").get_by_role("link").first
    reviewer.leave_by(figure)
    reviewer.reads("古月山")
    reviewer.follow("回到统计")
    reviewer.follow("环节时长")
    reviewer.choose("按什么分", "按人员")
    reviewer.press("筛选")
    reviewer.reads("按期率")
    assert "split=person" in reviewer.page.url
