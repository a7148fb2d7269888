"""Writes of yearly reviews: opened, followed, gone through household by household, closed and reopened."""

from yimen.domains.cases.actions.campaigns.findings import keep_scan, record_visit, undo_visit
from yimen.domains.cases.actions.campaigns.keeping import begin_unchanged, decide_kept, propose_kept
from yimen.domains.cases.actions.campaigns.opening import (
    close_campaign,
    open_campaign,
    refresh_campaign,
    reopen_campaign,
)
from yimen.domains.cases.actions.campaigns.scans import (
    clear_left_scans,
    discard_scans,
    file_scans,
    hand_in_scans,
    match_scan,
    recognise_scans,
)

__all__ = [
    "begin_unchanged",
    "clear_left_scans",
    "close_campaign",
    "decide_kept",
    "discard_scans",
    "file_scans",
    "hand_in_scans",
    "keep_scan",
    "match_scan",
    "open_campaign",
    "propose_kept",
    "recognise_scans",
    "record_visit",
    "refresh_campaign",
    "reopen_campaign",
    "undo_visit",
]
