"""Families that move to another town, come apart or together: people, files and awards follow them."""

from datetime import date

import pytest
from tests.support.browser import Clerk
from tests.support.cast import OTHER_VILLAGE
from tests.support.factories import identity_number
from tests.support.journey import HANDLER, TELEPHONE, beside
from tests.support.process import MONDAY, Walk, family_of_three, on
from tests.support.reviewing import LATER, granted
from tests.support.tekun import elder_alone

from yimen.domains.network import queries as network
from yimen.kernel import Sex

STRANGER = "stranger"
THERE = "仁居镇新居路8号"


def with_dibao(company, surname: str) -> Walk:
    """A family of three with its award since spring, as other journeys show; today is later."""

    def prepare() -> Walk:
        with on(MONDAY):
            walk = family_of_three(company.house.cast, surname)
        return granted(walk).walk

    walk: Walk = beside(prepare)
    company.on(LATER)
    return walk


def family_page(by: Clerk, name: str) -> Clerk:
    by.menu("家庭档案")
    by.leave_by(by.page.get_by_role("row").filter(has_text=name).get_by_role("link").first)
    return by


@pytest.mark.requirement("R-CAR-1")
def test_a_family_moves_to_another_town_with_its_file(company, judge):
    walk = with_dibao(company, "古")
    former = walk.case_id
    number = identity_number("古建明", born=date(1980, 5, 1), sex=Sex.MALE)
    there = company[STRANGER]
    ask_for_file(there, str(number))
    judge.album.picture(there.page, "transfer-asked")

    handler = company[HANDLER]
    handler.go("/worklist?list=takeable")
    handler.follow("答复档案转移申请")
    handler.reads("已搬来居住")
    handler.reads("古建明")
    handler.write("答复", "情况属实，同意")
    judge.album.picture(handler.page, "transfer-answer")
    handler.press("同意转出")
    handler.reads("情况属实，同意")

    there = company[STRANGER]
    there.menu("档案转移")
    there.reads("情况属实，同意")
    there.follow("古建明")
    there.leave_by(there.page.get_by_role("main").get_by_role("link", name="家庭档案"))
    there.reads("由平远县大柘镇发放")
    settle_in(there)
    judge.album.picture(there.page, "household-that-came")
    there.follow("开始申请")
    there.write("联系电话", TELEPHONE)
    there.tick("最低生活保障", "申请项目")
    there.press("保存并继续")
    wage = there.page.get_by_role("group", name="古建明")
    assert there.field("工资", wage).input_value() == "900.00"

    handler = company[HANDLER]
    handler.go(f"/cases/{former}")
    handler.reads("本户已迁居")
    judge.album.picture(handler.page, "case-of-who-moved")
    assert "古建明" in handler.page.get_by_role("heading", level=1).inner_text()
    handler.go("/worklist?list=takeable")
    change = handler.page.locator("[data-row]", has_text="古建明").filter(has_text="核查情况变化")
    handler.leave_by(change.get_by_role("link").first)
    handler.reads("古建明")


def ask_for_file(by: Clerk, number: str) -> None:
    by.menu("档案转移")
    by.follow("申请转入")
    by.write("居民身份证号", number)
    village = beside(lambda: network.get_region(OTHER_VILLAGE).name)
    by.choose("转入的村（社区）", village)
    by.write("事由", "已搬来居住，在本地申请救助")
    by.press("发出申请")
    by.reads("等待对方答复")
    by.never_reads("古建明")


def settle_in(by: Clerk) -> None:
    """Where exactly they live now, the new place writes itself; where they lived stays."""
    by.follow("更正")
    by.write("住址", THERE)
    by.write("更正的原因和依据", "迁入后登记住址，已看租房合同")
    by.press("更正")
    by.press("确认：更正")
    by.reads(THERE)


def test_a_household_comes_apart_and_its_award_is_looked_into(company, judge):
    with_dibao(company, "邱")
    by = family_page(company[HANDLER], "邱建明")
    by.follow("分户")
    by.write("分户后的住址", "墩背村13号")
    by.choose("邱门陈氏是户主的", "户主")
    by.choose("邱小妹是户主的", "子女")
    judge.album.picture(by.page, "split")
    by.press("分户")
    by.reads("新户：子女")
    by.press("确认：分户")
    by.reads("墩背村13号")
    by.reads("邱小妹")
    by.never_reads("邱建明")
    by = family_page(company[HANDLER], "邱建明")
    judge.album.picture(by.page, "household-after-split")
    by.reads("正在核查")
    by.go("/worklist?list=takeable")
    by.leave_by(by.page.locator("[data-row]", has_text="邱建明").get_by_role("link").first)
    by.reads("分户")


def test_an_old_mother_joins_the_household_of_her_son(company, judge):
    with_dibao(company, "凌")
    mother = beside(lambda: elder_alone(company.house.cast, "凌阿婆"))
    by = family_page(company[HANDLER], "凌阿婆")
    number = by.page.locator("dt", has_text="户编号").locator("+ dd").inner_text()
    by = family_page(by, "凌建明")
    by.follow("并户")
    by.write("并入的户编号", number)
    by.press("下一步")
    by.choose("凌阿婆是户主的", "父母")
    by.press("并户")
    by.reads("凌阿婆")
    by.press("确认：并户")
    by.reads("凌阿婆")
    by.reads("正在核查")
    judge.album.picture(by.page, "household-after-merge")
    by.go(f"/households/{mother.household_id}")
    by.reads("已销户")


def test_a_family_moves_within_its_town_and_where_it_lived_stays(company):
    with_dibao(company, "池")
    by = family_page(company[HANDLER], "池建明")
    by.follow("变更住址")
    by.write("住址", "墩背村88号")
    by.press("变更住址")
    by.reads("墩背村12号")
    by.press("确认：变更住址")
    by.reads("墩背村88号")
    by.follow("池小妹")
    by.reads("墩背村12号")
