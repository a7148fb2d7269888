"""Reception: whoever knocks is told for good, or handed to who can help and told the result."""

import pytest
from tests.support.browser import PHONE
from tests.support.journey import ASSISTANT, HANDLER, KNOCK


def knock(clerk, name, asked):
    clerk.menu("接待登记")
    clerk.follow("登记来访")
    clerk.write("来访人姓名", name)
    clerk.write("诉求", asked)
    clerk.press("只登记")


def hand_over(clerk, topic, receiver, need):
    clerk.follow("转办转介")
    clerk.follow(topic)
    assert clerk.field("转给哪个部门或机构").locator("option:checked").inner_text() == receiver
    clerk.write("需要解决的问题", need)
    clerk.press("转出")


@pytest.mark.requirement("R-CAS-6")
def test_from_the_window_to_the_housing_department_and_back_to_the_family(company):
    company.on(KNOCK)
    clerk = company[ASSISTANT]
    knock(clerk, "温漏雨", "土坯房漏雨，一下雨就没法住")
    hand_over(clerk, "住房救助", "平远县住房和城乡建设局", "土坯房漏雨，申请危房改造")
    clerk.reads("已转出，待接办")
    address = clerk.page.url

    liaison = company["liaison"]
    liaison.menu("转给本部门的事项")
    liaison.reads("土坯房漏雨")
    liaison.press("接办 温漏雨")
    liaison.menu("转给本部门的事项")
    liaison.follow("登记结果 温漏雨")
    liaison.write("理由或结果", "已列入第四批危房改造，补助两万元")
    liaison.press("答复")
    liaison.reads("已办结，已给予帮助")

    clerk.menu("待办")
    line = clerk.page.locator("[data-row]", has_text="温漏雨")
    clerk.leave_by(line.get_by_role("link", name="反馈转办结果", exact=True))
    assert clerk.page.url == address
    clerk.press("打印反馈单")
    clerk.reads("社会救助转办（转介）结果反馈单")
    number = clerk.page.url.rsplit("/", 1)[1]
    assert clerk.download(f"/documents/{number}/pdf").startswith(b"%PDF")
    clerk.page.goto(address)
    clerk.follow("登记反馈")
    clerk.press("登记反馈")
    clerk.reads("已反馈")

    handler = company[HANDLER]
    handler.menu("接待登记")
    handler.follow("转办转介")
    handler.reads("温漏雨")


@pytest.mark.requirement("R-CAS-6")
def test_a_charity_answers_from_a_phone_by_the_code_that_came_with_the_sheet(company):
    company.on(KNOCK)
    clerk = company[ASSISTANT]
    knock(clerk, "凌慈善", "孩子大病，自付太多")
    hand_over(clerk, "慈善帮扶", "平远县慈善会", "凌慈善的孩子大病，请救助")
    transfer = clerk.page.url
    clerk.click("出具答复码")
    clerk.agree("出具答复码")
    clerk.reads("只显示这一次")
    code = clerk.page.locator("p.mono").inner_text()

    phone = company.visitor(PHONE)
    phone.page.goto(f"{company.house.address}/public/transfers#{code}")
    phone.check()
    assert phone.page.locator("[name=code]").input_value() == code and "#" not in phone.page.url
    phone.press("打开")
    phone.check()
    phone.reads("凌**")
    phone.never_reads("凌慈善")
    phone.page.get_by_text("接办", exact=True).click()
    phone.write("答复人的姓名和职务", "李会长")
    phone.press("提交答复")
    following = phone.page.locator(".code-once").inner_text()
    phone.page.goto(f"{company.house.address}/public/transfers")
    phone.write("答复码", code)
    phone.press("打开")
    phone.reads("无效、已使用或已过期")
    phone.write("答复码", following)
    phone.press("打开")
    phone.page.get_by_text("已办结，已给予帮助").click()
    phone.write("理由或结果", "发放助医金3000元")
    phone.write("答复人的姓名和职务", "李会长")
    phone.press("提交答复")
    phone.reads("感谢办理")

    clerk.page.goto(transfer)
    clerk.reads("发放助医金3000元")


@pytest.mark.requirement("R-DSK-1")
@pytest.mark.requirement("R-DSK-2")
@pytest.mark.requirement("R-DSK-7")
def test_a_late_12345_order_is_flagged_and_advice_goes_home_on_paper(company):
    company.on(KNOCK)
    clerk = company[ASSISTANT]
    clerk.menu("接待登记")
    clerk.follow("登记来访")
    clerk.tick("12345 热线", "途径")
    clerk.write("来件编号", "平热2026-0817")
    clerk.write("收到日期", "2026-08-28")
    clerk.write("来访人姓名", "丘迟录")
    clerk.write("诉求", "怎么申请特困供养")
    clerk.press("只登记")
    clerk.reads("平热2026-0817")
    clerk.follow("答复")
    clerk.tick("一次性告知", "如何答复")
    clerk.tick("特困人员救助供养", "问的是哪个救助项目")
    clerk.press("答复")
    clerk.follow("社会救助政策一次性告知单", exact=False)
    number = clerk.page.url.rsplit("/", 1)[1]
    assert clerk.download(f"/documents/{number}/pdf").startswith(b"%PDF")
    clerk.menu("接待登记")
    clerk.follow("迟录")
    clerk.reads("迟录 4 天")
