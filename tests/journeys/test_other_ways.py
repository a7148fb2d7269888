"""The other ends of an application: missing materials, withdrawal, refusal, objection, return."""

from datetime import date

import pytest
from tests.journeys.test_award import paper
from tests.support.journey import (
    ASSISTANT,
    CONFIRMER,
    HANDLER,
    IN_NOTICE,
    KNOCK,
    REVIEWER,
    VERIFIER,
    Case,
    Family,
    beside,
)
from tests.support.process import family_of_three


@pytest.mark.requirement("R-DSK-2")
def test_missing_signatures_are_told_once_and_supplied(company):
    case = Case(company, Family("丘补山"))
    company.on(KNOCK)
    case.apply()
    case.skip_signatures()
    assistant = company[ASSISTANT]
    assistant.reads("还缺 3 项")
    case.submit()
    handler = case.open(HANDLER)
    handler.click("一次性告知补正")
    handler.agree("一次性告知补正")
    handler.reads("待补正")
    notice = paper(handler, "社会救助申请材料一次性告知书")
    assert all(what in notice for what in ("诚信承诺", "授权书（丘补山）", "授权书（丘芳）"))
    assistant.menu("申请办件")
    assistant.leave_by(assistant.page.get_by_role("row").filter(has_text="丘补山").get_by_role("link"))
    assistant.follow("去补正")
    assistant.follow("去签名")
    for name in (case.family.head, case.family.spouse):
        assistant.sign("签名", group=name)
    assistant.press("保存并继续")
    case.submit()
    handler = case.open(HANDLER)
    handler.reads("材料齐全，应当受理。")
    handler.press("受理")
    assert "丘补山" in paper(handler, "社会救助申请受理通知书")


def test_a_family_withdraws_its_application(company):
    case = Case(company, Family("罗退山"))
    case.to_submission()
    assistant = company[ASSISTANT]
    assistant.follow("撤回申请")
    assistant.write("原因", "家里有人找到了工作，暂时不申请了")
    assistant.click("撤回")
    assistant.agree("撤回")
    assistant.reads("已撤回")
    assert assistant.page.get_by_role("link", name="撤回申请").count() == 0


def test_a_family_with_a_car_is_refused_with_written_reasons(company):
    case = Case(company, Family("饶车山", vehicle="汽车"))
    case.to_opinion()
    reviewer = case.open(REVIEWER)
    assert "不符合最低生活保障条件" in reviewer.field("意见说明").input_value()
    reviewer.press("提出意见")
    reviewer.press("报送确认")
    confirmer = case.open(CONFIRMER)
    confirmer.follow("不予确认")
    confirmer.write("原因", "家庭拥有非残疾人代步用的机动车辆")
    confirmer.click("不予确认")
    confirmer.agree("不予确认")
    confirmer.reads("不予确认")
    letter = paper(confirmer, "社会救助不予确认告知书")
    assert "家庭拥有非残疾人代步用的机动车辆" in letter
    assert "行政复议" in letter
    handler = case.open(HANDLER)
    case.hand_over_letter(handler)
    handler.reads("已办结")


@pytest.mark.requirement("R-CAS-1")
def test_an_objection_is_looked_into_before_the_decision(company):
    case = Case(company, Family("赖异山"))
    case.to_opinion()
    case.opine()
    case.post()
    company.on(IN_NOTICE)
    reviewer = case.open(REVIEWER)
    reviewer.follow("登记异议")
    reviewer.write("异议内容", "听说他家妻子在镇上做工，收入不止这些")
    reviewer.press("登记")
    reviewer.reads("听说他家妻子在镇上做工")
    handler = case.open(HANDLER)
    handler.follow("办件页")
    handler.follow("重新入户调查")
    case.see(handler)
    reviewer.follow("处理异议")
    reviewer.tick("重新调查", "处理方式")
    reviewer.write("处理结论", "重新走访用工单位，工资单与核对结果一致，异议不成立")
    reviewer.press("处理完毕")
    reviewer.follow("提出意见")
    reviewer.press("提出意见")
    reviewer.press("报送确认")
    case.confirm()
    company[CONFIRMER].reads("已确认")


def test_the_confirmer_returns_a_case_and_confirms_it_later(company):
    case = Case(company, Family("余回山"))
    case.to_confirmer()
    confirmer = case.open(CONFIRMER)
    confirmer.follow("退回补充")
    confirmer.write("原因", "请补充务工单位的工资证明")
    confirmer.press("退回")
    reviewer = case.open(REVIEWER)
    reviewer.reads("请补充务工单位的工资证明")
    reviewer.write("意见说明", "已补充工资证明，与核对一致，拟同意纳入低保。")
    reviewer.press("提出意见")
    reviewer.press("报送确认")  # what hung in the village once is not posted again
    company.on(date(2026, 9, 21))
    case.confirm()
    company[CONFIRMER].reads("已确认")


def test_a_failed_verification_is_told_contested_and_asked_again(company):
    company.on(KNOCK)
    walk = beside(lambda: family_of_three(company.house.cast, "官").to_started())
    beside(lambda: walk.verify(is_passed=False))
    handler = company[HANDLER]
    handler.go(f"/cases/{walk.case_id}")
    handler.follow("去告知")
    handler.follow("登记告知")
    handler.write("告知方式", "当面告知")
    handler.press("登记告知")
    handler.follow("家庭有异议")
    handler.write("申请人的异议和佐证材料", "存款是代亲戚保管的，有借条")
    handler.press("提请复核")
    handler.reads("第 2 次")
    verifier = company[VERIFIER]
    verifier.menu("待核对")
    verifier.follow("官建明", exact=False)
    verifier.press("启动核对")
    verifier.tick("符合", "核对结论")
    verifier.press("返回结果")
    verifier.reads("官建明")
    handler.go(f"/cases/{walk.case_id}")
    handler.reads("第 2 次核对")
    handler.follow("第 1 次核对")
    handler.reads("存款是代亲戚保管的")


@pytest.mark.requirement("R-CAS-1")
def test_an_objection_goes_to_the_villagers_and_the_opinion_is_given_anew(company):
    walk = beside(lambda: family_of_three(company.house.cast, "党"))
    company.on(KNOCK)
    beside(walk.to_posted)
    company.on(date(2026, 9, 4))
    handler = company[HANDLER]
    handler.go(f"/cases/{walk.case_id}")
    handler.follow("登记异议")
    handler.write("异议内容", "这家有小汽车")
    handler.press("登记")
    reviewer = company[REVIEWER]
    reviewer.go(f"/cases/{walk.case_id}")
    reviewer.follow("处理异议")
    reviewer.tick("民主评议", "处理方式")
    reviewer.write("评议人数", "9")
    reviewer.write("处理结论", "9人评议，车系借用，一致认为属实困难")
    reviewer.press("处理完毕")
    reviewer.reads("一致认为属实困难")
    reviewer.follow("提出意见")
    reviewer.press("提出意见")
    reviewer.press("报送确认")
    confirmer = company[CONFIRMER]
    confirmer.go(f"/cases/{walk.case_id}")
    confirmer.follow("去确认")
    confirmer.press("确认")
    confirmer.reads("已确认")
