"""An elderly person alone is supported: consent, self-care, care, a drawn check, the confirmation."""

from dataclasses import dataclass
from datetime import date

import pytest
from tests.journeys.test_award import paper
from tests.support import tekun as steps
from tests.support.browser import PHONE, Clerk
from tests.support.factories import identity_number
from tests.support.journey import CONFIRMER, HANDLER, REVIEWER, TELEPHONE, beside
from tests.support.process import MONDAY, NOTICE_OVER

from yimen.domains.cases.types import tekun as words
from yimen.kernel import Programme

COUNTY_REVIEWER = "county_reviewer"
NEXT_DAY = date(2026, 3, 11)
ELDER, SON, DAUGHTER = "丘阿婆", "丘大儿", "丘二女"


@dataclass(frozen=True)
class Elder:
    """Whose case it is: where it lies."""

    case: str
    outcome: str


def looked_into(company) -> Elder:
    """Applied, accepted, verified and visited, as other journeys show."""

    def prepare() -> Elder:
        walk = steps.to_investigated(steps.elder_alone(company.house.cast, ELDER))
        return Elder(f"/cases/{walk.case_id}", f"/outcomes/{walk.outcome(Programme.TEKUN).id}")

    return beside(prepare)


@pytest.mark.requirement("R-CAS-12")
def test_an_elderly_person_alone_is_supported(company):
    company.on(MONDAY)
    elder = looked_into(company)
    handler = company[HANDLER]
    ask_the_children(handler, elder)
    assess(handler, elder)
    agree_on_care(handler)
    reviewer = company[REVIEWER]
    reviewer.go(elder.case)
    reviewer.follow("提出意见")
    reviewer.press("提出意见")
    reviewer.click("张贴公示")
    reviewer.agree("张贴公示")
    company.on(NOTICE_OVER)
    reviewer = company[REVIEWER]
    reviewer.go(elder.case)
    reviewer.press("报送确认")
    draw_and_check(company, elder)
    company.on(NEXT_DAY)
    confirmer = company[CONFIRMER]
    confirmer.go(elder.case)
    confirmer.follow("去确认")
    confirmer.press("确认")
    confirmer.reads("已确认")
    assert ELDER in paper(confirmer, "社会救助审核确认书")


def ask_the_children(by: Clerk, elder: Elder) -> None:
    """The son signs for himself, the daughter does not consent; neither can support."""
    by.go(elder.case)
    by.follow("法定义务人")
    for name in (SON, DAUGHTER):
        by.write("姓名", name)
        by.choose("是申请人的", "子女")
        by.write("住址", "深圳市宝安区")
        by.write("联系电话", TELEPHONE)
        by.press("登记")
    by.follow(f"签署授权 {SON}")
    by.write("居民身份证号", str(identity_number(SON)))
    by.sign("本人签名")
    by.press("签署")
    by.reads("上次核对以后同意的")
    by.follow(f"不同意 {DAUGHTER}")
    by.write("征求和答复的情况", "电话征求，本人不同意核对")
    by.press("记录")
    for name, ground in ((SON, words.Ability.DISABLED), (DAUGHTER, words.Ability.DIBAO_SIXTY)):
        by.follow(f"履行能力 {name}")
        by.tick(ground.title, "履行义务能力")
        by.write("依据", "残疾人证、低保证")
        by.press("记录")


def assess(by: Clerk, elder: Elder) -> None:
    by.go(f"{elder.outcome}/assess")
    for each in words.Indicator:
        reached = each not in (words.Indicator.WALK, words.Indicator.BATHE)
        by.tick("能够自主完成" if reached else "不能自主完成", each.title)
    by.tick(words.Assessor.COUNTY.title, "评估主体")
    by.write("评估单位", "平远县民政局")
    by.write("评估人员", "谢春梅、曾国平")
    by.press("记录评估")
    by.reads("半护理（部分丧失生活自理能力）")
    assert "部分丧失生活自理能力" in paper(by, "特困人员生活自理能力评估表")


def agree_on_care(by: Clerk) -> None:
    by.follow("落实照料", exact=False)
    by.tick(words.CareForm.HOME.title, "供养形式（由本人选择）")
    by.write("照料人", "林阿姨")
    by.write("照料人与供养对象关系", "邻居")
    by.write("起始日期", "2026-04-01")
    by.write("截止日期（不含）", "2027-04-01")
    by.write("照料内容", "一日三餐、换洗衣物、陪同就医")
    by.write("费用支付", "照料护理费按月支付到照料人账户")
    by.press("记录")
    assert "林阿姨（邻居）" in paper(by, "特困人员照料服务协议")


def draw_and_check(company, elder: Elder) -> None:
    """The machine draws on the next day; what was drawn is looked into by somebody who does not decide."""
    reviewer = company[COUNTY_REVIEWER]
    reviewer.go(elder.case)
    reviewer.follow("查看抽查")
    reviewer.reads("待抽取")
    company.on(NEXT_DAY)
    beside(steps.run_draws)
    reviewer = company[COUNTY_REVIEWER]
    reviewer.go("/checks")
    reviewer.reads("抽中")
    reviewer.follow("登记核实", exact=False)
    reviewer.tick("入户核实", "核实方式")
    reviewer.tick("一致", "与上报情况")
    reviewer.write("核实情况", "入户核实，独居，情况属实")
    reviewer.press("登记")
    reviewer.go("/checks")
    reviewer.reads("谢春梅")
    reviewer.page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
