"""News that nobody waits for: a room announces, others subscribe in `jobs.py`; each delivery is a job.

The announcement is written in the announcer's transaction, so it is sent if and only if that commits.
"""

from collections.abc import Callable, Iterable
from uuid import UUID

from yimen.foundation.jobs.queue import defer, job

Hear = Callable[[list[UUID]], None]
_subscribers: dict[str, list[str]] = {}


def on(event: str, *, name: str) -> Callable[[Hear], Hear]:
    """Subscribe: `name` (`room.verb`) is the job that hears of the event, with the ids it concerns."""

    def subscribe(hear: Hear) -> Hear:
        def deliver(ids: list[str]) -> None:
            hear([UUID(text) for text in ids])

        job(name)(deliver)
        _subscribers.setdefault(event, []).append(name)
        return hear

    return subscribe


def announce(event: str, ids: Iterable[UUID]) -> None:
    """Tell every subscriber, after the current transaction commits."""
    concerned = list(ids)
    for name in _subscribers.get(event, ()):
        defer(name, ids=concerned)
