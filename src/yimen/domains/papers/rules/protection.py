"""The data-protection map of documents: what becomes of each column that may say something about a person."""

from collections.abc import Mapping

from yimen.foundation.protection import Handling

PROTECTION: Mapping[str, Handling] = {
    "OfficialDocument.household_id": Handling.KEEP,
    "OfficialDocument.subject_kind": Handling.KEEP,
    "OfficialDocument.subject_id": Handling.KEEP,
    "OfficialDocument.number": Handling.KEEP,
    "OfficialDocument.office": Handling.KEEP,
    "OfficialDocument.content": Handling.ERASE,
    "OfficialDocument.masked_name": Handling.REDACT,
    "OfficialDocument.code": Handling.KEEP,
    "OfficialDocument.digest": Handling.KEEP,
    "OfficialDocument.file_id": Handling.ERASE,
    "OfficialDocument.withdrawn_reason": Handling.REDACT,
    "Delivery.household_id": Handling.KEEP,
    "Delivery.recipient": Handling.REDACT,
    "Delivery.proof": Handling.REDACT,
    "Delivery.proof_file_id": Handling.ERASE,
}
