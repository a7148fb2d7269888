"""Verification: requests, sources and their batches, the log of queries."""

from collections.abc import Mapping

from .kinds import Access, P, posts

QUERY_PAGES = frozenset(
    {
        "set-quarantine", "set-quarantine-file", "set-unmatched", "set-unmatched-file", "set-match",
        "set-match-revoke", "findings", "findings-export", "findings-close", "finding", "finding-review",
        "finding-tell", "finding-gone", "finding-release", "holds", "holds-export", "case-need-index",
        "lead", "leads", "leads-export", "lead-layers", "lead-layers-export", "lead-plan", "lead-plans",
        "lead-plans-export", "accounts", "accounts-export", "account-give",
    }
)  # fmt: skip
"""Pages of other tables that show what departments or banks said of somebody."""
VERIFICATION: Mapping[str, Access] = {
    "verifications-export": posts(P.VERIFICATION_ANSWER),
    "verification-sources-export": posts(P.VERIFICATION_ANSWER),
    "verification-retention-export": posts(P.VERIFICATION_ANSWER),
    "verification-sources": posts(P.VERIFICATION_ANSWER),
    "verification-send": posts(P.VERIFICATION_ANSWER),
    "verification-batches": posts(P.VERIFICATION_ANSWER),
    "verification-batches-export": posts(P.VERIFICATION_ANSWER),
    "verification-batch-export": posts(P.VERIFICATION_ANSWER),
    "verification-batch": posts(P.VERIFICATION_ANSWER),
    "verification-batch-file": posts(P.VERIFICATION_ANSWER),
    "verification-batch-remind": posts(P.VERIFICATION_ANSWER),
    "verification-batch-close": posts(P.VERIFICATION_ANSWER),
    "verification-answers": posts(P.VERIFICATION_ANSWER),
    "verification-answer-file": posts(P.VERIFICATION_ANSWER),
    "verification-answer-quarantine": posts(P.VERIFICATION_ANSWER),
    "verification-answer-leave": posts(P.VERIFICATION_ANSWER),
    "verification-decide": posts(P.VERIFICATION_ANSWER),
    "verification-asked-close": posts(P.VERIFICATION_ANSWER),
    "verification-late": posts(P.VERIFICATION_ANSWER),
    "family-report": posts(P.FAMILY_REPORT_OPEN),
    "family-report-print": posts(P.FAMILY_REPORT_OPEN),
    "family-report-object": posts(P.VERIFICATION_REQUEST),
    "verification-retention": posts(P.VERIFICATION_ANSWER),
    "query-log": posts(P.QUERY_LOG_OPEN),
    "query-log-export": posts(P.QUERY_LOG_OPEN),
    "person-query-log": posts(P.QUERY_LOG_PRINT),
}


def shows_queries(name: str) -> bool:
    """Whether a page shows what was asked about somebody, or what came back."""
    return name in VERIFICATION or name in QUERY_PAGES or name.startswith("verification")
