"""Reads of this room within the current scope; openings are recorded."""

from yimen.domains.intake.queries.complaints import (
    ComplaintFilters,
    complainant_of,
    complaints,
    get_complaint,
    handlers_of,
)
from yimen.domains.intake.queries.contacts import (
    contacts_found,
    contacts_of,
    get_contact,
)
from yimen.domains.intake.queries.remedies import RemedyFilters, get_remedy, remedies
from yimen.domains.intake.queries.reports import (
    ReportFilters,
    away_full_on,
    get_report,
    reports,
    reports_of_household,
)
from yimen.domains.intake.queries.transfers import (
    STAGES,
    concluded_for,
    get_transfer,
    needs_code,
    sayable,
    senders_of,
    transfers_found,
    transfers_of,
    transfers_to,
    wanted_by,
)

__all__ = [
    "STAGES",
    "ComplaintFilters",
    "RemedyFilters",
    "ReportFilters",
    "away_full_on",
    "complainant_of",
    "complaints",
    "concluded_for",
    "contacts_found",
    "contacts_of",
    "get_complaint",
    "get_contact",
    "get_remedy",
    "get_report",
    "get_transfer",
    "handlers_of",
    "needs_code",
    "remedies",
    "reports",
    "reports_of_household",
    "sayable",
    "senders_of",
    "transfers_found",
    "transfers_of",
    "transfers_to",
    "wanted_by",
]
