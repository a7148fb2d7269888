"""Whoever goes from door to door works on a tablet: grid worker, social worker, and the town behind them.

Assistants and handlers sit at a tablet in every journey, the county's visit is in `test_turns`.
"""

from datetime import date

from tests.support.browser import TABLET
from tests.support.cast import PASSWORD, SINCE
from tests.support.journey import HANDLER, beside
from tests.support.process import Walk, family_of_three
from tests.support.reviewing import LATER, granted

from yimen.domains.network import actions as network
from yimen.domains.network.types import Role
from yimen.foundation.accounts.models import User

GONE_SINCE, MONTHS_FULL = date(2026, 9, 1), date(2027, 3, 8)


def appointed(company, username: str, name: str, role: Role) -> None:
    """One more at the station of the village, or of the town."""
    cast = company.house.cast
    station = cast.village_assistant if role is Role.GRID_WORKER else cast.town_handler
    user = User.objects.create_user(username, PASSWORD, name=name)
    staff = network.add_staff(name=name, user_id=user.id, by=cast.administrator)
    network.appoint(
        staff_id=staff.id, station_id=station.station_id, role=role, valid_from=SINCE, by=cast.administrator
    )


def test_a_grid_worker_tells_that_a_family_left_and_it_is_looked_into_after_the_months(company, judge):
    def prepare() -> Walk:
        appointed(company, "grid_worker", "何网格", Role.GRID_WORKER)
        return granted(family_of_three(company.house.cast, "游")).walk

    walk = beside(prepare)
    company.on(LATER)
    by = company.on_a_tablet("grid_worker")
    by.go("/reports/record")
    by.write("谁家", "游建明")
    found = by.page.get_by_role("radio", name="游建明")
    found.wait_for()
    found.check()
    by.tick("离开居住地", "什么变化")
    by.write("自哪一天离开", GONE_SINCE.isoformat())
    by.write("说明", "全家去惠州务工，房门上锁")
    judge.album.picture(by.page, "report-on-a-tablet")
    by.press("报告")
    by.reads("还没有核实")
    report = by.page.url
    handler = company[HANDLER]
    handler.page.goto(report)
    handler.press("开启核查")
    handler.reads("至2027年3月1日满 6 个月")
    handler.follow("返回上一页")
    company.on(MONTHS_FULL)
    handler = company[HANDLER]
    handler.go("/worklist?list=takeable")
    handler.leave_by(handler.page.locator("[data-row]", has_text="离开居住地").get_by_role("link").first)
    handler.press("开启核查")
    handler.reads("900.00")
    assert beside(walk.open_kinds) >= {"change"}


def test_a_social_worker_visits_and_signs_on_a_tablet(company, judge):
    def prepare() -> Walk:
        appointed(company, "social_worker", "廖社工", Role.SOCIAL_WORKER)
        return family_of_three(company.house.cast, "车").to_started()

    company.on(LATER)
    walk = beside(prepare)
    by = company.on_a_tablet("social_worker", TABLET)
    by.go("/worklist?list=takeable")
    by.go(f"/cases/{walk.case_id}")
    by.follow("填写调查表")
    by.choose("另一名调查人员", "张伟民 · 乡镇（街道）经办人")
    by.write("居住条件", "自建砖瓦房一处，约86平方米")
    for topic in ("劳动能力与就业", "收入来源", "财产状况", "主要支出"):
        by.tick("与申报一致", topic)
    by.write("调查结论", "与申报一致，生活确有困难")
    by.press("保存，去签字")
    by.choose("在场的家庭成员", "车建明")
    for who in ("家庭成员签名", "调查人员签名（廖社工）", "调查人员签名（张伟民）"):
        by.sign(who)
    judge.album.picture(by.page, "visit-of-a-social-worker")
    by.press("完成签字")
    by.reads("双方已签字")
