"""What the exchange leaves to jobs: lists of the province, opening rolls, files nobody took in."""

from uuid import UUID

from yimen.domains.exchange.actions.contacts import clear_left_files
from yimen.domains.exchange.actions.reconciling import COMPARES, compare_file
from yimen.domains.exchange.actions.roll_jobs import run_check, run_load, run_undo
from yimen.domains.exchange.actions.rolls import CHECKS, LOADS, UNDOES
from yimen.foundation.database.scope import system_scope
from yimen.foundation.jobs.queue import job


@job(COMPARES)
def compare(reconciliation: str) -> None:
    """One file of one list."""
    compare_file(UUID(reconciliation))


@job(CHECKS)
def check_opening_roll(roll: str) -> None:
    """Read and checked; nothing is taken over."""
    run_check(UUID(roll))


@job(LOADS)
def load_opening_roll(roll: str) -> None:
    """Chunk by chunk, each once."""
    run_load(UUID(roll))


@job(UNDOES)
def undo_opening_roll(roll: str) -> None:
    """As if it had never been taken over."""
    run_undo(UUID(roll))


@job("exchange.clear_left_files", cron="23 * * * *")
def clear() -> None:
    """Every hour; a second run finds nothing."""
    with system_scope():
        clear_left_files()
