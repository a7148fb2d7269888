"""What verification leaves to jobs: answers whose time is over or nobody took in, department data to load."""

from uuid import UUID

from django.utils import timezone

from yimen.domains.verification.actions.answers import clear_left_answers, clear_set_aside
from yimen.domains.verification.actions.retention import reduce_due
from yimen.domains.verification.actions.set_loading import clear_left_sets, run_set_load
from yimen.domains.verification.actions.set_retention import clear_due_loads
from yimen.domains.verification.actions.sets import LOADS
from yimen.domains.verification.actions.uploads import clear_left_uploads
from yimen.foundation.audit import SYSTEM
from yimen.foundation.database.scope import system_scope
from yimen.foundation.jobs.queue import job


@job("verification.reduce_answers", cron="37 * * * *")
def reduce_answers() -> None:
    """Every hour; a second run finds nothing."""
    with system_scope():
        reduce_due(on=timezone.localdate(), by=SYSTEM)


@job("verification.clear_left_answers", cron="52 * * * *")
def clear_answers() -> None:
    """Every hour; a second run finds nothing."""
    with system_scope():
        clear_left_answers()
        clear_set_aside()


@job("verification.clear_due_sets", cron="42 * * * *")
def clear_due_sets() -> None:
    """Every hour; a second run finds nothing."""
    with system_scope():
        clear_due_loads(on=timezone.localdate(), by=SYSTEM)


@job(LOADS)
def load_handed_in_set(load: str) -> None:
    """One file; a second attempt begins anew, and only one of them counts."""
    run_set_load(UUID(load))


@job("verification.clear_left_sets", cron="47 * * * *")
def clear_sets() -> None:
    """Every hour; a second run finds nothing."""
    clear_left_sets()
    with system_scope():
        clear_left_uploads()
