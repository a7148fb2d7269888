"""The year's notice on the screen: read, shown as a year, entered, corrected; and what reminds of it."""

import re
from datetime import date

import pytest
from django.urls import reverse
from tests.support.process import on

from yimen.foundation.calendar.actions import fill_official_calendar
from yimen.foundation.calendar.queries import load_calendar, versions_of

pytestmark = pytest.mark.django_db
NOVEMBER = date(2026, 11, 23)
NAMES = (
    "元旦：1月1日",
    "春节：2月6日",
    "清明节：4月5日",
    "劳动节：5月1日",
    "端午节：6月9日",
    "中秋节：9月15日",
)
INVENTED = "\n".join(f"{name}放假。" for name in NAMES) + "\n国庆节：10月1日至3日放假，共3天。2月20日上班。"
GIVEN = {
    "year": "2027",
    "number": "国办发明电〔2026〕8号",
    "issued_on": "2026-11-05",
    "text": INVENTED.replace("\n", "\r\n"),
}


@pytest.fixture
def office(cast, desk):
    """The administrator's browser, on a day in November when the next year is not entered."""
    fill_official_calendar()
    with on(NOVEMBER):
        yield desk(cast.administrator)


def page(client, name="desk:calendar", **asked) -> str:
    return client.get(reverse(name), asked).content.decode()


def entering(client, **more):
    return client.post(reverse("desk:calendar-enter"), GIVEN | more)


def test_from_november_on_the_first_page_and_the_calendar_say_that_a_year_is_missing(office):
    assert "2027年的放假安排还没有录入" in page(office, "desk:home")
    shown = page(office)
    assert "2027 年的放假安排还没有录入" in shown and f"{reverse('desk:calendar-enter')}?year=2027" in shown
    with on(date(2026, 10, 31)):
        assert "还没有录入" not in page(office, "desk:home")


def test_a_year_is_shown_before_it_is_entered_and_only_then_taken(office):
    shown = entering(office).content.decode()
    assert "2027 年：" in shown and "春节" in shown and "2027-02-20" in shown
    assert "没有读到" not in shown and not versions_of(2027).exists()

    hidden = re.findall(r'<input type="hidden" name="(year|number|issued_on|text)" value="([^"]*)"', shown)
    assert {name for name, _value in hidden} == set(GIVEN)
    done = office.post(reverse("desk:calendar-enter"), dict(hidden) | {"verb": "do"})
    assert done.status_code == 302 and done["Location"].endswith("?year=2027")
    calendar = load_calendar()
    assert calendar.is_official(2027) and calendar.is_working(date(2027, 2, 20))
    assert not calendar.is_working(date(2027, 6, 9))

    kept = page(office, year="2027")
    assert "国办发明电〔2026〕8号（2026-11-05）" in kept and "吴管理" in kept and "还没有录入" not in kept
    assert "还没有录入" not in page(office, "desk:home")


def test_what_is_typed_may_be_changed_before_and_corrected_after(office):
    again = entering(office, verb="change").content.decode()
    assert "<textarea" in again and "端午节：6月9日放假。" in again
    entering(office, verb="do")
    corrected = INVENTED.replace("6月9日放假", "6月8日至9日放假")
    assert entering(office, verb="do", text=corrected).status_code == 302
    assert [version.number for version in versions_of(2027)] == [2, 1]
    assert not load_calendar().is_working(date(2027, 6, 8))


def test_a_holiday_left_out_is_warned_of_and_a_wrong_day_refused(office):
    shown = entering(office, text="元旦：1月1日放假。\n国庆节：10月1日至2日放假。").content.decode()
    assert "没有读到这些法定节日：春节、清明节、劳动节、端午节、中秋节" in shown
    assert "这些法定节假日按上面的安排要上班：2027-10-03" not in shown, "a Sunday is off by itself"
    refused = entering(office, text="元旦：1月1日（周一）放假。").content.decode()
    assert "这一天是周五" in refused and "<textarea" in refused
    later = entering(office, verb="do", issued_on="2026-11-24").content.decode()
    assert "不能在今天以后" in later and not versions_of(2027).exists()


def test_the_auditor_reads_it_and_enters_nothing(cast, desk, office):
    by = desk(cast.auditor)
    assert by.get(reverse("desk:calendar")).status_code == 200
    assert reverse("desk:calendar-enter") not in page(by)
    assert entering(by, verb="do").status_code == 403
    assert desk(cast.town_handler).get(reverse("desk:calendar")).status_code == 403
