"""A county brings what it paid before: a faulty list, the corrected one, taken over by another, undone."""

import re
from datetime import date
from uuid import UUID

import pytest
from tests.support.cast import VILLAGE
from tests.support.journey import CONFIRMER, HANDLER, beside
from tests.support.rolls import award_row, family_row, member_row, workbook

from yimen.domains.exchange.actions.roll_jobs import run_check, run_load, run_undo

DAY = date(2026, 11, 10)
PREPARES = "county_reviewer"
ACCOUNT = ("丘大伯", "平远县农村信用社", "6221888800001234")
MEMBERS = [member_row(1, "丘小妹")]
AWARDS = [award_row(1, account=ACCOUNT), award_row(2, "特困", "凌阿婆", 1063)]


def uploaded(by, content: bytes) -> UUID:
    by.go("/rolls")
    by.follow("上传名册")
    by.write("名称", "大柘镇2026年11月")
    by.tick("2026-11", "从哪个月起接管")
    by.field("文件").set_input_files({"name": "名册.xlsx", "mimeType": "application/zip", "buffer": content})
    by.press("上传并检查")
    by.reads("检查中")
    roll_id = UUID(re.search(r"/rolls/([0-9a-f-]{36})", by.page.url)[1])
    beside(lambda: run_check(roll_id))
    by.reads("无误的家庭")
    return roll_id


@pytest.mark.requirement("R-PAY-5")
def test_an_opening_roll_from_faults_to_undoing(company, judge):
    company.on(DAY)
    by = company[PREPARES]
    families = [family_row(1, "丘大伯", str(VILLAGE)), family_row(2, "凌阿婆", "无此村")]
    first = uploaded(by, workbook(families, MEMBERS, AWARDS))
    judge.album.picture(by.page, "roll-checked")
    by.follow("问题列表")
    by.reads("县内没有叫“无此村”的村（社区）。")
    judge.album.picture(by.page, "roll-findings")
    by.go(f"/rolls/{first}")
    by.page.get_by_role("button", name="作废这份名册").click()
    by.agree("作废这份名册")
    by.reads("已作废")
    families[1] = family_row(2, "凌阿婆", str(VILLAGE))
    roll_id = uploaded(by, workbook(families, MEMBERS, AWARDS))
    by.reads("请另一位有接管权限的人")
    second = company[CONFIRMER]
    second.go(f"/rolls/{roll_id}")
    second.reads("接管 2 户、2 项待遇")
    second.page.get_by_role("button", name="确认接管").click()
    second.agree("确认接管")
    second.reads("接管中")
    beside(lambda: run_load(roll_id))
    second.reads("已接管")
    second.follow("核对差异")
    judge.album.picture(second.page, "roll-differences")
    town = company[HANDLER]
    town.menu("家庭档案")
    town.leave_by(town.page.get_by_role("row").filter(has_text="丘大伯").get_by_role("link").first)
    town.reads("来源：期初名册第 2 行，2026-11 接管")
    town.reads("****1234")
    judge.album.picture(town.page, "roll-household")
    second.go(f"/rolls/{roll_id}")
    second.follow("撤销整份接管")
    second.write("撤销的原因", "列错了月份")
    second.page.get_by_role("button", name="撤销", exact=True).click()
    second.agree("撤销")
    second.reads("撤销中")
    beside(lambda: run_undo(roll_id))
    second.reads("已撤销")
    town.menu("家庭档案")
    town.never_reads("丘大伯")
