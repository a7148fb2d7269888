"""The first page at the desks: what each sees of their month, and one click to act on it."""

from datetime import date

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.doors.desk.test_brought_by_the_public import rows_of
from tests.support.cast import OTHER_VILLAGE, VILLAGE, acting
from tests.support.process import family_of_three, on
from tests.support.reviewing import LATER, granted

from yimen.domains.cases.models import Case
from yimen.domains.people.models import Person
from yimen.foundation.calendar.actions import fill_official_calendar

HOME = reverse("desk:home")


def page(desk, actor, query=None) -> str:
    answer = desk(actor).get(HOME, query or {})
    assert answer.status_code == 200
    return answer.content.decode()


def of_age(review) -> None:
    with acting(review.cast.town_handler):
        Person.objects.filter(id=review.walk.child).update(birth_date=date(2008, 9, 30))


def test_everybody_has_a_first_page(cast, desk):
    fill_official_calendar()
    for part in ("village_assistant", "town_handler", "county_confirmer", "auditor", "administrator"):
        assert "本月" in page(desk, getattr(cast, part))


def test_a_month_without_anything_says_so_and_leads_to_the_worklist(cast, desk):
    fill_official_calendar()
    shown = page(desk, cast.stranger)
    assert "这个月没有要办的事" in shown and reverse("desk:worklist") in shown


def test_a_birthday_leads_to_the_family_and_one_click_opens_the_review(review, cast, desk):
    of_age(review)
    with on(LATER):
        shown = page(desk, cast.town_handler)
        assert "本月生日影响待遇" in shown and "李小妹" in shown and "未成年人保护法" in shown
        assert reverse("desk:household", args=[review.walk.household_id]) in shown
        assert "开启核查" in shown
        sent = {"household": str(review.walk.household_id), "verb": "do"}
        assert all(f'name="{name}" value="{value}"' in shown for name, value in sent.items())
        assert desk(cast.town_handler).post(reverse("desk:reviews-open"), sent).status_code == 200
        with acting(cast.town_handler):
            case = Case.objects.get(kind="review")
        shown = page(desk, cast.town_handler)
        assert reverse("desk:case", args=[case.id]) in shown and "核查中" in shown


def test_one_occasion_is_shown_alone_and_by_place(review, cast, desk):
    of_age(review)
    with on(LATER):
        alone = page(desk, cast.town_handler, {"group": "birthday", "region": str(VILLAGE)})
        assert "全部类别" in alone and "李小妹" in alone
        assert "李小妹" in page(desk, cast.town_handler, {"region": str(OTHER_VILLAGE)})
        assert "李小妹" not in page(desk, cast.town_handler, {"month": "2026-12"})
        assert "李小妹" not in page(desk, cast.stranger, {"region": str(VILLAGE)})


def test_the_spreadsheet_has_the_lines_of_the_page(review, cast, desk):
    of_age(review)
    with on(LATER):
        answer = desk(cast.town_handler).get(reverse("desk:home-export"))
    rows = rows_of(answer)
    assert tuple(rows[0][:2]) == ("类别", "对象")
    assert ("本月生日影响待遇", "李小妹") in {tuple(row[:2]) for row in rows}


def test_the_page_says_it_in_english(review, cast, desk):
    of_age(review)
    with on(LATER):
        client = desk(cast.town_handler)
        client.cookies["django_language"] = "en"
        shown = client.get(HOME).content.decode()
    assert "Birthdays" in shown and "开启核查" not in shown


def test_the_queries_of_the_page_do_not_grow_with_the_families(review, cast, desk):
    def asked() -> int:
        with on(LATER), CaptureQueriesContext(connection) as queries:
            page(desk, cast.town_handler)
        return len(queries)

    of_age(review)
    asked()
    once = asked()
    for surname in ("王", "陈"):
        of_age(granted(family_of_three(cast, surname)))
    assert asked() == once


def test_missing_data_of_departments_lead_to_their_set(cast, desk):
    fill_official_calendar()
    shown = page(desk, cast.county_verifier)
    assert "过时或缺少的部门数据" in shown and reverse("desk:sets-of", args=["deaths"]) in shown
