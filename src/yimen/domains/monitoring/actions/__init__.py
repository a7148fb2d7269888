"""Writes of monitoring, one module per noun."""

from yimen.domains.monitoring.actions.away import end_plan, plan_contact, record_away_contact
from yimen.domains.monitoring.actions.calls import start_calls
from yimen.domains.monitoring.actions.comparisons import (
    cancel_comparison,
    resume_comparison,
    start_comparison,
)
from yimen.domains.monitoring.actions.findings import (
    close_finding,
    end_holds,
    open_review,
    release_hold,
    tell_department,
)
from yimen.domains.monitoring.actions.leads import close_lead, follow_lead, record_visit
from yimen.domains.monitoring.actions.scanning import cancel_scan, resume_scan, start_scan
from yimen.domains.monitoring.actions.scenarios import (
    cancel_scenario,
    resume_scenario,
    share_scenario,
    start_scenario,
)
from yimen.domains.monitoring.actions.snapshots import make_snapshot
from yimen.domains.monitoring.actions.strangers import put_on_file

__all__ = [
    "cancel_comparison",
    "cancel_scan",
    "cancel_scenario",
    "close_finding",
    "close_lead",
    "end_holds",
    "end_plan",
    "follow_lead",
    "make_snapshot",
    "open_review",
    "plan_contact",
    "put_on_file",
    "record_away_contact",
    "record_visit",
    "release_hold",
    "resume_comparison",
    "resume_scan",
    "resume_scenario",
    "share_scenario",
    "start_calls",
    "start_comparison",
    "start_scan",
    "start_scenario",
    "tell_department",
]
