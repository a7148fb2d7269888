"""Attestations by the clock: opened with their term, asked for again when late."""

from yimen.domains.allowances import actions
from yimen.foundation.audit import SYSTEM
from yimen.foundation.database.scope import system_scope
from yimen.foundation.jobs.queue import job


@job("allowances.plan_attestations", cron="45 * * * *")
def plan_attestations() -> None:
    """Whoever is concerned is on the list of their village within the hour."""
    with system_scope():
        actions.plan_attestations(by=SYSTEM)
