"""Mine, my station's, my region's: lights agree in Python and database, and a stranger gets nothing."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.support.cast import OTHER_VILLAGE, VILLAGE, acting

from yimen.domains.network.errors import NotPermittedError
from yimen.domains.network.types import Role
from yimen.domains.worklist import actions, queries
from yimen.domains.worklist.models import HandOver, WorkItem
from yimen.domains.worklist.types import Filters, Light, Lights, Subject, WorkKind
from yimen.kernel import DayUnit, Deadline, TimeLimit

pytestmark = pytest.mark.django_db
TODAY = date(2025, 3, 10)
LISTED_IN = 2
"""Statements: the lights, and the page with its owners."""
LIMIT = TimeLimit(5, DayUnit.WORKING, "收到申请", "某办法 第九条")


def opened(by, due_in, *, kind=WorkKind.ACCEPTANCE, title="李小妹的低保申请", region=VILLAGE, **owner):
    due_on = TODAY + timedelta(days=due_in)
    with acting(by):
        return actions.open_item(
            kind=kind,
            subject=Subject("case", uuid4(), title, region),
            due=Deadline(due_on, False, LIMIT),
            warn_on=due_on - timedelta(days=2),
            event_on=due_on - timedelta(days=7),
            by=by,
            **(owner or {"owner_station": by.station_id}),
        )


def listed(by, of=queries.station, **wanted):
    with acting(by):
        return of(by, today=TODAY, **wanted)


@pytest.mark.parametrize(
    ("due_in", "shown"),
    [(-1, Light.RED), (0, Light.YELLOW), (2, Light.YELLOW), (3, Light.GREEN)],
)
def test_lights_are_the_same_in_python_and_in_the_database(cast, due_in, shown):
    item = opened(cast.town_handler, due_in)

    assert queries.light(item, TODAY) is shown
    page = listed(cast.town_handler, filters=Filters(light=shown))
    assert [row.id for row in page] == [item.id]
    assert getattr(page.lights, shown.value) == page.lights.total == page.total == 1


def test_most_urgent_first(cast):
    late, soon, early = (opened(cast.town_handler, days) for days in (9, 5, -3))

    assert [row.id for row in listed(cast.town_handler)] == [early.id, soon.id, late.id]
    assert listed(cast.town_handler).lights == Lights(red=1, yellow=0, green=2)


def test_mine_are_those_of_my_post(cast):
    own = opened(cast.town_handler, 1, owner_post=cast.town_handler.post_id)
    opened(cast.town_handler, 1, owner_post=cast.town_investigator.post_id)
    free = opened(cast.town_handler, 1)

    assert [row.id for row in listed(cast.town_handler, queries.mine)] == [own.id]
    assert [row.id for row in listed(cast.town_handler, queries.takeable)] == [free.id]
    assert listed(cast.town_handler, queries.station).total == 3


def test_what_waits_for_another_role_is_not_takeable(cast):
    opened(cast.town_handler, 1, owner_station=cast.town_handler.station_id, owner_role=Role.TOWN_REVIEWER)

    assert listed(cast.town_handler, queries.takeable).total == 0
    assert listed(cast.town_reviewer, queries.takeable).total == 1


def test_filters_narrow(cast):
    opened(cast.town_handler, 1, title="李小妹的低保申请")
    other = opened(cast.town_handler, 1, kind=WorkKind.OPINION, title="张大牛的低保申请")

    for filters in (Filters(kind=WorkKind.OPINION), Filters(text="张大牛")):
        assert [row.id for row in listed(cast.town_handler, filters=filters)] == [other.id]
    assert listed(cast.town_handler, filters=Filters(region=OTHER_VILLAGE)).total == 0
    assert listed(cast.town_handler, filters=Filters(region=VILLAGE)).total == 2


def test_pages_do_not_lose_or_repeat(cast, monkeypatch):
    monkeypatch.setattr(queries, "PAGE_SIZE", 2)
    all_ids = {opened(cast.town_handler, 1).id for _ in range(5)}

    pages = [listed(cast.town_handler, page=number) for number in (1, 2, 3)]
    assert [len(page.items) for page in pages] == [2, 2, 1]
    assert {row.id for page in pages for row in page} == all_ids
    assert (pages[0].total, pages[0].pages) == (5, 3)


def test_a_page_of_late_items_alone_is_the_same_page(cast, monkeypatch):
    monkeypatch.setattr(queries, "PAGE_SIZE", 2)
    ids = [opened(cast.town_handler, due_in).id for due_in in (-3, -2, -1, 0, 4)]

    pages = [listed(cast.town_handler, page=number) for number in (1, 2, 3)]
    assert [row.id for page in pages for row in page] == ids


def test_the_number_of_queries_does_not_grow_with_the_rows(cast):
    def measured():
        with acting(cast.town_handler), CaptureQueriesContext(connection) as captured:
            page = queries.station(cast.town_handler, today=TODAY)
            assert all(row.owner_station_name and row.owner_name for row in page)
        return len(captured)

    opened(cast.town_handler, 1, owner_post=cast.town_handler.post_id)
    few = measured()
    for _ in range(6):
        opened(cast.town_handler, 1, owner_post=cast.town_handler.post_id)
    assert measured() == few == LISTED_IN


def test_closed_items_are_not_listed(cast):
    item = opened(cast.town_handler, 1)
    with acting(cast.town_handler):
        actions.close_items_of(subject_id=item.subject_id, by=cast.town_handler, outcome="撤回")

    assert listed(cast.town_handler).total == 0


def test_the_county_sees_the_lights_of_every_station(cast):
    opened(cast.town_handler, -1)
    opened(cast.stranger, 5, region=OTHER_VILLAGE)

    with acting(cast.county_reviewer):
        boards = queries.lights_by_station(cast.county_reviewer, today=TODAY)
    assert [(board.station_name, board.lights.red, board.lights.total) for board in boards] == [
        ("大柘镇救助站", 1, 1),
        ("石正镇救助站", 0, 1),
    ]
    assert listed(cast.county_reviewer, queries.region).total == 2


def test_a_stranger_gets_nothing_from_any_list_or_count(cast):
    item = opened(cast.town_handler, -1, owner_post=cast.town_handler.post_id)
    for by in (cast.stranger, cast.outsider):
        for of in (queries.mine, queries.station, queries.takeable, queries.region):
            page = listed(by, of)
            assert (page.items, page.lights.total, page.total) == ((), 0, 0)
        with acting(by):
            assert queries.lights_by_station(by, today=TODAY) == []
            assert list(queries.items_of(item.subject_id)) == []
            assert queries.find_open(WorkKind.ACCEPTANCE, item.subject_id) is None
            assert WorkItem.objects.count() == HandOver.objects.count() == 0


def test_what_is_shared_is_seen(cast):
    from yimen.domains.network import actions as network
    from yimen.domains.network import queries as network_queries
    from yimen.domains.network.types import ShareReason

    item = opened(cast.town_handler, -1)
    network.share_subjects(
        kind="case",
        subject_ids=[item.subject_id],
        region=VILLAGE,
        to_region=cast.stranger.region,
        reason=ShareReason.COOPERATION,
        by=cast.town_reviewer,
    )

    helper = network_queries.actor_for(cast.stranger.user_id)
    with acting(helper):
        assert [row.id for row in queries.items_of(item.subject_id)] == [item.id]


def test_an_administrator_reads_no_worklist(cast):
    with acting(cast.administrator), pytest.raises(NotPermittedError):
        queries.region(cast.administrator)
