"""Declaring and deferring jobs. `jobs.py` of every app is imported at start, so the worker knows its jobs."""

import functools
import re
from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app as procrastinate_app
from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.manager import JobManager
from procrastinate.tasks import configure_task

from yimen.foundation.jobs.errors import ArgumentNotAllowedError

Work = Callable[..., None]
_ALLOWED = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|\d{4}-\d{2}-\d{2}")
_RETRY = RetryStrategy(max_attempts=5, exponential_wait=4)


def job(name: str, *, cron: str | None = None) -> Callable[[Work], Work]:
    """Declare a job `room.verb`; with `cron` (in UTC) it runs by the clock, without arguments.

    What the law ties to a day runs every hour, as it may: the clock reads no time zone and makes up for
    no hour in which the worker stood still.
    """

    def declare(work: Work) -> Work:
        @functools.wraps(work)
        def run(timestamp: int | None = None, **arguments: Any) -> None:
            work(**arguments)

        task = procrastinate_app.task(name=name, retry=_RETRY)(run)
        if cron is not None:
            procrastinate_app.periodic(cron=cron)(task)
        return work

    return declare


def defer(name: str, **arguments: UUID | date | list[UUID]) -> int:
    """Enqueue a job in the caller's transaction: it exists when that commits, and never without it."""
    plain: dict[str, Any] = {key: _plain(name, key, value) for key, value in arguments.items()}
    return configure_task(name=name, job_manager=_jobs()).defer(**plain)


@functools.cache
def _jobs() -> JobManager:
    """Writes through Django's connection, also inside the worker: a declared task would write through the
    worker's own connection, outside the caller's transaction."""
    return JobManager(DjangoConnector())


def _plain(name: str, key: str, value: object) -> str | list[str]:
    if isinstance(value, list):
        return [_text(name, key, item) for item in value]
    return _text(name, key, value)


def _text(name: str, key: str, value: object) -> str:
    text = value.isoformat() if type(value) is date else str(value)
    if not _ALLOWED.fullmatch(text):
        message = _("作业 %(job)s 的参数 %(argument)s 只能是编号或日期；请改为传编号，由作业自行读取内容。")
        raise ArgumentNotAllowedError(message % {"job": name, "argument": key}, job=name, argument=key)
    return text
