"""Work on a sheet of the month: counts lead to the list of a day, and no address breaks it."""

import pytest
from django.urls import reverse
from django.utils import timezone
from tests.support.cast import acting

from yimen.domains.worklist.models import WorkItem
from yimen.foundation.calendar.actions import fill_official_calendar


def test_a_day_of_the_month_leads_to_its_list(walk, cast, desk):
    walk.apply()
    by = cast.village_assistant
    with acting(by):
        due = WorkItem.objects.filter(owner_post_id=by.post_id).latest("due_on").due_on
    url = reverse("desk:deadlines")
    month = desk(by).get(url, {"month": f"{due:%Y-%m}"}).content.decode()
    assert f"?month={due:%Y-%m}&amp;day={due}" in month and "1 件" in month
    day = desk(by).get(url, {"month": f"{due:%Y-%m}", "day": str(due)}).content.decode()
    assert "李建明" in day and "看整月" in day
    assert "这个月没有到期的待办" in desk(by).get(url, {"month": "2019-01"}).content.decode()


@pytest.mark.parametrize("asked", ["", "x", "9999-12", "0001-01", "2026-13", "-1"])
def test_a_strange_month_is_the_present_one(cast, desk, asked):
    shown = desk(cast.town_handler).get(reverse("desk:deadlines"), {"month": asked, "day": "<b>"})
    assert shown.status_code == 200
    assert f"<h2>{timezone.localdate():%Y-%m}</h2>" in shown.content.decode()


def test_holidays_and_made_up_workdays_are_marked(cast, desk):
    fill_official_calendar()
    october = desk(cast.town_handler).get(reverse("desk:deadlines"), {"month": "2025-10"}).content.decode()
    assert october.count("（放假）") == 6, "1 to 3 and 6 to 8 October are weekdays off"
    assert october.count("（调休上班）") == 1, "11 October is worked"
    assert "还没有录入" not in october
    later = desk(cast.town_handler).get(reverse("desk:deadlines"), {"month": "2033-10"}).content.decode()
    assert "还没有录入" in later
