"""What verification leaves to jobs: loading department data, clearing away what a broken load left."""

from uuid import UUID

from yimen.domains.verification.actions.set_loading import clear_left_sets, run_set_load
from yimen.domains.verification.actions.sets import LOADS
from yimen.foundation.jobs.queue import job


@job(LOADS)
def load_handed_in_set(load: str) -> None:
    """One file; a second attempt begins anew, and only one of them counts."""
    run_set_load(UUID(load))


@job("verification.clear_left_sets", cron="37 * * * *")
def clear() -> None:
    """Every hour; a second run finds nothing."""
    clear_left_sets()
