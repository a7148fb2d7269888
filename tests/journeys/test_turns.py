"""Turns taken rarely: another programme, the county's own visit, a file sent back, power handed down."""

from datetime import date, timedelta

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


def test_the_county_visits_where_a_relative_decides_and_sends_the_file_back(company):
    company.on(POSTED)
    walk = beside(lambda: family_of_three(company.house.cast, "温"))
    beside(lambda: (walk.to_investigated(declaration=RELATIVE), walk.opine(), walk.post()))
    company.on(OVER)
    outcome = beside(lambda: walk.send())

    county = company["county_reviewer"]
    county.menu("待办")
    county.go(f"/cases/{walk.case_id}")
    county.reads("县级入户调查")
    county.go(f"/cases/{walk.case_id}/visit")
    county.reads("入户调查")

    confirmer = company[CONFIRMER]
    confirmer.go(f"/outcomes/{outcome.id}")
    confirmer.follow("退回补充材料", exact=False)
    confirmer.page.get_by_role("main").locator("textarea").first.fill("请补充务工证明")
    confirmer.leave_by(confirmer.page.get_by_role("main").get_by_role("button").first)
    assert beside(walk.outcome).state == "returned"
    reviewer = company[REVIEWER]
    reviewer.go(f"/outcomes/{outcome.id}")
    reviewer.reads("请补充务工证明")


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
