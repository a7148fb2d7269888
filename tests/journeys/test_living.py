"""A letter to the place of registration and its answer; somebody without papers taken in and later known."""

from datetime import date

import pytest
from tests.support.cast import COUNTY, OTHER_COUNTY_TOWN, acting, resident_household
from tests.support.factories import identity_number
from tests.support.journey import ASSISTANT, HANDLER, KNOCK, beside
from tests.support.process import Walk, family_of_three

from yimen.domains.people import actions as people
from yimen.domains.people.types import Permit

OUTSIDER = "outsider"


def living_here(cast) -> Walk:
    """A family registered in another county, with a permit; its application is accepted."""
    walk, by = family_of_three(cast, "尤"), cast.village_assistant
    with acting(by):
        people.correct_household(
            household_id=walk.household_id, address="墩背村12号", registered_region=OTHER_COUNTY_TOWN,
            is_urban=False, reason="户籍在外县", by=by,
        )  # fmt: skip
        permit = Permit(COUNTY, "平远县公安局", date(2025, 6, 1), date(2023, 5, 1))
        people.record_permit(person_id=walk.adults[0], permit=permit, by=by)
    walk.apply()
    walk.complete()
    walk.submit()
    walk.accept()
    return walk


@pytest.mark.requirement("R-DSK-4")
def test_the_place_of_registration_is_asked_and_answers(company, judge):
    company.on(KNOCK)
    walk = beside(lambda: living_here(company.house.cast))
    handler = company[HANDLER]
    handler.go(f"/cases/{walk.case_id}")
    handler.follow("发协助核查函")
    handler.write("受函单位", "古云镇人民政府")
    handler.tick("本平台送达", "发函方式")
    judge.album.picture(handler.page, "cooperation-letter")
    handler.press("制作并发出")
    handler.reads("等待复函")
    there = company[OUTSIDER]
    there.leave_by(there.page.get_by_role("row").filter(has_text="请协助核查").get_by_role("button").first)
    there.reads("尤建明")
    judge.album.picture(there.page, "cooperation-asked")
    there.follow("复函")
    there.tick("未在户籍地享受社会救助", "核查结果")
    there.write("其他说明", "户籍地无住房、无承包地")
    there.press("复函")
    handler.go(f"/cases/{walk.case_id}")
    handler.follow("户籍地协助核查", exact=False)
    handler.leave_by(handler.page.get_by_role("row").filter(has_text="古云镇").get_by_role("link").first)
    handler.reads("户籍地无住房、无承包地")
    judge.album.picture(handler.page, "cooperation-answered")


@pytest.mark.requirement("R-CAS-11")
def test_who_has_no_papers_is_taken_in_and_later_known(company, judge):
    company.on(KNOCK)
    beside(lambda: resident_household(company.house.cast.village_assistant))
    by = company[ASSISTANT]
    by.menu("家庭档案")
    by.follow("登记临时身份")
    by.tick("身份不明", "类别")
    by.tick("男", "性别")
    by.write("约从几岁", "60")
    by.write("约到几岁", "70")
    by.write("体貌特征", "身高约一米六，左手缺小指，客家口音")
    by.write("发现地点", "墩背村汽车站")
    by.write("何人送来", "大柘派出所民警")
    by.write("现在住在哪里", "镇敬老院")
    judge.album.picture(by.page, "stranger-taken-in")
    by.press("登记")
    by.reads("临时编号")
    judge.album.picture(by.page, "stranger")
    address = by.page.url.removeprefix(company.house.address)
    handler = company[HANDLER]
    handler.go(address)
    handler.follow("查明身份")
    handler.write("居民身份证号", str(identity_number("李小妹")))
    handler.write("查明后的姓名", "李小妹")
    handler.write("查明依据", "公安机关人像比对，本人承认")
    handler.press("查明")
    handler.reads("曾登记的临时身份")
    judge.album.picture(handler.page, "stranger-known")
    handler.go(address)
    handler.reads("这份临时档案已并入")
