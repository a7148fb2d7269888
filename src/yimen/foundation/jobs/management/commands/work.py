"""`manage work`: runs the worker."""

from django.core.management.base import BaseCommand

from yimen.foundation.jobs.worker import run_worker


class Command(BaseCommand):
    """Background jobs, and the sealing of the audit."""

    help = "Runs background jobs and seals the audit until it is told to stop."
    requires_system_checks = []  # noqa: RUF012 - Django's own name; pages are no business of the worker

    def handle(self, *_arguments: object, **_options: object) -> None:
        run_worker()
