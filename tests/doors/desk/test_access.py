"""The table of pages is complete; what is not there is missing; a stranger gets nothing.

Who gets what by it, everywhere, is asked in `tests/security/test_access_table.py`.
"""

from collections.abc import Iterable
from uuid import uuid4

import pytest
from django.urls import reverse
from django.urls.converters import IntConverter
from tests.doors.desk.families import an_open_case
from tests.support.cast import PARTS

from yimen.domains.network.types import Actor, Role
from yimen.doors.desk.access import ACCESS, TABLES
from yimen.doors.desk.urls import urlpatterns
from yimen.foundation.calendar.actions import fill_official_calendar

PATTERNS = {pattern.name: pattern for pattern in urlpatterns}
WITH_ID = sorted(name for name, pattern in PATTERNS.items() if pattern.pattern.converters)
ONE_OF_EACH_ROLE = {role: part for part, _name, role, _region in reversed(PARTS)}


def address(name: str) -> str:
    converters = PATTERNS[name].pattern.converters
    given = {key: 7 if isinstance(kind, IntConverter) else uuid4() for key, kind in converters.items()}
    return reverse(f"desk:{name}", kwargs=given)


def test_every_page_has_its_row_and_every_row_its_page():
    assert set(ACCESS) == set(PATTERNS)
    assert sum(len(table) for table in TABLES) == len(ACCESS), "a page has two rows"


@pytest.mark.parametrize("part", ["administrator", *ONE_OF_EACH_ROLE.values()])
def test_a_page_about_nothing_is_refused_before_and_missing_after_the_permission(part, cast, desk):
    """As fragments are asked for: a refusal comes without its page."""
    actor: Actor = getattr(cast, part)
    client = desk(actor)
    for name in each_demand_refused_once(actor.role):
        if name == "network-station":
            continue
        status = client.get(address(name), headers={"HX-Request": "true"}).status_code
        shows_an_empty_form = (200,) if name in WITHOUT_LOOKING else ()
        expected = (404, 405, *shows_an_empty_form) if ACCESS[name].admits(actor.role) else (403,)
        assert status in expected, (name, actor.role, status)


def each_demand_refused_once(role: Role) -> Iterable[str]:
    """All pages that admit the role, and of those that do not, one for each thing they demand."""
    kept: dict[object, str] = {}
    for name in WITH_ID:
        kept.setdefault(name if ACCESS[name].admits(role) else ACCESS[name], name)
    return kept.values()


WITHOUT_LOOKING = (
    "contact-answer",
    "contact-hand-over",
    "document-deliver",
    "household-leave",
    "household-move",
    "person-death",
    "verification-object",
    "verification-tell",
    "worklist-hand-over",
)
"""Forms that name nobody: they open empty, and the action behind them refuses."""


def test_a_stranger_from_another_town_gets_nothing(cast, desk):
    case = an_open_case(cast)
    own, stranger = desk(cast.town_handler), desk(cast.stranger)
    pages = {
        reverse("desk:case", args=[case.id]): "李小妹",
        reverse("desk:household", args=[case.household_id]): "李小妹",
        reverse("desk:person", args=[case.applicant_id]): "李小妹",
        reverse("desk:application-means", args=[case.id]): "李小妹",
    }
    for url, name in pages.items():
        assert name in own.get(url).content.decode()
        answer = stranger.get(url)
        assert answer.status_code == 404
        assert name not in answer.content.decode()


@pytest.mark.parametrize("page", ["cases", "households", "worklist", "contacts"])
def test_lists_and_exports_of_a_stranger_do_not_know_the_family(page, cast, desk):
    an_open_case(cast)
    stranger = desk(cast.stranger)
    query = {"list": "region", "show": "all"}
    assert "李小妹" not in stranger.get(reverse(f"desk:{page}"), query).content.decode()
    assert stranger.get(reverse(f"desk:{page}-export"), query).status_code == 200


def test_the_search_of_a_stranger_finds_nobody(cast, desk):
    an_open_case(cast)
    words = {"words": "李小妹"}
    assert (
        "李小妹</strong>" in desk(cast.town_handler).post(reverse("desk:search-hits"), words).content.decode()
    )
    found = desk(cast.stranger).post(reverse("desk:search-hits"), words).content.decode()
    assert "李小妹</strong>" not in found


def test_a_button_of_another_role_is_refused(cast, desk):
    case = an_open_case(cast)
    response = desk(cast.village_assistant).post(reverse("desk:case-investigate", args=[case.id]))
    assert response.status_code == 403


@pytest.mark.usefixtures("today")
def test_the_administrator_sees_no_household(cast, desk):
    fill_official_calendar()  # a year that is missing would be something to do
    client = desk(cast.administrator)
    assert cast.administrator.role is Role.ADMINISTRATOR
    assert "这个月没有要办的事" in client.get(reverse("desk:home")).content.decode()
    assert client.get(reverse("desk:households")).status_code == 403
