"""A standard is raised in a scenario: data, figures, households, shared, and made law."""

import re
from uuid import UUID

import pytest
from tests.support.journey import beside
from tests.support.process import MONDAY, family_of_three

from yimen.domains.monitoring.actions.scenarios import run_scenario
from yimen.domains.monitoring.actions.snapshots import run_snapshot
from yimen.domains.monitoring.models import Snapshot
from yimen.foundation.database.scope import system_scope

PLANNER = "county_reviewer"


def _made() -> None:
    with system_scope():
        snapshot_id = Snapshot.objects.get().id
    run_snapshot(snapshot_id)


def _worked_out(by) -> None:
    by.reads("正在测算")
    scenario_id = UUID(re.search(r"/scenarios/([0-9a-f-]{36})", by.page.url)[1])
    beside(lambda: run_scenario(scenario_id))
    by.reads("十二个月费用增加")


def _compared(by) -> None:
    """Another standard, beside the first."""
    by.menu("政策测算")
    by.follow("新的测算")
    by.write("名称", "低保标准提高到 950 元")
    by.choose("改动 1：参数", "适用的低保标准（元/人/月）")
    by.write("改动 1：改为", "950")
    by.press("开始测算")
    _worked_out(by)
    by.follow("与另一次对照")
    by.choose("与哪次测算对照", "低保标准提高到 900 元")
    by.press("对照")
    by.reads("后者多（少）")


@pytest.mark.requirement("R-POL-7")
def test_a_standard_is_raised_in_a_scenario(company, judge):
    company.on(MONDAY)
    beside(lambda: family_of_three(company.house.cast, "简").to_posted())
    by = company[PLANNER]
    by.menu("政策测算")
    by.press("制作测算数据")
    by.reads("正在制作第 1 版")
    beside(_made)
    by.menu("政策测算")
    by.follow("新的测算")
    by.write("名称", "低保标准提高到 900 元")
    by.choose("改动 1：参数", "适用的低保标准（元/人/月）")
    by.reads("现值：农村 664.00 元/人/月")
    by.write("改动 1：改为", "多")
    judge.album.picture(by.page, "scenario-form")
    by.press("开始测算")
    by.reads("允许")
    by.write("改动 1：改为", "500")
    by.page.keyboard.press("Tab")
    by.reads("公布的最低标准")
    for button, there in (("再加一项改动", "attached"), ("去掉改动 3", "detached")):
        by.page.get_by_role("button", name=button).press("Enter")
        by.page.wait_for_selector("[name=name_3]", state=there)
    by.write("改动 1：改为", "900")
    by.press("开始测算")
    _worked_out(by)
    for drawn in ("scenario-programmes][data-of=cost", "scenario-towns][data-of=households"):
        by.page.wait_for_selector(f"[data-table={drawn}][data-drawn]")
    judge.album.picture(by.page, "scenario")
    by.follow("涉及的家庭")
    by.reads("共 1 条")
    judge.album.picture(by.page, "scenario-households")
    by.page.go_back()
    by.press("在本县共享")
    by.reads("已共享")
    _compared(by)
    judge.album.picture(by.page, "scenario-compare")
    by.page.get_by_role("link", name="低保标准提高到 900 元").last.click()
    by.follow("已成为正式调整：列入核查")
    by.reads("其中在册、可以核查")
    by.write("依据（文号）", "平府〔2026〕9号")
    by.write("核查期限", "2027-03-31")
    judge.album.picture(by.page, "scenario-call")
    by.page.get_by_role("button", name="列入核查", exact=True).click()
    by.agree("列入核查")
    by.reads("平府〔2026〕9号")
