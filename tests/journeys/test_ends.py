"""How awards and applications end: heard and told before it, in writing after it, and contested at last."""

from datetime import date, timedelta

import pytest
from tests.journeys.test_award import paper
from tests.support.browser import Clerk
from tests.support.journey import CONFIRMER, HANDLER, REVIEWER, beside
from tests.support.process import Walk, family_of_three, picture
from tests.support.reviewing import LATER, Review, granted

from yimen.domains.cases.types import ChangeCause

TOLD = LATER + timedelta(days=1)
SILENT = date(2026, 10, 12)
"""After the office's five working days, the holidays between."""
COUNTY = "county_reviewer"


def looked_into(company, surname: str) -> Walk:
    """A family with dibao of whom somebody earns much more now: declared, verified, visited."""
    review: Review = beside(lambda: granted(family_of_three(company.house.cast, surname)))
    company.on(LATER)

    def look() -> None:
        review.open()
        review.earns("9000.00")
        review.begin()
        review.look_into(900000)

    beside(look)
    return review.walk


def handed_over(by: Clerk, name: str, on: date) -> None:
    """The letter, by hand, signed for."""
    by.tick("直接送达", "送达方式")
    by.write("受送达人", name)
    by.write("送达日期", on.isoformat())
    by.write("送达凭证", "本人签收")
    by.field("凭证照片").set_input_files(
        {"name": "receipt.png", "mimeType": "image/png", "buffer": picture()}
    )
    by.press("登记送达")


def test_an_award_ends_after_the_family_was_told_and_said_nothing(company, judge):
    walk = looked_into(company, "曾")
    handler = company[HANDLER]
    handler.go(f"/cases/{walk.case_id}")
    handler.follow("告知并听取意见")
    handler.tick("终止（停发）", "拟作出的决定")
    handler.write("事实和理由", "户主月工资9000元，家庭人均收入高于低保标准")
    handler.press("告知并听取意见")
    hearing = handler.page.url
    company.on(TOLD)
    handler = company[HANDLER]
    handler.go(f"/cases/{walk.case_id}")
    handler.follow("调减、终止社会救助听取意见告知书")
    handler.follow("登记送达")
    handed_over(handler, "曾建明", TOLD)
    company.on(SILENT)
    handler = company[HANDLER]
    handler.page.goto(hearing)
    handler.check()
    handler.click("逾期未陈述")
    handler.agree("逾期未陈述")
    handler.reads("逾期未陈述")
    judge.album.picture(handler.page, "hearing-silent")
    end_it(company, walk, judge)


def end_it(company, walk: Walk, judge) -> None:
    """The opinion, the decision, the letter with the remedies; the household has nothing in force."""
    judge.album.picture(decide_on(company, walk).page, "decided-end")
    handler = company[HANDLER]
    handler.go(f"/cases/{walk.case_id}")
    letter = paper(handler, "社会救助停发告知书")
    assert "停发" in letter and "申请行政复议" in letter
    handler.follow("登记送达")
    handed_over(handler, "曾建明", SILENT)
    handler.reads("已决定停发")


def decide_on(company, walk: Walk) -> Clerk:
    """Opinion, sent at once, decided."""
    reviewer = company[REVIEWER]
    reviewer.go(f"/cases/{walk.case_id}")
    reviewer.follow("提出意见")
    reviewer.press("提出意见")
    reviewer.press("报送确认")
    confirmer = company[CONFIRMER]
    confirmer.go(f"/cases/{walk.case_id}")
    confirmer.follow("去决定")
    confirmer.press("作出决定")
    return confirmer


def test_whoever_began_to_work_leaves_by_degrees_and_agrees(company, judge):
    review: Review = beside(lambda: granted(family_of_three(company.house.cast, "路")))
    company.on(LATER)
    beside(lambda: working(review))
    handler = company[HANDLER]
    handler.go(f"/cases/{review.walk.case_id}")
    handler.follow("告知并听取意见")
    handler.write("事实和理由", "户主务工，月工资4500元，按规定渐退")
    judge.album.picture(handler.page, "hearing-by-degrees")
    handler.press("告知并听取意见")
    handler.write("陈述的意见", "没有意见")
    handler.tick("没有异议", "对拟作出的决定")
    handler.press("登记陈述")
    handler.tick("对拟作出的决定无异议", "处理")
    handler.press("登记处理结果")
    decide_on(company, review.walk)
    handler.go(f"/households/{review.walk.household_id}")
    handler.reads("渐退")
    judge.album.picture(handler.page, "household-by-degrees")


def working(review: Review) -> None:
    """The head began to work this month; declared, verified, visited."""
    review.open(ChangeCause.STARTED_WORK, person_id=review.walk.adults[0], happened_on=date(2026, 9, 1))
    review.earns("4500.00")
    review.begin()
    review.look_into(450000)


def test_a_refusal_is_contested_answered_and_carried_out(company, judge):
    walk = beside(lambda: refused(company))
    company.on(date(2026, 4, 20))
    by = company[HANDLER]
    by.go(f"/outcomes/{beside(walk.outcome).id}")
    by.follow("登记复议、诉讼")
    by.tick("行政复议", "种类")
    by.write("复议机关或者法院", "平远县人民政府")
    by.write("案号", "平府复〔2026〕7号")
    by.write("申请（起诉）日期", "2026-04-10")
    by.write("收到通知日期", "2026-04-15")
    by.write("申请人的理由", "车辆是亲戚寄放的，不是本户财产")
    judge.album.picture(by.page, "remedy-record")
    by.press("登记")
    remedy = by.page.url
    county = company[COUNTY]
    county.go("/worklist?list=takeable")
    county.follow("复议、诉讼答辩")
    county.follow("登记书面答复")
    county.press("登记")
    county.follow("登记结果")
    county.tick("撤销", "结果")
    county.write("决定书、判决书日期", "2026-04-18")
    county.write("主要内容", "撤销不予确认决定，重新审核")
    county.press("登记")
    judge.album.picture(county.page, "remedy-decided")
    by = company[HANDLER]
    by.page.goto(remedy)
    by.follow("登记执行情况")
    by.write("执行情况", "已重新受理并确认")
    by.press("登记")
    by.reads("已重新受理并确认")
    by.menu("接待登记")
    by.follow("复议诉讼")
    by.write("案号", "平府复〔2026〕7号")
    by.press("筛选")
    by.reads("已了结")


def refused(company) -> Walk:
    """Refused in writing, and told."""
    from tests.support.process import NOTICE_OVER, on

    walk = family_of_three(company.house.cast, "车").to_sent()
    with on(NOTICE_OVER):
        walk.refuse()
        walk.deliver()
    return walk


@pytest.mark.requirement("R-CAS-3")
def test_an_application_that_is_not_accepted_is_answered_in_writing(company):
    company.on(LATER)
    walk = beside(lambda: family_of_three(company.house.cast, "温").to_submitted())
    by = company[HANDLER]
    by.go(f"/cases/{walk.case_id}")
    by.follow("不予受理")
    by.write("原因", "户籍和居住地都不在本镇，请向居住地申请")
    by.click("不予受理")
    by.agree("不予受理")
    letter = paper(by, "社会救助申请不予受理通知书")
    assert "请向居住地申请" in letter and "行政复议" in letter
    by.follow("登记送达")
    handed_over(by, "温建明", LATER)
    by.reads("本人签收")
