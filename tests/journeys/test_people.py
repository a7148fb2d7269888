"""A family that changes and somebody who asks: second looks, each page judged at both sizes."""

from datetime import date

import pytest
from tests.support.browser import Clerk
from tests.support.factories import identity_number
from tests.support.journey import ASSISTANT, HANDLER, KNOCK

from yimen.kernel import Sex


def on_file(clerk: Clerk, name: str) -> None:
    """A household of one, registered without an application."""
    clerk.go("/households/register")
    clerk.write("住址", "新屋9号")
    head = clerk.page.locator("[data-item]").first
    clerk.write("姓名", name, head)
    clerk.write("居民身份证号", str(identity_number(name, born=date(1970, 5, 6), sex=Sex.FEMALE)), head)
    clerk.press("建档")


def test_a_family_changes(company):
    company.on(KNOCK)
    clerk = company[ASSISTANT]
    on_file(clerk, "卓更正")

    clerk.follow("增加成员")
    clerk.write("姓名", "卓小弟")
    clerk.write("居民身份证号", str(identity_number("卓小弟", born=date(2012, 5, 6), sex=Sex.MALE)))
    clerk.press("加入")
    clerk.reads("请核对")
    clerk.press("返回修改")
    clerk.press("加入")
    clerk.press("确认：加入")
    clerk.reads("卓小弟")

    clerk.follow("更正")
    clerk.write("住址", "新屋10号")
    clerk.write("更正的原因和依据", "门牌误写")
    clerk.press("更正")
    clerk.reads("新屋9号")
    clerk.press("确认：更正")
    clerk.reads("新屋10号")

    clerk.follow("变更户主")
    clerk.tick("卓小弟", "新户主")
    clerk.choose("卓更正是新户主的", "父母")
    clerk.press("变更户主")
    clerk.reads("变更日期须晚于加入日期")

    clerk.follow("取消")
    clerk.follow("卓小弟")
    clerk.follow("更正资料")
    clerk.write("姓名", "卓大弟")
    clerk.write("更正的原因和依据", "登记时误写，已核对户口簿")
    clerk.press("更正")
    clerk.reads("卓小弟")
    clerk.press("确认：更正")
    assert clerk.page.get_by_role("heading", name="卓大弟").is_visible()
    clerk.check()


@pytest.mark.requirement("R-DSK-1")
def test_who_asks_is_found_by_pinyin_and_handed_over_until_taken(company):
    company.on(KNOCK)
    clerk, colleague = company[ASSISTANT], company[HANDLER]
    on_file(clerk, "卓来访")

    clerk.go("/contacts/record")
    clerk.write("来访人姓名", "zhuolaifang")
    found = clerk.page.get_by_role("radio", name="卓来访")
    found.wait_for()
    found.check()
    clerk.write("诉求", "老人住院，想问救助")
    clerk.press("只登记")
    clerk.reads("非法定期限")
    clerk.follow("移交同事")
    clerk.page.get_by_role("radio").first.wait_for()
    clerk.page.get_by_role("radio", name="张伟民").check()
    clerk.press("移交")

    colleague.menu("待办")
    colleague.follow("接手移交的来访")
    colleague.press("接手")
    colleague.reads("现由谁负责")
    colleague.follow("开始申请")
    colleague.reads("已有档案")
    colleague.check()
    clerk.check()
