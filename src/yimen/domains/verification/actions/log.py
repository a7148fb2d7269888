"""The log of queries for rooms above: whoever looks into data under a duty of its own says so here."""

from yimen.domains.verification.recording import log_deed, log_left_out, refusals_kept

__all__ = ["log_deed", "log_left_out", "refusals_kept"]
