"""Help first, a subsidy by card, and spending proven by receipts: by the right people, in a real browser."""

from datetime import date

import pytest
from tests.journeys.test_award import paper
from tests.support.browser import Clerk
from tests.support.factories import identity_number
from tests.support.journey import ASSISTANT, CONFIRMER, HANDLER, KNOCK, REVIEWER, Case, Family, beside
from tests.support.process import family_of_three

from yimen.kernel import Sex

TOWN_CONFIRMER = "town_confirmer"
LATER, POSTED_UNTIL = date(2026, 9, 4), date(2026, 9, 14)


def opened(company, username: str, name: str) -> Clerk:
    """From the own worklist to the page where the work is done."""
    by = company[username]
    by.go("/worklist")
    row = by.page.get_by_role("row").filter(has_text=name)
    for tab in ("待领取", "本站"):
        if row.count() == 0:
            by.follow(tab, exact=False)
    first = row.first
    if take := first.get_by_role("button", name="领取").all():
        by.leave_by(take[0])
    else:
        by.leave_by(first.get_by_role("link").first)
    return by


@pytest.mark.requirement("R-CAS-7")
def test_an_emergency_is_decided_on_the_spot_and_its_papers_follow(company, judge):
    name = "祝急山"
    company.on(KNOCK)
    handler = company[HANDLER]
    handler.menu("接待登记")
    handler.follow("急难快救")
    handler.write("姓名", name)
    handler.write("联系电话", "13800001234")
    handler.write("居民身份证号", str(identity_number(name, born=date(1970, 2, 3), sex=Sex.MALE)))
    handler.choose("急难发生在哪个村（社区）", "墩背村委会")
    handler.write("现在住在哪里", "新屋3号")
    handler.tick("火灾", "困难类型")
    handler.write("发生了什么", "昨夜厨房失火，粮食被褥烧毁")
    handler.tick("小额快救", "救助类型")
    handler.write("拟救助金额", "600")
    judge.album.picture(handler.page, "emergency")
    handler.press("登记并报送当场决定")
    assert handler.tally.typed <= 12, "one page, under a minute"
    decider = opened(company, TOWN_CONFIRMER, name)
    decider.reads("昨夜厨房失火")
    judge.album.picture(decider.page, "emergency-decision")
    decider.press("确认")
    decider.reads("已确认")
    assert "先行救助" in paper(decider, "小额快救登记审批单")
    company.on(LATER)
    handler = company[HANDLER]
    handler.menu("申请办件")
    handler.leave_by(handler.page.get_by_role("row").filter(has_text=name).get_by_role("link").first)
    handler.follow("补齐手续")
    handler.write("紧急情况解除日期", LATER.isoformat())
    handler.write("补充说明", "已购置被褥粮油，家人已安顿")
    for who in ("救助对象签名", "经办人签名"):
        handler.sign(who)
    handler.press("补齐手续")
    assert "已安顿" in paper(handler, "急难救助登记表")


@pytest.mark.requirement("R-CAS-7")
def test_a_larger_emergency_is_decided_by_the_county_and_paid_in_parts(company, judge):
    name = "涂建明"
    beside(lambda: family_of_three(company.house.cast, name[0]))
    company.on(KNOCK)
    handler = company[HANDLER]
    handler.go("/emergencies/start")
    handler.write("姓名", name)
    found = handler.page.get_by_role("radio", name=name)
    found.wait_for()
    found.check()
    handler.choose("急难发生在哪个村（社区）", "墩背村委会")
    handler.tick("交通事故等意外", "困难类型")
    handler.write("发生了什么", "昨天车祸，住院费用无力承担")
    handler.tick("急难型", "救助类型")
    handler.write("拟救助金额", "3000")
    handler.write("分几个月发放", "3")
    handler.press("登记并报送当场决定")
    case = handler.page.url
    town = company[TOWN_CONFIRMER]
    town.go("/worklist?list=takeable")
    town.never_reads(name)
    decider = opened(company, CONFIRMER, name)
    decider.reads("昨天车祸")
    decider.press("确认")
    decider.reads("已确认")
    handler.page.goto(case)
    assert "分3个月发放" in paper(handler, "临时救助审批表")
    judge.album.picture(handler.page, "emergency-in-parts")


def begun(company, family: Family, programme: str) -> tuple[Case, Clerk]:
    """The contact and the family, with one programme in place of dibao."""
    case = Case(company, family)
    company.on(KNOCK)
    by = company[ASSISTANT]
    by.menu("接待登记")
    by.follow("登记来访")
    by.write("来访人姓名", family.head)
    by.write("联系电话", "13800005678")
    by.write("诉求", f"想申请{programme}")
    by.press("登记并开始申请")
    by.tick("最低生活保障", "申请项目")
    by.tick(programme, "申请项目")
    case._tell_family(by)
    return case, by


def test_a_subsidy_by_card_skips_what_its_law_does_not_ask(company):
    family = Family("童残山")
    case, by = begun(company, family, "重度残疾人护理补贴")
    by.page.get_by_role("group", name="为谁申请").get_by_text(family.head).click()
    by.write("申请理由", "肢体二级残疾，需要人照料")
    by.press("保存并继续")
    by.tick("没有", "家庭成员是否有经办人员、村（居）委会成员的近亲属")
    by.press("保存并继续")
    by.sign("签名", group=family.head)
    by.press("保存并继续")
    case.submit()
    handler = case.open(HANDLER)
    handler.press("受理")
    reviewer = case.open(REVIEWER)
    reviewer.press("提出意见")
    reviewer.reads("已提初审意见")
    case.post()
    company.on(POSTED_UNTIL)
    case.send()
    case.confirm()
    company[CONFIRMER].reads("已确认")


def test_spending_is_proven_receipt_by_receipt(company, judge):
    family = Family("贺刚山", wage="1300")
    case, by = begun(company, family, "刚性支出困难家庭")
    case._tell_means(by)
    for month, number, amount, insurance in (
        ("2026-03", "A001", "42000", "12000"),
        ("2026-06", "A002", "9000", "0"),
    ):
        by.choose("支出人", family.head)
        by.choose("支出类别", "医疗")
        by.write("支出月份", month)
        by.write("票据号", number)
        by.write("票面金额", amount)
        by.write("其中报销、补助", insurance)
        by.press("登记这张票据")
    by.reads("39,000.00 元")
    judge.album.picture(by.page, "receipts")
    by.press("保存并继续")
    by.tick("没有", "家庭成员是否有经办人员、村（居）委会成员的近亲属")
    by.press("保存并继续")
    case.authorise()
    assert by.page.get_by_text("近12个月必需支出票据").count() == 1
    case.submit()
    handler = case.open(HANDLER)
    handler.press("受理")
    handler.reads("启动调查和核对")
