"""From the answers to the report: the family objects to one item, it is asked again, a new version comes."""

from datetime import date

import pytest
from tests.support.banks import sheet
from tests.support.cast import acting
from tests.support.journey import HANDLER, VERIFIER, beside
from tests.support.process import family_of_three, on

from yimen.domains.people.queries.identified import numbered
from yimen.domains.verification import actions, queries

DAY = date(2026, 3, 3)
HEAD = "李建明"


class Bank:
    """A family whose verification runs, and the bank that answers about it."""

    def __init__(self, cast):
        with on(date(2026, 3, 2)):
            self.walk = walk = family_of_three(cast)
            walk.to_submitted()
            walk.accept()
            walk.start()
            self.by = walk.cast.county_verifier
            with acting(self.by):
                actions.start_verification(
                    request_id=queries.find_latest_request(walk.case_id).id, by=self.by
                )

    def answer(self, amount):
        """The bank is asked and says what the head of the family has."""
        with acting(self.by):
            actions.send_batch(source_key="banks", by=self.by)
            head = numbered([self.walk.adults[0]])[self.walk.adults[0]]
            row = ("", head.name, head.number, "有记录", "银行存款", "尾号1234", amount, "2026-03-01", "")
            file = actions.hand_in_answers(
                source_key="banks", content=sheet(row), name="返回.xlsx", by=self.by
            )
            actions.take_answers(file_id=file.id, by=self.by)


def return_result(by):
    by.menu("待核对")
    by.follow(HEAD, exact=False)
    by.tick("符合", "核对结论")
    by.press("返回结果")
    by.reads("返回时间")


@pytest.mark.requirement("R-CHK-3")
def test_from_the_answers_to_the_report_and_by_an_objection_to_its_next_version(company, judge):
    bank = beside(lambda: Bank(company.house.cast))
    company.on(DAY)
    beside(lambda: bank.answer(80000))
    verifier = company[VERIFIER]
    return_result(verifier)
    verifier.follow("第 1 版")
    verifier.reads("金融资产数额较大")
    verifier.page.wait_for_selector("[data-chart][data-drawn]")
    judge.album.picture(verifier.page, "family-report")
    address = verifier.page.url

    handler = company[HANDLER]
    handler.page.goto(address)
    handler.reads("80,000.00")
    handler.follow("家庭对一项有异议")
    handler.tick(f"{HEAD} 银行存款", "对哪一项有异议")
    handler.write("申请人的异议和佐证材料", "这是借来周转的货款，当月已经归还")
    judge.album.picture(handler.page, "family-report-object")
    handler.press("提请重新查询这一项")
    handler.reads("只就这一项")

    verifier.menu("待核对")
    verifier.follow(HEAD, exact=False)
    verifier.press("启动核对")
    verifier.reads("录入核对结果")
    beside(lambda: bank.answer(300))
    return_result(verifier)
    verifier.follow("第 2 版")
    verifier.reads("与上一版相比")
    verifier.reads("这是借来周转的货款，当月已经归还")
    verifier.reads("300.00")
    judge.album.picture(verifier.page, "family-report-2")
    verifier.follow("第 1 版")
    verifier.reads("已有更新的一版")
