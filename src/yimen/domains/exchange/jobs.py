"""What the exchange leaves to jobs: comparing a list of the province, clearing away files nobody took in."""

from uuid import UUID

from yimen.domains.exchange.actions.contacts import clear_left_files
from yimen.domains.exchange.actions.reconciling import COMPARES, compare_file
from yimen.foundation.database.scope import system_scope
from yimen.foundation.jobs.queue import job


@job(COMPARES)
def compare(reconciliation: str) -> None:
    """One file of one list."""
    compare_file(UUID(reconciliation))


@job("exchange.clear_left_files", cron="23 * * * *")
def clear() -> None:
    """Every hour; a second run finds nothing."""
    with system_scope():
        clear_left_files()
