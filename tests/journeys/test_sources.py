"""From the request to the report: a source is asked in a batch, answers, and contradicts itself."""

import re
from datetime import date

import pytest
from tests.support.banks import sheet
from tests.support.cast import acting
from tests.support.journey import VERIFIER, beside
from tests.support.process import family_of_three, on

from yimen.domains.people.queries.identified import numbered

DAY = date(2026, 3, 3)
HEAD = "李建明"


def requested(company):
    """A family whose verification the town asked for."""
    with on(date(2026, 3, 2)):
        walk = family_of_three(company.house.cast)
        walk.to_submitted()
        walk.accept()
        walk.start()
        with acting(walk.cast.county_verifier):
            return numbered([*walk.adults, walk.child])


def answers(people, amount):
    found = ("有记录", "银行存款", "尾号1234", amount, "2026-03-01", "")
    nothing = ("无记录", "", "", "", "", "")
    said = {HEAD: found}
    rows = [("", each.name, each.number, *said.get(each.name, nothing)) for each in people.values()]
    return sheet(*rows)


def hand_in(by, content):
    by.field("返回文件").set_input_files(
        {"name": "银行返回.xlsx", "mimeType": "application/zip", "buffer": content}
    )
    by.press("上传并查看")
    by.press("全部登记")
    by.reads("上传过的文件")


@pytest.mark.requirement("R-CHK-2")
def test_from_the_request_over_a_batch_and_its_answers_to_the_report(company, judge):
    people = beside(lambda: requested(company))
    company.on(DAY)
    by = company[VERIFIER]
    by.menu("待核对")
    by.follow(HEAD, exact=False)
    by.press("启动核对")
    by.menu("待核对")
    by.follow("数据单位")
    judge.album.picture(by.page, "sources")
    by.press("发出一批 银行存款")
    by.reads("等待 3 人的结果")
    judge.album.picture(by.page, "source-batch")
    by.follow("登记返回")
    hand_in(by, answers(people, 100))
    hand_in(by, answers(people, 250))
    judge.album.picture(by.page, "source-answers")

    by.menu("待核对")
    by.follow(HEAD, exact=False)
    by.reads("还没有全部返回")
    by.follow("取消")
    by.reads("返回矛盾，待判断")
    judge.album.picture(by.page, "verification-sources")
    by.follow(f"判断 {HEAD} 银行存款")
    by.tick(re.compile(r"250\.00"), "采用")
    by.write("为什么采用", "银行来函更正")
    by.press("确定采用")
    by.follow("录入结果")
    by.reads("250.00")
    judge.album.picture(by.page, "verification-report-sources")
    by.tick("符合", "核对结论")
    by.press("返回结果")
    by.reads("返回时间")
    by.reads("250.00")

    auditor = company["auditor"]
    auditor.menu("查询记录")
    auditor.reads("本人授权")
    judge.album.picture(auditor.page, "query-log")
