"""Writes of verification, one module per noun."""

from yimen.domains.verification.actions.answers import (
    decide_answers,
    hand_in_answers,
    leave_answers,
    take_answers,
)
from yimen.domains.verification.actions.asked import (
    close_asked,
    close_batch,
)
from yimen.domains.verification.actions.authorisations import (
    carry_authorisations,
    record_authorisation,
    revoke_authorisation,
)
from yimen.domains.verification.actions.batches import (
    file_of_batch,
    remind_source,
    send_batch,
)
from yimen.domains.verification.actions.clocks import (
    START_CLOCK,
    TELLING,
)
from yimen.domains.verification.actions.late import (
    settle_late,
)
from yimen.domains.verification.actions.reports import (
    make_report,
    object_to_item,
)
from yimen.domains.verification.actions.requests import (
    UNANSWERED,
    cancel_requests,
    end_purpose,
    object_to_result,
    report_result,
    request_verification,
    start_verification,
    tell_family,
)
from yimen.domains.verification.actions.retention import (
    reduce_due,
)
from yimen.domains.verification.loading import (
    load_verifications,
)

__all__ = [
    "START_CLOCK",
    "TELLING",
    "UNANSWERED",
    "cancel_requests",
    "carry_authorisations",
    "close_asked",
    "close_batch",
    "decide_answers",
    "end_purpose",
    "file_of_batch",
    "hand_in_answers",
    "leave_answers",
    "load_verifications",
    "make_report",
    "object_to_item",
    "object_to_result",
    "record_authorisation",
    "reduce_due",
    "remind_source",
    "report_result",
    "request_verification",
    "revoke_authorisation",
    "send_batch",
    "settle_late",
    "start_verification",
    "take_answers",
    "tell_family",
]
