"""The worker process: jobs, the audit's sealer each second, and jobs left behind by a worker that died."""

import asyncio
import logging
from collections.abc import Awaitable, Callable

from asgiref.sync import sync_to_async
from django.db import DatabaseError, close_old_connections
from procrastinate import App
from procrastinate.contrib.django import app as procrastinate_app
from procrastinate.exceptions import ConnectorException

from yimen.foundation.audit.sealing import seal_pending

CONCURRENCY = 2
_log = logging.getLogger(__name__)


def run_worker(*, wait: bool = True) -> None:
    """Work until SIGINT or SIGTERM, or without `wait` until no job is left; then seal what was recorded."""
    connector = procrastinate_app.connector.get_worker_connector()  # type: ignore[attr-defined]  # Django's own
    with procrastinate_app.replace_connector(connector) as app:
        asyncio.run(_work(app, wait=wait))


async def _work(app: App, *, wait: bool) -> None:
    async with app.open_async():
        await _retry_stalled(app)
        clocks = [
            asyncio.create_task(_each(1, _seal)),
            asyncio.create_task(_each(60, lambda: _retry_stalled(app))),
        ]
        try:
            await app.run_worker_async(concurrency=CONCURRENCY, wait=wait, delete_jobs="successful")
        finally:
            for clock in clocks:
                clock.cancel()
            await asyncio.gather(*clocks, return_exceptions=True)
            await _seal()


async def _each(seconds: float, act: Callable[[], Awaitable[None]]) -> None:
    """Act again and again; a database that is away for a while is reported and tried again."""
    while True:
        try:
            await act()
        except (DatabaseError, ConnectorException) as fault:
            _log.warning(
                "the database did not answer (%s); next attempt in %s s", type(fault).__name__, seconds
            )
        await asyncio.sleep(seconds)


@sync_to_async
def _seal() -> None:
    close_old_connections()
    seal_pending()


async def _retry_stalled(app: App) -> None:
    for job in await app.job_manager.get_stalled_jobs():
        await app.job_manager.retry_job(job)
