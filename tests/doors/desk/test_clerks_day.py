"""What a clerk meets first: their own work, what there is to take, a case by its number, nothing twice."""

import pytest
from django.urls import reverse
from tests.support.cast import VILLAGE, acting

from yimen.domains.cases import actions as cases
from yimen.domains.cases.types import Channel
from yimen.domains.intake import actions as intake
from yimen.domains.intake.types import ContactChannel
from yimen.kernel import Programme


@pytest.mark.django_db
def test_chinese_first_whatever_the_browser_asks_for(client):
    page = client.get(reverse("desk:login"), headers={"accept-language": "en"})
    assert "工作人员登录" in page.content.decode() and page.headers["content-language"] == "zh-hans"


def test_whose_own_list_is_empty_is_led_to_what_there_is_to_take(walk, cast, desk):
    walk.to_submitted()
    client = desk(cast.town_handler)
    first = client.get(reverse("desk:worklist")).content.decode()
    assert "您手上没有未办的事" in first and "审查并受理" in first
    walk.accept()
    first = client.get(reverse("desk:worklist")).content.decode()
    assert "您手上没有未办的事" not in first and "启动家庭经济状况调查" in first


@pytest.mark.parametrize("typed", ["{town}-{year}-{last}", "{year}-{last}", "{last}"])
def test_a_case_is_found_by_its_number(walk, cast, desk, typed):
    walk.apply()
    walk.complete()
    town, year, last = walk.submit().number.split("-")
    words, hits = {"words": typed.format(town=town, year=year, last=last)}, reverse("desk:search-hits")
    assert str(walk.case_id) in desk(cast.town_handler).post(hits, words).content.decode()
    assert str(walk.case_id) not in desk(cast.stranger).post(hits, words).content.decode()
    assert desk(cast.town_handler).post(reverse("desk:search"), words).status_code == 302


def test_what_was_said_at_the_contact_is_the_reason_to_begin_with(walk, cast, desk):
    with acting(cast.village_assistant):
        contact = intake.record_contact(
            channel=ContactChannel.VISIT,
            asked="去年摔伤后干不了重活",
            region=VILLAGE,
            person_id=walk.adults[0],
            by=cast.village_assistant,
        )
        case = cases.open_application(
            household_id=walk.household_id,
            applicant_id=walk.adults[0],
            channel=Channel.VILLAGE,
            programmes=[Programme.DIBAO],
            contact_id=contact.id,
            by=cast.village_assistant,
        )
    page = desk(cast.village_assistant).get(reverse("desk:application-means", args=[case.id]))
    assert "去年摔伤后干不了重活" in page.content.decode()
