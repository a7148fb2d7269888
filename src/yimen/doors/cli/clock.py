"""The demo clock: for demonstrations the house believes it is another moment; real work never uses it."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time
from unittest import mock
from zoneinfo import ZoneInfo

CHINA = ZoneInfo("Asia/Shanghai")


@contextmanager
def standing_at(day: date, at: time = time(9, 30)) -> Iterator[datetime]:
    """Everything in the house that asks for the time is told this moment, which stands still."""
    from django.utils import timezone

    moment = datetime.combine(day, at, CHINA)
    with mock.patch.object(timezone, "now", lambda: moment):
        yield moment
