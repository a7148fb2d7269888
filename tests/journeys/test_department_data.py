"""A department's list: refused as no table, loaded, a row matched by hand, others looked at, taken back."""

import re
from datetime import date
from uuid import UUID

import pytest
from tests.support.cast import register
from tests.support.journey import beside

from yimen.domains.verification.actions.set_loading import run_set_load

DAY = date(2026, 11, 10)
VERIFIER = "county_verifier"
CONTENT = """公民身份号码,姓名,死亡日期
999999193001010000,温大伯,2026-03-01
99999919300101,翁大伯,2026-02-30
"""


def somebody_on_file(assistant) -> str:
    """A row about a person the county knows, whose number ends wrongly."""
    person = register(assistant, "温二伯")
    number = str(person.identity)
    return f"{number[:17]}{'0' if number[17] != '0' else '1'},温二伯,2026-03-02\n"


def handed_in(by, content: bytes) -> None:
    by.field("文件").set_input_files({"name": "死亡.csv", "mimeType": "text/csv", "buffer": content})
    by.write("数据截止日期", "2026-11-01")
    by.click("交入并装载")


@pytest.mark.requirement("R-CHK-2")
def test_a_department_list_from_the_upload_to_its_end(company, judge):
    company.on(DAY)
    by = company[VERIFIER]
    by.menu("部门数据")
    judge.album.picture(by.page, "department-sets")
    by.follow("死亡登记")
    by.follow("交入新版本")
    handed_in(by, b"a\x00b")
    by.reads("文件不是 XLSX、Parquet")
    wrong_number = beside(lambda: somebody_on_file(company.house.cast.village_assistant))
    handed_in(by, (CONTENT + wrong_number).encode("gb18030"))
    by.reads("正在装载")
    load_id = UUID(re.search(r"/sets/versions/([0-9a-f-]{36})", by.page.url)[1])
    beside(lambda: run_set_load(load_id))
    by.reads("可用的行")
    judge.album.picture(by.page, "department-set-loaded")
    by.page.get_by_role("link", name="待人工对应").click()
    by.follow("4")
    by.reads("姓名相同")
    judge.album.picture(by.page, "department-set-match")
    by.page.get_by_label("温二伯").check()
    by.write("理由", "与户口簿核对一致")
    by.press("确定")
    by.reads("与户口簿核对一致")
    judge.album.picture(by.page, "department-set-unmatched")
    by.follow("回到这个版本")
    by.page.get_by_role("link", name="隔离的行").click()
    by.reads("不是日期，或没有这一天")
    judge.album.picture(by.page, "department-set-quarantine")
    by.follow("回到这个版本")
    by.follow("撤回这个版本")
    by.write("撤回的原因", "公安机关来函撤回")
    by.page.get_by_role("button", name="撤回", exact=True).click()
    by.agree("撤回")
    by.reads("已撤回")
    by.menu("部门数据")
    by.follow("死亡登记")
    by.reads("文件要有的列")
    judge.album.picture(by.page, "department-set-versions")
