"""The year's notice in a browser: the administrator is reminded, pastes it, sees the year, and enters it."""

from datetime import date

TEXT = """一、元旦：1月1日至3日放假，共3天。
二、春节：2月5日至11日放假调休，共7天。2月14日（周日）上班。
三、清明节：4月5日（周一）放假。
四、劳动节：5月1日至3日放假，共3天。
五、端午节：6月9日放假。
六、中秋节：9月15日放假。
七、国庆节：10月1日至7日放假调休，共7天。10月9日（周六）上班。"""
"""Invented: the notice for 2027 is not known."""


def test_the_year_that_is_missing_is_entered(company):
    company.on(date(2026, 11, 23))
    office = company["administrator"]
    office.page.goto(f"{office.address}/")
    office.reads("2027年的放假安排还没有录入")
    office.page.goto(f"{office.address}/calendar")
    office.check()
    office.follow("录入")
    office.write("文号", "国办发明电〔2026〕8号")
    office.write("通知日期", "2026-11-04")
    office.write("放假安排", TEXT)
    office.press("看全年")
    office.reads("2027 年：")
    office.check()
    office.press("录入这一年")
    office.reads("国办发明电〔2026〕8号（2026-11-04）")
    office.check()
