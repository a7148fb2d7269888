"""The legal process by the clock: once a day is over, sheets whose last day it was come down."""

from yimen.domains.cases import actions
from yimen.foundation.audit import SYSTEM
from yimen.foundation.database.scope import system_scope
from yimen.foundation.jobs.queue import job


@job("cases.take_down_notices", cron="10 * * * *")
def take_down_notices() -> None:
    """All regions at once; each sheet taken down is recorded in the audit as done by the system."""
    with system_scope():
        actions.take_down_due(by=SYSTEM)
