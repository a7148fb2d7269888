"""What monitoring leaves to jobs: a comparison of a county, a scan for whom help may be due."""

from uuid import UUID

from yimen.domains.monitoring.actions.accounts import TAKING, run_taking
from yimen.domains.monitoring.actions.audits import draw_audits
from yimen.domains.monitoring.actions.away import bring_home
from yimen.domains.monitoring.actions.calls import CALLS, run_calls
from yimen.domains.monitoring.actions.comparisons import COMPARISONS, run_comparison
from yimen.domains.monitoring.actions.entering import ENTERING, run_leads
from yimen.domains.monitoring.actions.findings import end_holds
from yimen.domains.monitoring.actions.layers import follow_decisions
from yimen.domains.monitoring.actions.scanning import run_scan
from yimen.domains.monitoring.actions.scenarios import SCENARIOS, run_scenario
from yimen.domains.monitoring.actions.snapshots import SNAPSHOTS, run_snapshot
from yimen.domains.monitoring.types.leads import SCANS
from yimen.foundation.audit import SYSTEM
from yimen.foundation.database.scope import system_scope
from yimen.foundation.jobs.queue import job


@job(COMPARISONS)
def compare(comparison: str) -> None:
    """One county and month; a second attempt goes on where the first ended."""
    run_comparison(UUID(comparison))


@job("monitoring.end_holds", cron="50 * * * *")
def end_decided_holds() -> None:
    """All regions at once: whoever's review is decided is paid as decided; nobody has to ask for it."""
    with system_scope():
        end_holds(by=SYSTEM)


@job("monitoring.bring_home", cron="20 * * * *")
def bring_away_plans_home() -> None:
    """All regions at once: whom the place of residence sees no longer is kept in touch with from home."""
    with system_scope():
        bring_home(by=SYSTEM)


@job("monitoring.follow_decisions", cron="40 0,4,8,16 * * *")
def follow_decisions_of_late() -> None:
    """County after county: an award that begins or ends moves its family's layer, and the village is told."""
    follow_decisions(by=SYSTEM)


@job("monitoring.draw_audits", cron="20 * * * *")
def draw_monthly_audits() -> None:
    """The draw of a month on its first working day: by the calendar, at nobody's bidding."""
    draw_audits(by=SYSTEM)


@job(SCANS)
def scan_county(scan: str) -> None:
    """One county; a second attempt opens nothing twice."""
    run_scan(UUID(scan))


@job(SNAPSHOTS)
def make_snapshot(snapshot: str) -> None:
    """One county's household files; a second attempt goes on where the first ended."""
    run_snapshot(UUID(snapshot))


@job(SCENARIOS)
def work_out_scenario(scenario: str) -> None:
    """One scenario; a second attempt goes on where the first ended."""
    run_scenario(UUID(scenario))


@job(CALLS)
def call_for_reviews(scenario: str) -> None:
    """The reviews of one scenario; a second attempt calls nobody twice."""
    run_calls(UUID(scenario))


@job(ENTERING)
def tell_of_entering(scenario: str) -> None:
    """The leads of one scenario; a second attempt opens nothing twice."""
    run_leads(UUID(scenario))


@job(TAKING)
def take_account_list(account_list: str) -> None:
    """The rows of one list of a bank; a second attempt goes on where the first ended."""
    run_taking(UUID(account_list))
