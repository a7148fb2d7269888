"""What becomes of each personal field when its keeping time is over."""

from collections.abc import Mapping

from yimen.foundation.protection import Handling

PROTECTION: Mapping[str, Handling] = {
    "Authorisation.person": Handling.KEEP,
    "Authorisation.signed_by": Handling.KEEP,
    "Authorisation.signature": Handling.ERASE,
    "Authorisation.revoked_reason": Handling.REDACT,
    "VerificationRequest.title": Handling.REDACT,
    "VerificationRequest.people": Handling.REDACT,
    "VerificationRequest.conclusion": Handling.REDACT,
    "VerificationRequest.told_how": Handling.REDACT,
    "VerificationRequest.objection": Handling.REDACT,
    "VerificationLine.person": Handling.KEEP,
    "VerificationLine.source": Handling.KEEP,
}
