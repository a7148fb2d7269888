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
    "QueryEntry.authorisation_id": Handling.KEEP,
    "QueryEntry.duty": Handling.KEEP,
    "QueryEntry.person_id": Handling.KEEP,
    "QueryEntry.request_id": Handling.KEEP,
    "QueryEntry.source": Handling.KEEP,
    "QueryEntry.refusal": Handling.KEEP,
    "QueryEntry.user_id": Handling.KEEP,
    "QueryEntry.post_id": Handling.KEEP,
    "QueryEntry.by_name": Handling.KEEP,
    "SourceBatch.source": Handling.KEEP,
    "SourceQuery.person": Handling.KEEP,
    "SourceQuery.source": Handling.KEEP,
    "SourceQuery.reference": Handling.KEEP,
    "SourceQuery.remark": Handling.REDACT,
    "SourceQuery.closed_reason": Handling.REDACT,
    "AnswerFile.source": Handling.KEEP,
    "AnswerFile.file_id": Handling.ERASE,
    "AnswerFile.name": Handling.REDACT,
    "AnswerFile.digest": Handling.KEEP,
    "SourceAnswer.item": Handling.ERASE,
    "SourceAnswer.reason": Handling.REDACT,
}
