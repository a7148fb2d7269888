"""Reminders before, escalation after, and due dates that move with the calendar."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from tests.support.cast import VILLAGE, acting

from yimen.domains.network.types import Role
from yimen.domains.worklist import actions, queries
from yimen.domains.worklist.models import WorkItem
from yimen.domains.worklist.types import DayRun, Subject, WorkKind
from yimen.foundation.audit import SYSTEM
from yimen.foundation.calendar.actions import set_year
from yimen.foundation.calendar.notices import YearNotice
from yimen.foundation.calendar.queries import load_calendar
from yimen.kernel import DayUnit, Period, TimeLimit, deadline

pytestmark = pytest.mark.django_db
START = date(2025, 3, 3)
LIMIT = TimeLimit(
    5, DayUnit.WORKING, "收到申请", "某办法 第九条", extended_days=8, extension_reason="情况复杂"
)


def opened(cast, *, limit=LIMIT, event_on=START, **more):
    with acting(cast.town_handler):
        return actions.open_item(
            kind=WorkKind.INVESTIGATION,
            subject=Subject("case", uuid4(), "李小妹的低保申请", VILLAGE),
            due=deadline(limit, event_on, load_calendar(), more.get("pauses", ())),
            event_on=event_on,
            owner_post=cast.town_handler.post_id,
            by=cast.town_handler,
            **more,
        )


def fresh(cast, item):
    with acting(cast.town_handler):
        return WorkItem.objects.get(id=item.id)


def test_an_owner_is_reminded_once(cast):
    item = opened(cast)

    assert actions.remind_and_escalate(on=item.warn_on - timedelta(days=1)) == DayRun(
        item.warn_on - timedelta(days=1), 0, 0
    )
    assert actions.remind_and_escalate(on=item.warn_on).reminded == 1
    assert actions.remind_and_escalate(on=item.warn_on).reminded == 0
    with acting(cast.town_handler):
        assert [row.id for row in queries.reminders(cast.town_handler, today=item.warn_on)] == [item.id]
    with acting(cast.town_investigator):
        assert not queries.reminders(cast.town_investigator, today=item.warn_on).exists()


def test_what_is_overdue_goes_to_the_superior_station_once(cast):
    item = opened(cast)
    overdue = item.due_on + timedelta(days=1)

    assert actions.remind_and_escalate(on=item.due_on).escalated == 0
    assert actions.remind_and_escalate(on=overdue).escalated == 1
    assert actions.remind_and_escalate(on=overdue).escalated == 0
    with acting(cast.county_reviewer):
        escalation = queries.find_open(WorkKind.ESCALATION, item.id)
        assert (escalation.owner_station_id, escalation.owner_role) == (
            cast.county_reviewer.station_id,
            Role.COUNTY_REVIEWER,
        )
        assert actions.take(item_id=escalation.id, by=cast.county_reviewer).owner_post_id
    assert fresh(cast, item).owner_post_id == cast.town_handler.post_id


def test_an_overdue_escalation_does_not_escalate_for_ever(cast):
    item = opened(cast)
    for days in (1, 30, 60):
        actions.remind_and_escalate(on=item.due_on + timedelta(days=days))

    with acting(cast.county_reviewer):
        assert WorkItem.objects.filter(kind=WorkKind.ESCALATION).count() == 1


def test_closing_the_item_closes_its_escalation(cast):
    item = opened(cast)
    actions.remind_and_escalate(on=item.due_on + timedelta(days=1))
    with acting(cast.town_handler):
        actions.close_item(kind=WorkKind.INVESTIGATION, subject_id=item.subject_id, by=cast.town_handler)

    with acting(cast.county_reviewer):
        assert queries.find_open(WorkKind.ESCALATION, item.id) is None


def test_a_provisional_due_date_is_recounted_when_the_year_is_known(cast):
    item = opened(cast, event_on=date(2031, 1, 27))
    assert item.is_provisional

    off = dict.fromkeys([date(2031, 1, 28), date(2031, 1, 29)], "春节")
    set_year(notice=YearNotice(2031, off), source="某通知", by=SYSTEM)

    assert actions.recount_due_dates() == 1
    moved = fresh(cast, item)
    assert (moved.is_provisional, moved.due_on) == (False, date(2031, 2, 5))
    assert moved.due_on - moved.warn_on == item.due_on - item.warn_on
    assert actions.recount_due_dates() == 0


def test_pauses_survive_a_recount(cast):
    pause = Period(date(2031, 1, 28), date(2031, 1, 30))
    item = opened(cast, event_on=date(2031, 1, 27), pauses=[pause])
    set_year(notice=YearNotice(2031, {}), source="某通知", by=SYSTEM)

    actions.recount_due_dates()

    assert fresh(cast, item).due_on == item.due_on == date(2031, 2, 5)


def test_calendar_day_clocks_do_not_move(cast):
    opened(
        cast, limit=TimeLimit(7, DayUnit.CALENDAR, "张贴次日", "某办法 第十条"), event_on=date(2031, 1, 27)
    )

    assert actions.recount_due_dates() == 0


def test_an_extension_moves_the_due_date_and_is_warned_of_afresh(cast):
    item = opened(cast)
    actions.remind_and_escalate(on=item.warn_on)
    with acting(cast.town_handler):
        moved = actions.move_due(
            kind=WorkKind.INVESTIGATION,
            subject_id=item.subject_id,
            due=deadline(LIMIT, START, load_calendar(), is_extended=True),
            reason="情况复杂",
            is_extended=True,
            by=cast.town_handler,
        )

    assert (moved.limit_days, moved.due_on, moved.reminded_on) == (8, date(2025, 3, 13), None)
    assert actions.recount_due_dates() == 0


def test_an_extension_of_what_is_overdue_relieves_the_superior(cast):
    item = opened(cast)
    late = item.due_on + timedelta(days=1)
    actions.remind_and_escalate(on=late)
    with acting(cast.town_handler):
        assert queries.find_open(WorkKind.ESCALATION, item.id) is not None
        moved = actions.move_due(
            kind=WorkKind.INVESTIGATION,
            subject_id=item.subject_id,
            due=deadline(LIMIT, START, load_calendar(), is_extended=True),
            reason="情况复杂",
            is_extended=True,
            by=cast.town_handler,
        )
        assert queries.find_open(WorkKind.ESCALATION, item.id) is None
    assert actions.remind_and_escalate(on=moved.due_on + timedelta(days=1)).escalated == 1


def test_the_jobs_run_the_same_actions_twice_safely(cast, monkeypatch):
    from django.utils import timezone

    from yimen.domains.worklist import jobs

    item = opened(cast)
    monkeypatch.setattr(timezone, "localdate", lambda: item.due_on + timedelta(days=1))
    for _ in range(2):
        jobs.remind_and_escalate()
        jobs.recount_due_dates([])
    assert fresh(cast, item).escalated_on == item.due_on + timedelta(days=1)
