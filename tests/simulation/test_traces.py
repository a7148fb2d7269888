"""The books themselves: what they call nobody's is nobody's, what only follows is not at once."""

from datetime import date, timedelta

import pytest

from tests.simulation.books import _was_seen_late
from tests.simulation.ledger import Books
from tests.simulation.traces import _overlap, households
from tests.support.process import MONDAY, on
from yimen.domains.awards.models import Award
from yimen.domains.cases.models import CaseOutcome, PublicNotice
from yimen.domains.worklist.models import WorkItem
from yimen.foundation.database.scope import system_scope

OCTOBER = date(2026, 10, 1)


def wrong() -> list[str]:
    books = Books()
    with system_scope():
        households(books, None)
    return books.wrong


@pytest.mark.django_db
def test_a_case_of_which_only_the_verification_is_left_waits_for_somebody(walk):
    with on(MONDAY):
        walk.to_verifying()
        with system_scope():
            assert CaseOutcome.objects.get().state == "proposed"
            WorkItem.objects.exclude(kind="verification").delete()
        assert wrong() == []
        with system_scope():
            WorkItem.objects.all().delete()
        assert [line.rsplit(" ", 4)[1:] for line in wrong()] == [["investigating", "waits", "for", "nobody"]]


@pytest.mark.django_db
def test_while_a_sheet_hangs_its_last_day_is_waited_for_and_after_it_somebody(walk):
    walk.to_posted()
    with system_scope():
        WorkItem.objects.all().delete()
        ends_on = PublicNotice.objects.get().ends_on
    with on(ends_on):
        assert wrong() == []
    with on(ends_on + timedelta(days=1)):
        assert len(wrong()) == 1


@pytest.mark.parametrize(
    ("until", "start", "expected"),
    [(None, OCTOBER, True), (date(2026, 11, 1), OCTOBER, True), (OCTOBER, OCTOBER, False)],
)
def test_what_begins_when_the_other_ends_is_not_at_once(until, start, expected):
    first = Award(from_month=date(2026, 1, 1), until_month=until)
    assert _overlap(Award(from_month=start), first) is expected


def test_what_ends_on_the_first_day_worked_after_its_last_was_seen_late_by_nobody():
    closed = WorkItem(
        due_on=date(2026, 9, 30), opened_on=date(2026, 8, 3), done_at=None
    )  # the holiday lasts until the seventh
    assert not _was_seen_late(closed, date(2026, 10, 8))
    assert _was_seen_late(closed, date(2026, 10, 9))
