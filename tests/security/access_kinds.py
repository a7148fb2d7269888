"""What kind of page an address is, where the table of access alone does not tell."""

ONLY_POST = {
    "comparison-cancel", "comparison-resume", "finding-review", "finding-gone", "findings-close",
    "account-list-take-over", "account-list-discard",
    "lead-apply", "lead-transfer", "lead-scan-start", "lead-scan-cancel", "lead-scan-resume", "lead-plan-end",
    "scenario-snapshot", "scenario-snapshot-cancel", "scenario-snapshot-resume",
    "scenario-cancel", "scenario-resume", "scenario-share", "scenario-leads",
    "exchange-difference-assign", "exchange-differences-settle", "exchange-differences-assign",
    "roll-take-over", "roll-discard", "set-replay",
    "verification-send", "verification-batch-remind", "verification-answer-leave",
    "round-papers",
    "hearing-silence", "reviews-open",
    "yearly-review-refresh", "yearly-unchanged", "yearly-begin", "yearly-propose", "yearly-decide",
    "yearly-household-undo", "yearly-scans-file", "yearly-scans-discard", "yearly-scan-match",
    "worklist-take-many", "worklist-hand-over-many", "worklist-reassign-many", "desk-undo",
    "filter-save", "filter-rename", "filter-default", "filter-delete",
    "complaint-complainant",
    "referral-accept", "referral-code", "referral-sheet",
    "receipt-withdraw",
    "language", "logout", "worklist-take", "case-request", "case-investigate", "outcome-post", "outcome-send",
    "outcome-publish", "verification-start", "verification-proposal", "search-hits", "place-hits",
    "contact-residents", "contact-take", "style-preview", "style-revert",
    "report-absence",
    "attestations-confirm", "attestation-confirm", "attestation-undo", "attestation-look-into",
    "matter-withdraw",
    "case-no-obligors", "case-verify", "case-verify-obligors",
}  # fmt: skip
ON_AN_AWARD = {
    "outcome-hearing", "outcome-decide", "hearing", "hearing-silence", "review-begin", "referral-paper",
}  # fmt: skip
"""About the household whose award is looked into: its objects are named `award_…`."""
LEADS_ON = {"login", "code", "worklist-next", "documents-print"}
"""For somebody who is in already these lead elsewhere."""
ANYWHERE = {
    "round", "round-papers", "round-meeting", "round-post", "round-send", "round-close", "round-report",
    "network-station", "station-chart", "station-chart-editable",
    "filters", "filter-save",
    "library-item", "library-item-change", "library-item-withdraw",
    "library-sheet", "library-editable",
    "exchange-profile", "exchange-profile-revert", "exchange-profile-source", "exchange-contacts-template",
    "need-model",
    "sets-of", "set-hand-in", "set-agree", "verification-answers", "verification-send",
}  # fmt: skip
"""Stations and policies are public: the same everywhere; what a county says of one is its own.

A month is everybody's; whose round of it is looked at is asked of the post.
"""
NOT_HIS = {"worklist-item", "worklist-hand-over", "worklist-put-back"}
"""A liaison sees the items handed to them; the one of the stage waits for the county confirmer."""
OWN = {
    "exported-list", "exported-list-file", "exchange-incoming", "exchange-incoming-undo",
    "verification-answer-file", "verification-answer-quarantine",
}  # fmt: skip
"""What somebody had made or handed in is theirs alone; that of the stage is the investigator's."""
OF_A_DESK = {"desk-handed-over", "desk-sheet"}
"""For whoever gave the desk, and for those who may reassign."""
PORTAL = {
    "policies", "policy", "policy-sheet", "stations",
    "home", "notice-towns", "notices", "draws", "draws-file", "audits", "audits-file",
    "document-check-form", "document-check",
}  # fmt: skip
"""The portal: open to everybody, says nothing that is not posted on a wall."""
API = {
    "set-version": "post",
    "set-upload": "post",
    "upload": "get",
    "upload-piece": "put",
    "upload-finish": "post",
    "source-answers": "post",
    "source-batches": "get",
    "source-batch": "get",
    "push": "get",
    "quarantine": "get",
    "nothing-here": "get",
}
"""For machines with a credential: each with its method; without one nothing is said."""
WITH_CODE = {"transfer-answer"}
"""Answered by the holder of a one-time code, sent in the body; without one the page only asks for it."""
