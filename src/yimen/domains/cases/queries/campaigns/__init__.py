"""Reads of yearly reviews: whom one would hold, where its households stand, its figures, its sheets."""

from yimen.domains.cases.models import ReviewCampaign
from yimen.domains.cases.queries.campaigns.entries import (
    EntryLine,
    campaigns_in,
    count_of,
    entries_named,
    entries_of,
    entry_lines,
    get_campaign,
    get_entry,
    next_to_visit,
    programme_titles,
    progress_of,
    report_of,
    villages_of,
)
from yimen.domains.cases.queries.campaigns.foreseeing import foresee_campaign
from yimen.domains.cases.queries.campaigns.scans import batches_of, get_batch, lines_of
from yimen.domains.cases.queries.campaigns.sheets import summary_report, village_register, visit_forms

__all__ = [
    "EntryLine",
    "ReviewCampaign",
    "batches_of",
    "campaigns_in",
    "count_of",
    "entries_named",
    "entries_of",
    "entry_lines",
    "foresee_campaign",
    "get_batch",
    "get_campaign",
    "get_entry",
    "lines_of",
    "next_to_visit",
    "programme_titles",
    "progress_of",
    "report_of",
    "summary_report",
    "village_register",
    "villages_of",
    "visit_forms",
]
