"""The notice of a year: who may enter it, what it must say, and that running clocks follow it."""

from datetime import date
from typing import Any

import pytest
from tests.domains.worklist.test_clock import fresh, opened
from tests.support.cast import acting
from tests.support.process import on

from yimen.domains.network.errors import NotPermittedError
from yimen.domains.worklist import actions, jobs
from yimen.domains.worklist.types import WorkKind
from yimen.foundation.audit.models import Entry
from yimen.foundation.calendar.actions import year_id
from yimen.foundation.calendar.errors import NoticeInvalidError
from yimen.foundation.calendar.notices import YearNotice
from yimen.foundation.calendar.queries import versions_of
from yimen.foundation.database.scope import system_scope
from yimen.foundation.jobs import outbox

pytestmark = pytest.mark.django_db
OFF = dict.fromkeys([date(2031, 1, 28), date(2031, 1, 29)], "春节")


def entered(by, notice, day=date(2031, 1, 28), **more):
    given: dict[str, Any] = {"number": "国办发明电〔2030〕9号", "issued_on": date(2030, 11, 4)} | more
    with on(day), acting(by):
        return actions.enter_year(notice=notice, by=by, **given)


def test_the_administrator_enters_a_year_with_its_source_and_it_is_recorded(cast):
    version = entered(cast.administrator, YearNotice(2031, OFF))
    assert (version.number, version.source) == (1, "国办发明电〔2030〕9号（2030-11-04）")
    assert version.user_id == cast.administrator.user_id
    with system_scope():
        entry = Entry.objects.get(action="calendar:set")
    assert (entry.subject, entry.user_id) == (year_id(2031), cast.administrator.user_id)


def test_nobody_else_enters_it_and_not_without_its_source(cast):
    for by in (cast.town_handler, cast.county_confirmer, cast.auditor):
        with pytest.raises(NotPermittedError):
            entered(by, YearNotice(2031, OFF))
    for wrong in ({"number": " "}, {"issued_on": date(2031, 1, 29)}):
        with pytest.raises(NoticeInvalidError):
            entered(cast.administrator, YearNotice(2031, OFF), **wrong)
    assert not versions_of(2031).exists()


def test_a_clock_that_runs_follows_the_year_and_each_correction(cast, monkeypatch):
    """Whoever hears of it recounts: later when days go, earlier when they come back."""
    heard = []
    monkeypatch.setattr(outbox, "defer", lambda name, **given: heard.append((name, given)))
    item = opened(cast, event_on=date(2031, 1, 27))
    assert (item.is_provisional, item.due_on) == (True, date(2031, 2, 3))

    entered(cast.administrator, YearNotice(2031, OFF))
    assert heard == [("worklist.recount_due_dates", {"ids": [year_id(2031)]})]
    jobs.recount_due_dates([year_id(2031)])
    assert (fresh(cast, item).is_provisional, fresh(cast, item).due_on) == (False, date(2031, 2, 5))

    corrected = YearNotice(2031, OFF, frozenset({date(2031, 2, 1)}))
    entered(cast.administrator, corrected, date(2031, 1, 29))
    jobs.recount_due_dates([year_id(2031)])
    moved = fresh(cast, item)
    assert moved.due_on == date(2031, 2, 4)
    assert actions.remind_and_escalate(on=date(2031, 2, 5)).escalated == 1


def test_what_is_done_keeps_the_date_it_was_measured_by(cast):
    item = opened(cast, event_on=date(2031, 1, 27))
    with acting(cast.town_handler):
        actions.close_item(kind=WorkKind(item.kind), subject_id=item.subject_id, by=cast.town_handler)
    entered(cast.administrator, YearNotice(2031, OFF))
    jobs.recount_due_dates([year_id(2031)])
    assert fresh(cast, item).due_on == date(2031, 2, 3)
