"""The administrator's desk in a browser: a new colleague from the first account to the first day of work."""

from collections.abc import Iterator

import pytest
from tests.support.browser import Clerk
from tests.support.cast import PASSWORD

WANTED = "只有我知道的一句话 42"


@pytest.fixture
def office(company) -> Iterator[Clerk]:
    clerk = company["administrator"]
    yield clerk
    clerk.check()


def hired(office: Clerk, name: str, username: str) -> str:
    """Somebody new; returns the password that is shown once."""
    office.menu("人员与账号")
    office.follow("新增人员")
    office.write("姓名", name)
    office.write("用户名", username)
    office.write("手机号", "13800001111")
    office.press("建立账号")
    return office.page.locator("p.h2.mono").inner_text()


@pytest.mark.requirement("R-NET-3")
def test_a_new_colleague_begins_work(company, office):
    password = hired(office, "邹新来", "dazhe.new1")
    office.follow("任命岗位")
    office.choose("岗位", "乡镇（街道）经办人")
    station = office.field("站点").locator("option").first.inner_text()
    office.choose("站点", station)
    office.press("任命")
    office.reads("不设在")
    office.choose("岗位", "县级核对员")
    office.press("任命")
    office.reads("县级核对员")

    colleague = company["auditor"]
    colleague.sign_in("dazhe.new1", password)
    colleague.reads("由管理员设定")
    for label, text in (("当前密码", password), ("新密码", "短"), ("再输入一次新密码", "短")):
        colleague.write(label, text)
    colleague.press("修改密码")
    for label, text in (("当前密码", password), ("新密码", WANTED), ("再输入一次新密码", WANTED)):
        colleague.write(label, text)
    colleague.press("修改密码")
    colleague.reads("待办")

    office.follow("结束", exact=False)
    office.press("结束岗位")


def test_accounts_are_reset_unlocked_and_switched_off(company, office):
    hired(office, "钟待锁", "dazhe.new2")
    office.follow("人员页")
    for step in ("重置密码", "停用", "启用"):
        office.follow(step)
        office.press(step)
        if step == "重置密码":
            office.follow("人员页")
    guest = company["auditor"]
    for _attempt in range(5):
        guest.page.context.clear_cookies()
        guest.page.goto(f"{guest.address}/login")
        guest.write("用户名", "dazhe.new2")
        guest.write("密码", "wrong")
        guest.page.get_by_role("button", name="登录", exact=True).click()
        guest.page.wait_for_load_state()
    office.menu("人员与账号")
    office.reads("已锁定")
    office.write("姓名或用户名", "new2")
    office.press("筛选")
    office.follow("钟待锁")
    office.follow("解锁")
    office.press("解锁")
    office.reads("尚未改密码")


def test_stations_and_delegations(office):
    office.menu("站点与人员")
    office.follow("设立站点")
    office.press("全部设立")
    office.leave_by(office.page.locator("tbody a").first)
    office.follow("修改")
    office.write("服务时间", "周一至周五 8:30—17:30")
    office.press("保存")
    office.reads("周一至周五")
    office.go("/network/delegations")
    office.follow("下放确认权限")
    office.choose("项目", "临时救助")
    office.tick("乡镇（街道）确认人", "由谁确认 *")
    office.write("依据的省级规定", "粤民规字〔2023〕1号 第三条")
    office.press("登记授权")
    office.follow("终止", exact=False)
    office.press("终止授权")
    office.reads("须晚于授权日期")


@pytest.mark.requirement("R-NET-3")
@pytest.mark.requirement("R-NET-4")
def test_people_partners_and_months_of_duty(office):
    office.menu("站点与人员")
    office.follow("人员配备")
    office.follow("填写常住人口")
    office.write("墩背村委会", "1500")
    office.press("保存")
    office.follow("返回")
    office.choose("配备", "少于标准")
    office.press("筛选")
    office.reads("缺 1 人")

    office.follow("合作机构")
    office.follow("登记机构")
    office.choose("类别", "服务机构")
    office.write("名称", "平远县社工站")
    office.write("统一社会信用代码", "91110000600037341L")
    office.press("保存")
    office.reads("平远县社工站")

    office.follow("参与部门")
    office.follow("登记部门")
    office.choose("类别", "教育")
    office.write("名称", "平远县教育和体育局")
    office.press("保存")
    office.follow("月度轮值")
    office.follow("排轮值")
    office.page.get_by_role("group", name="月份").get_by_role("checkbox").first.check()
    office.choose("值班部门", "平远县教育和体育局")
    office.press("排定")
    office.follow("取消", exact=False)
    office.press("取消轮值")
    office.reads("没有排班")


def test_the_second_factor_begins_by_a_button(company):
    clerk = company["auditor"]
    clerk.sign_in("auditor", PASSWORD)
    clerk.go("/login/second-factor")
    clerk.press("开始设置")
    clerk.reads("扫描二维码")
    clerk.go("/login/password")
