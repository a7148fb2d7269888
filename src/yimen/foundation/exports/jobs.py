"""Clearing away exported lists that are over their time."""

from yimen.foundation.database.scope import system_scope
from yimen.foundation.exports.actions import clear_expired
from yimen.foundation.jobs.queue import job


@job("exports.clear_expired", cron="47 * * * *")
def clear() -> None:
    """Every hour; a second run finds nothing."""
    with system_scope():
        clear_expired()
