"""What a family holds is recognised once for all: spending and subsidies ask for no means again."""

from datetime import date
from uuid import UUID

import pytest
from tests.support.browser import Clerk
from tests.support.cast import acting
from tests.support.factories import person_facts
from tests.support.journey import ASSISTANT, CONFIRMER, HANDLER, REVIEWER, TELEPHONE, beside
from tests.support.process import Walk, family_of_three
from tests.support.reviewing import LATER, granted

from yimen.domains.people import actions as people
from yimen.domains.people.types import Disability, DisabilityKind
from yimen.kernel import Programme, Sex

OVER = date(2026, 9, 29)
DECIDED = date(2026, 9, 30)


def with_dibao(company, surname: str) -> Walk:
    """A family with its award since spring; the head has a card of the second level."""

    def prepare() -> Walk:
        walk = granted(family_of_three(company.house.cast, surname)).walk
        by = walk.cast.town_handler
        facts = person_facts(
            f"{surname}建明",
            born=date(1980, 5, 1),
            sex=Sex.MALE,
            disability=Disability(DisabilityKind.PHYSICAL, 1),
        )
        with acting(by):
            people.correct_person(person_id=walk.adults[0], facts=facts, reason="补录残疾人证", by=by)
        return walk

    walk: Walk = beside(prepare)
    company.on(LATER)
    return walk


def applied_for(by: Clerk, head: str, programme: Programme) -> None:
    """From the household page; dibao, which they hold, is not offered again."""
    by.menu("家庭档案")
    by.leave_by(by.page.get_by_role("row").filter(has_text=head).get_by_role("link").first)
    by.follow("开始申请")
    by.reads("本户在册")
    by.write("联系电话", TELEPHONE)
    by.tick(programme.title, "申请项目")
    by.press("保存并继续")
    by.reads("已确认的身份直接互认")


def handed_in(by: Clerk, head: str) -> UUID:
    """Near relatives, the signature below the application, and what is asked for besides."""
    by.tick("没有", "家庭成员是否有经办人员、村（居）委会成员的近亲属")
    by.press("保存并继续")
    by.sign("签名", group=head)
    by.press("保存并继续")
    by.follow("继续")
    by.press("提交申请")
    return UUID(by.page.url.rsplit("/", 1)[1])


def decided(company, walk: Walk, programme: Programme) -> Clerk:
    """Opinion and decision on the screen; the sheet hangs in between."""
    reviewer = company[REVIEWER]
    reviewer.go(f"/cases/{walk.case_id}")
    reviewer.follow("提出意见")
    reviewer.press("提出意见")
    beside(lambda: walk.post(programme))
    company.on(OVER)
    beside(lambda: walk.send(programme))
    company.on(DECIDED)
    confirmer = company[CONFIRMER]
    confirmer.go(f"/cases/{walk.case_id}")
    confirmer.follow("去确认")
    confirmer.press("确认")
    confirmer.reads("已确认")
    return confirmer


@pytest.mark.requirement("R-CAS-10")
def test_a_subsidy_for_who_has_a_card_and_holds_dibao(company, judge):
    walk, programme = with_dibao(company, "戚"), Programme.DISABILITY_LIVING
    by = company[ASSISTANT]
    applied_for(by, "戚建明", programme)
    judge.album.picture(by.page, "recognised")
    by.page.get_by_role("group", name="为谁申请").get_by_text("戚建明").click()
    by.write("申请理由", "肢体一级残疾，生活费用高")
    by.press("保存并继续")
    walk.case_id = handed_in(by, "戚建明")
    handler = company[HANDLER]
    handler.go(f"/cases/{walk.case_id}")
    handler.follow("审查材料")
    handler.press("受理")
    confirmer = decided(company, walk, programme)
    confirmer.follow("在册情况")
    for each in (Programme.DIBAO, programme):
        confirmer.reads(each.title)


def test_spending_is_proven_by_who_holds_dibao_and_nobody_verifies_again(company, judge):
    walk = with_dibao(company, "魏")
    by = company[ASSISTANT]
    applied_for(by, "魏建明", Programme.TEMPORARY)
    by.write("申请理由", "户主住院，自付费用过高")
    by.press("保存并继续")
    prove(by)
    judge.album.picture(by.page, "spending")
    by.press("保存并继续")
    walk.case_id = handed_in(by, "魏建明")
    handler = company[HANDLER]
    handler.go(f"/cases/{walk.case_id}")
    handler.follow("审查材料")
    handler.press("受理")
    handler.press("启动入户调查")
    handler.never_reads("提请核对")
    beside(walk.visit)
    confirmer = decided(company, walk, Programme.TEMPORARY)
    confirmer.reads("2,000.00")


def prove(by: Clerk) -> None:
    by.choose("支出人", "魏建明")
    by.choose("支出类别", "医疗")
    by.write("支出月份", "2026-08")
    by.write("票据号", "B007")
    by.write("票面金额", "9000")
    by.write("其中报销、补助", "5000")
    by.press("登记这张票据")
    by.reads("4,000.00 元")
    by.tick("突发重大疾病", "困难类型")
    by.write("申请金额", "2000")
