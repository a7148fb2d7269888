"""Reading runs."""

from uuid import UUID

from yimen.foundation.jobs.models import Run


def get_run(run_id: UUID) -> Run:
    """A run with its progress."""
    return Run.objects.get(id=run_id)
