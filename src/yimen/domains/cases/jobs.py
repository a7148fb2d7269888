"""The legal process by the clock: sheets come down after their last day, files follow the delegation."""

import logging
from uuid import UUID

from yimen.domains.cases import actions
from yimen.domains.cases.actions.campaigns import clear_left_scans, recognise_scans
from yimen.domains.cases.actions.need_index import refit_indexes
from yimen.domains.network.types import DELEGATION_CHANGED
from yimen.foundation.audit import SYSTEM
from yimen.foundation.database.scope import system_scope
from yimen.foundation.jobs.outbox import on
from yimen.foundation.jobs.queue import job

logger = logging.getLogger(__name__)


@job("cases.take_down_notices", cron="10 * * * *")
def take_down_notices() -> None:
    """All regions at once; each sheet taken down is recorded in the audit as done by the system."""
    with system_scope():
        actions.take_down_due(by=SYSTEM)


@job("cases.follow_delegations", cron="5 * * * *")
def follow_delegations() -> None:
    """A delegation begins and ends with a day; looked at every hour, as whatever the law ties to a day."""
    with system_scope():
        actions.follow_delegations(by=SYSTEM)


@job("cases.plan_reviews", cron="25 * * * *")
def plan_reviews() -> None:
    """What is to be reviewed soon, and what a gradual exit ends, enters the worklists of the towns."""
    with system_scope():
        actions.plan_reviews(by=SYSTEM)
        actions.plan_grace_ends(by=SYSTEM)


@job("cases.plan_rounds", cron="35 * * * *")
def plan_rounds() -> None:
    """The end of intake and of the round enter the worklists of the towns as their days come near."""
    with system_scope():
        actions.plan_rounds(by=SYSTEM)


@job("cases.draw_checks", cron="15 * * * *")
def draw_checks() -> None:
    """The draw of each working day, soon after midnight: by the calendar, at nobody's bidding."""
    with system_scope():
        actions.draw_due(by=SYSTEM)


@job("cases.refit_need_indexes", cron="20 3 1 * *")
def refit_need_indexes() -> None:
    """On the first of a month: the need index of each county is checked, then fitted to what came since."""
    with system_scope():
        done = refit_indexes(by=SYSTEM)
    for county, refusal in done.items():
        if refusal is not None:
            logger.info("need index of %s not fitted: %s", county, refusal.code)


@job("cases.recognise_scans")
def recognise(batch: str) -> None:
    """A pile of signed forms, sheet by sheet, as whoever handed it in."""
    recognise_scans(UUID(batch))


@job("cases.clear_left_scans", cron="45 * * * *")
def clear_scans() -> None:
    """Sheets that nobody filed do not lie about for ever."""
    with system_scope():
        clear_left_scans()


@on(DELEGATION_CHANGED, name="cases.follow_changed_delegation")
def follow_changed_delegation(delegations: list[UUID]) -> None:
    """One given or ended counts at once; which one does not matter, every waiting file is looked at."""
    follow_delegations()
