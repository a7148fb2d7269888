"""Attempts are forgotten when their minutes are over."""

from yimen.foundation.jobs.queue import job
from yimen.foundation.limits.counting import forget_attempts


@job("limits.forget_attempts", cron="45 * * * *")
def forget() -> None:
    """Every hour; deleting twice deletes nothing."""
    forget_attempts()
