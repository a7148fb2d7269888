"""What the public brings: a complaint handled apart from whom it is about, a death told by the village."""

import pytest
from tests.support.browser import PHONE
from tests.support.cast import PASSWORD
from tests.support.journey import ASSISTANT, HANDLER, KNOCK

COUNTY = "county_reviewer"


@pytest.mark.requirement("R-CAS-9")
def test_an_anonymous_complaint_about_the_handler_is_handled_apart_and_answered(company):
    company.on(KNOCK)
    assistant = company[ASSISTANT]
    assistant.menu("接待登记")
    assistant.follow("登记投诉举报")
    assistant.tick("来访", "来件途径")
    assistant.tick("工作人员", "反映的是")
    assistant.choose("哪一位", "大柘镇救助站 · 张伟民")
    assistant.write("反映的情况", "索要烟酒，不给就拖着不办")
    assistant.tick("匿名", "是否留名")
    assistant.press("登记并打印回执")
    assistant.reads("社会救助投诉举报登记回执")
    receipt = assistant.page.url.rsplit("/", 1)[1]
    assert assistant.download(f"/documents/{receipt}/pdf").startswith(b"%PDF")

    handler = company[HANDLER]
    handler.menu("接待登记")
    assert handler.page.get_by_role("link", name="投诉举报", exact=True).count() == 0
    handler.menu("待办")
    assert handler.page.locator("[data-row]", has_text="投诉举报").count() == 0

    county = company[COUNTY]
    county.menu("待办")
    line = county.page.locator("[data-row]", has_text="投诉举报")
    county.leave_by(line.get_by_role("link", name="办理投诉举报", exact=True))
    page = county.page.url
    county.reads("索要烟酒")
    county.follow("指派承办人")
    county.tick("谢春梅 · 县级审核人", "承办人")
    county.press("指派承办人")
    county.follow("登记核查结果")
    county.write("核查记录", "约谈三户申请人，查看窗口监控，均无此事")
    county.tick("不属实", "核查结论")
    county.press("登记核查结果")
    county.follow("答复来件人")
    county.write("答复内容", "经核查，没有发现所反映的情况")
    county.press("答复来件人")
    county.follow("总结改进")
    county.write("改进措施", "窗口公布监督电话，办结时回访")
    county.press("总结改进")
    county.reads("已总结")

    handler.page.goto(page)
    handler.never_reads("索要烟酒")


@pytest.mark.requirement("R-DSK-9")
def test_a_village_reports_a_death_from_a_phone_and_the_town_settles_it(company):
    company.on(KNOCK)
    phone = company.visitor(PHONE)
    phone.sign_in(ASSISTANT, PASSWORD)
    phone.go("/reports/record")
    phone.write("谁家", "温阿公")
    phone.tick("去世", "什么变化")
    phone.write("说明", "昨天夜里在家去世")
    phone.press("报告")
    phone.reads("还没有核实")

    handler = company[HANDLER]
    handler.menu("待办")
    line = handler.page.locator("[data-row]", has_text="温阿公 去世")
    handler.leave_by(line.get_by_role("link", name="核实变化报告", exact=True))
    handler.follow("登记核实结果")
    handler.tick("已更正档案", "核实结果")
    handler.write("核实情况", "已看火化证明，登记死亡")
    handler.press("登记核实结果")
    handler.reads("已更正档案")
