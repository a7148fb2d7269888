"""The policy library from the county's screen to the wall of a village and the phone of a resident."""

import pytest
from tests.support.browser import PHONE
from tests.support.journey import ASSISTANT, REVIEWER

COUNTY = "county_reviewer"


@pytest.mark.requirement("R-POL-1")
@pytest.mark.requirement("R-POL-2")
def test_what_the_county_fills_in_hangs_in_the_village_and_is_read_on_a_phone(company):
    county = company[COUNTY]
    county.menu("政策库")
    county.write("搜索", "殡葬")
    county.press("筛选")
    county.follow("困难群众基本殡葬费用减免")
    county.reads("待县里补充")
    county.follow("修改")
    county.write("标准", "每具减免1200元")
    county.write("到哪里办", "县殡仪馆")
    county.write("联系电话", "0753-8820012")
    county.write("修改原因", "平民发〔2026〕3号")
    county.press("保存新版本")
    county.reads("每具减免1200元")
    county.reads("平民发〔2026〕3号")

    assistant = company[ASSISTANT]
    assistant.menu("政策库")
    assistant.follow("特困人员救助供养")
    assistant.reads("重新调查或者民主评议")
    assistant.reads("生活自理能力")
    assert assistant.download("/library/tekun/sheet").startswith(b"%PDF")
    station = company.house.cast.village_assistant.station_id
    assert assistant.download(f"/network/stations/{station}/chart").startswith(b"%PDF")

    phone = company.visitor(PHONE)
    phone.go("/public/")
    phone.follow("救助政策", exact=False)
    phone.follow("平远县综合救助服务中心")
    phone.write("搜索", "殡葬")
    phone.press("查找")
    phone.follow("困难群众基本殡葬费用减免", exact=False)
    phone.reads("每具减免1200元")
    phone.follow("查看站点的地址和服务时间")
    phone.reads("0753-8821234")


@pytest.mark.requirement("R-NET-2")
@pytest.mark.requirement("R-NET-5")
def test_a_town_shows_what_it_has_and_who_was_trained(company):
    town = company[REVIEWER]
    town.menu("站点与人员")
    town.follow("七个有")
    town.reads("没有登记建筑面积")
    town.follow("大柘镇救助站")
    town.follow("登记场所情况")
    town.write("建筑面积（平方米）", "62.5")
    for one in ("服务窗口", "日常办公区"):
        town.tick(one, "功能区域")
    town.tick("打印机", "设施设备")
    town.write("公布的服务项目", "低保申请\n临时救助")
    town.press("登记")
    town.reads("62.5")

    town.menu("站点与人员")
    town.follow("培训")
    town.follow("登记培训")
    town.write("培训内容", "民发57号政策培训")
    town.tick("政策培训", "种类")
    town.page.get_by_role("group", name="参训人员").get_by_text("张伟民", exact=False).click()
    town.press("登记")
    town.reads("张伟民")
    town.menu("站点与人员")
    town.follow("培训")
    town.follow("完成情况")
    town.reads("还差 1 次")
