"""Writes of yearly reviews: opened, followed, gone through household by household, closed and reopened."""

from yimen.domains.cases.actions.campaigns.findings import keep_scan, record_visit, undo_visit
from yimen.domains.cases.actions.campaigns.keeping import begin_unchanged, decide_kept, propose_kept
from yimen.domains.cases.actions.campaigns.opening import (
    close_campaign,
    open_campaign,
    refresh_campaign,
    reopen_campaign,
)

__all__ = [
    "begin_unchanged",
    "close_campaign",
    "decide_kept",
    "keep_scan",
    "open_campaign",
    "propose_kept",
    "record_visit",
    "refresh_campaign",
    "reopen_campaign",
    "undo_visit",
]
