"""Writes of verification, one module per noun."""

from yimen.domains.verification.actions.authorisations import (
    carry_authorisations,
    record_authorisation,
    revoke_authorisation,
)
from yimen.domains.verification.actions.requests import (
    START_CLOCK,
    TELLING,
    UNANSWERED,
    cancel_requests,
    object_to_result,
    report_result,
    request_verification,
    start_verification,
    tell_family,
)
from yimen.domains.verification.loading import load_verifications

__all__ = [
    "START_CLOCK",
    "TELLING",
    "UNANSWERED",
    "cancel_requests",
    "carry_authorisations",
    "load_verifications",
    "object_to_result",
    "record_authorisation",
    "report_result",
    "request_verification",
    "revoke_authorisation",
    "start_verification",
    "tell_family",
]
