"""As `verification` of the desk's own table, written down a second time by hand."""

from .letters import DECIDES, HANDLES

VERIFICATION = {
    "verifications-export": "V",
    "verification-sources-export": "V",
    "verification-retention-export": "V",
    "verification-sources": "V",
    "verification-send": "V",
    "verification-batches": "V",
    "verification-batches-export": "V",
    "verification-batch-export": "V",
    "verification-batch": "V",
    "verification-batch-file": "V",
    "verification-batch-remind": "V",
    "verification-batch-close": "V",
    "verification-answers": "V",
    "verification-answer-file": "V",
    "verification-answer-quarantine": "V",
    "verification-answer-leave": "V",
    "verification-decide": "V",
    "verification-asked-close": "V",
    "verification-late": "V",
    "family-report": DECIDES,
    "family-report-print": DECIDES,
    "family-report-object": "hrVR",
    "verification-retention": "V",
    "query-log": "RCa",
    "query-log-export": "RCa",
    "person-query-log": HANDLES,
}
