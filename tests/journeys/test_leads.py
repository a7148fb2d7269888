"""From a scan over the visit to the application: a lead is found, looked at and followed."""

import io
from datetime import date

import pytest
from tests.support.cast import VILLAGE, acting
from tests.support.journey import ASSISTANT, beside

from yimen.domains.monitoring.actions.scanning import run_scan
from yimen.domains.monitoring.models import Scan
from yimen.domains.network.queries import actor_for
from yimen.domains.verification.actions import sets
from yimen.domains.verification.actions.set_loading import load_set
from yimen.foundation.accounts.models import User
from yimen.foundation.database.scope import system_scope

DAY, VERIFIER = date(2026, 11, 10), "county_verifier"
PUSHES = f"""公民身份号码,姓名,居住地区划,困难类型,推送日期
999999193001010000,温大伯,{VILLAGE},ill,2026-11-01
"""


def pushed() -> None:
    by = actor_for(User.objects.get(username=VERIFIER).id)
    with acting(by):
        load = sets.hand_in_set(
            set_key="suspected_cases", as_of=DAY, stream=io.BytesIO(PUSHES.encode()), by=by, is_deferred=False
        )
    load_set(load.id, by=by)


def scanned() -> None:
    with system_scope():
        scan = Scan.objects.latest("started_at").id
    run_scan(scan)


@pytest.mark.requirement("R-POL-6")
def test_from_a_push_over_the_visit_to_the_application(company, judge):
    company.on(DAY)
    beside(pushed)
    by = company[VERIFIER]
    by.menu("主动发现")
    by.follow("排查")
    by.reads("缺少：")
    by.press("开始排查")
    beside(scanned)
    by.page.reload()
    by.reads("已完成")
    judge.album.picture(by.page, "lead-scans")
    by.follow("低收入人口")
    by.reads("最低生活保障对象")
    judge.album.picture(by.page, "lead-layers")
    village = company[ASSISTANT]
    village.menu("主动发现")
    judge.album.picture(village.page, "leads")
    village.follow("温大伯")
    village.follow("登记走访")
    village.write("走访情况", "见到本人，住院花费大，愿意申请")
    village.press("保存")
    village.reads("去申请")
    judge.album.picture(village.page, "lead-visited")
    village.press("去申请")
    village.reads("新申请")
    village.reads("由线索发起：重病")
    village.reads("见到本人，住院花费大，愿意申请")
    village.menu("主动发现")
    village.follow("救助自诊")
    village.write("一起生活的一家人有几口？", "2")
    village.press("下一题")
    village.reads("第 2 题")
    judge.album.picture(village.page, "lead-self-check")
