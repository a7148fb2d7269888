"""What happens to each personal field once its keeping time is over."""

from collections.abc import Mapping

from yimen.foundation.protection import Handling

PROTECTION: Mapping[str, Handling] = {
    "OpeningRoll.title": Handling.KEEP,
    "OpeningRoll.file_id": Handling.ERASE,
    "OpeningRoll.digest": Handling.KEEP,
    "OpeningRoll.refusal": Handling.ERASE,
    "OpeningRoll.prepared_by": Handling.KEEP,
    "OpeningRoll.taken_by": Handling.KEEP,
    "OpeningRoll.undone_by": Handling.KEEP,
    "OpeningRoll.undone_because": Handling.KEEP,
    "RollFamily.said": Handling.ERASE,
    "RollFamily.linked_id": Handling.KEEP,
    "RollFamily.household_id": Handling.KEEP,
    "RollFamily.person_ids": Handling.KEEP,
    "RollAward.programme": Handling.KEEP,
    "RollFinding.sheet": Handling.KEEP,
    "RollFinding.column": Handling.KEEP,
    "RollFinding.wrong": Handling.ERASE,
    "RollFinding.remedy": Handling.ERASE,
    "ProfileVersion.key": Handling.KEEP,
    "ProfileVersion.text": Handling.KEEP,
    "ProfileVersion.note": Handling.KEEP,
    "IncomingFile.profile": Handling.KEEP,
    "IncomingFile.file_id": Handling.ERASE,
    "IncomingFile.name": Handling.REDACT,
    "IncomingFile.digest": Handling.KEEP,
    "Reconciliation.profile": Handling.KEEP,
    "Reconciliation.title": Handling.KEEP,
    "Reconciliation.file_id": Handling.ERASE,
    "Reconciliation.faults": Handling.ERASE,
    "Difference.title": Handling.KEEP,
    "Difference.programme": Handling.KEEP,
    "Difference.name": Handling.REDACT,
    "Difference.household_id": Handling.KEEP,
    "Difference.ours": Handling.ERASE,
    "Difference.theirs": Handling.ERASE,
    "Difference.reason": Handling.REDACT,
    "Difference.story": Handling.REDACT,
}
