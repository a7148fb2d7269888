"""A page asks the database as often for fifty rows as for a few: none asks once more for each row."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from yimen.domains.network import queries as network
from yimen.domains.network.actions import import_pilot_regions
from yimen.doors.cli.county import load_demo
from yimen.foundation.accounts.models import User
from yimen.foundation.audit import SYSTEM
from yimen.foundation.calendar.actions import fill_official_calendar
from yimen.foundation.database.scope import system_scope

VILLAGE, TOWN, COUNTY = "dazhe200.village_assistant", "dazhe.handler1", "county.reviewer"
HOUSEHOLDS = 400
FULL, FEW = 50, 12
"""Rows of a full page and of a short one."""
BESIDE = 3
"""Statements a page may ask more at one level than at another, such as the names of the villages below it, or
for the trace of whom it names with what was found of them."""
MOST = {
    "/households": 16,
    "/applications": 15,
    "/worklist?list=region": 16,
    "/cases/{}": 24,
    "/households/{}": 29,
}
"""Statements of a whole page; eight of them say who asks, under which post and scope."""
SIZES = """
SELECT cases_case.id, household_id, count(*)
  FROM cases_case
  JOIN cases_casemember AS member ON member.case_id = cases_case.id
  JOIN cases_caseoutcome AS outcome ON outcome.case_id = cases_case.id
 WHERE outcome.state = 'confirmed' AND programme = 'dibao' AND told_on IS NOT NULL
   AND household_id NOT IN (SELECT household_id FROM monitoring_lead WHERE household_id IS NOT NULL)
   AND household_id NOT IN (SELECT household_id FROM monitoring_finding)
 GROUP BY 1, 2 ORDER BY 3, 1
"""


@pytest.fixture
def county(settings, db: None) -> None:
    settings.YIMEN_IS_SYNTHETIC = True
    fill_official_calendar()
    import_pilot_regions(by=SYSTEM)
    assert load_demo(households=HOUSEHOLDS)


def signed_in(username: str) -> Client:
    user = User.objects.get(username=username)
    client = Client()
    client.force_login(user, "django.contrib.auth.backends.ModelBackend")
    session = client.session
    session["post_id"] = str(network.posts_of(user.pk)[0].post_id)
    session.save()
    client.get("/households")  # the first page keeps its secret against forged forms in the session
    return client


def asked(client: Client, path: str, **words: str) -> tuple[int, int]:
    """How many rows the page has, and how many statements it took."""
    with CaptureQueriesContext(connection) as captured:
        answer = client.post(path, words) if words else client.get(path)
    assert answer.status_code == 200
    return answer.content.count(b"<tr") - 1, len(captured.captured_queries)


@pytest.mark.usefixtures("county")
def test_a_page_asks_as_often_for_many_rows_as_for_few() -> None:
    """One county for all of it: to load it takes longer than to look at it."""
    village, town, county = (signed_in(name) for name in (VILLAGE, TOWN, COUNTY))
    for path in ("/households", "/applications", "/worklist?list=region"):
        rows, counts = zip(*(asked(clerk, path) for clerk in (village, town, county)), strict=True)
        assert 0 < min(rows) < FEW, (path, rows)
        assert max(rows) == FULL, (path, rows)
        assert max(counts) - min(counts) <= BESIDE, (path, rows, counts)
        assert max(counts) <= MOST[path], (path, counts)
    check_search(county)
    check_records(county)


def check_search(clerk: Client) -> None:
    """By one name, that of few and that of many."""
    with system_scope(), connection.cursor() as cursor:
        cursor.execute("SELECT name, count(*) FROM people_person GROUP BY 1 ORDER BY 2, 1")
        names = cursor.fetchall()
    (rare, few), (frequent, many) = names[0], names[-1]
    assert few < many
    assert asked(clerk, "/search", words=rare)[1] == asked(clerk, "/search", words=frequent)[1]


def check_records(clerk: Client) -> None:
    """Families of different sizes alike in the rest, with no lead or finding: the case, and their file."""
    with system_scope(), connection.cursor() as cursor:
        cursor.execute(SIZES)
        cases = cursor.fetchall()
    small, large = cases[0], cases[-1]
    assert small[2] < large[2]
    for path, at in (("/cases/{}", 0), ("/households/{}", 1)):
        counts = [asked(clerk, path.format(one[at]))[1] for one in (small, large)]
        assert max(counts) - min(counts) <= BESIDE, (path, counts)
        assert max(counts) <= MOST[path], (path, counts)
