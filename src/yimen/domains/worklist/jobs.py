"""The worklist by the clock: every day it reminds and escalates; a changed calendar is recounted."""

from uuid import UUID

from yimen.foundation.calendar.actions import YEAR_CHANGED
from yimen.foundation.jobs.outbox import on
from yimen.foundation.jobs.queue import job

from . import actions


@job("worklist.remind_and_escalate", cron="30 * * * *")
def remind_and_escalate() -> None:
    actions.release_of_ended_posts()
    actions.remind_and_escalate()


@on(YEAR_CHANGED, name="worklist.recount_due_dates")
def recount_due_dates(years: list[UUID]) -> None:
    """All open clocks are recounted: a year's days reach into clocks that began before it."""
    actions.recount_due_dates()
