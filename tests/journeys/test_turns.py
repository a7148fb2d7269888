"""Turns taken rarely: another programme, the county's own visit, a file sent back, power handed down."""

from datetime import date, timedelta

import pytest
from tests.support.journey import ASSISTANT, CONFIRMER, HANDLER, REVIEWER, beside
from tests.support.process import RELATIVE, Walk, family_of_three

POSTED = date(2026, 11, 23)
OVER = POSTED + timedelta(days=8)


def handed_in(walk: Walk) -> None:
    walk.complete()
    walk.submit()


def test_a_draft_asks_for_something_else_and_work_is_offered_to_a_colleague(company):
    walk = beside(lambda: family_of_three(company.house.cast, "古"))
    beside(walk.apply)
    by = company[ASSISTANT]
    by.go(f"/applications/{walk.case_id}/family")
    by.follow("更改项目")
    by.page.get_by_label("临时救助", exact=True).check()
    by.press("保存并继续")
    by.reads("收入与财产")
    assert beside(walk.case).requested == ["dibao", "temporary"]
    beside(lambda: handed_in(walk))

    handler = company[HANDLER]
    handler.go("/worklist?list=takeable")
    row = handler.page.locator("tr", has_text="古建明").first
    handler.leave_by(row.get_by_role("button", name="领取"))
    handler.go("/worklist")
    handler.leave_by(handler.page.get_by_role("link", name="移交").first)
    handler.reads("时限")


@pytest.mark.requirement("R-CAS-2")
def test_the_county_visits_where_a_relative_decides_and_sends_the_file_back(company, judge):
    """Two of the county go themselves, on a tablet; only then it is decided, after what was wanting came."""
    company.on(POSTED)
    walk = beside(lambda: family_of_three(company.house.cast, "温"))
    beside(lambda: (walk.to_investigated(declaration=RELATIVE), walk.opine(), walk.post()))
    company.on(OVER)
    outcome = beside(lambda: walk.send())
    confirmer = company[CONFIRMER]
    confirmer.go(f"/outcomes/{outcome.id}/confirm")
    confirmer.reads("现在还不能作出决定")
    county_visit(company, walk, judge)

    confirmer.go(f"/outcomes/{outcome.id}/confirm")
    confirmer.follow("退回补充")
    confirmer.write("原因", "请补充务工证明")
    confirmer.press("退回")
    reviewer = company[REVIEWER]
    reviewer.go(f"/outcomes/{outcome.id}")
    reviewer.reads("请补充务工证明")
    reviewer.follow("提出意见")
    reviewer.press("提出意见")
    reviewer.press("报送确认")
    confirmer.go(f"/cases/{walk.case_id}")
    confirmer.follow("去确认")
    confirmer.press("确认")
    confirmer.reads("已确认")
    auditor = company["auditor"]
    auditor.go("/supervision/near-relatives")
    auditor.reads("温建明")


def county_visit(company, walk: Walk, judge) -> None:
    """From the worklist of the county's reviewer to the third signature."""
    county = company.on_a_tablet("county_reviewer")
    county.go("/worklist?list=mine")
    county.leave_by(county.page.locator("[data-row]", has_text="温建明").get_by_role("link").first)
    county.go(f"/cases/{walk.case_id}")
    county.reads("县级入户调查")
    county.follow("填写调查表")
    county.choose("另一名调查人员", "曾国平 · 县级核对员")
    county.write("居住条件", "自建砖瓦房一处，约86平方米")
    for topic in ("劳动能力与就业", "收入来源", "财产状况", "主要支出"):
        county.tick("与申报一致", topic)
    county.write("调查结论", "县级入户，与乡镇调查一致，近亲属未参与")
    judge.album.picture(county.page, "county-visit")
    county.press("保存，去签字")
    county.choose("在场的家庭成员", "温建明")
    for who in ("家庭成员签名", "调查人员签名（谢春梅）", "调查人员签名（曾国平）"):
        county.sign(who)
    county.press("完成签字")
    county.reads("双方已签字")


@pytest.mark.requirement("R-NET-6")
def test_power_to_confirm_is_handed_down_by_a_provincial_rule(company):
    confirmer = company[CONFIRMER]
    confirmer.go("/network/delegations")
    confirmer.follow("下放确认权限")
    confirmer.choose("项目", "临时救助")
    confirmer.choose("区域", "大柘镇")
    confirmer.page.get_by_role("group", name="由谁确认").get_by_text("乡镇").first.click()
    confirmer.write("依据的省级规定", "粤民规字〔2026〕1号 第三条")
    confirmer.press("登记授权")
    confirmer.reads("粤民规字〔2026〕1号 第三条")
