"""What happens to each personal field once its keeping time is over; rows that are only added stay."""

from collections.abc import Mapping

from yimen.foundation.protection import Handling

PROTECTION: Mapping[str, Handling] = {
    "Determination.household": Handling.KEEP,
    "Determination.rulebook_version": Handling.KEEP,
    "Determination.inputs": Handling.KEEP,
    "Determination.answer": Handling.KEEP,
    "Award.case_number": Handling.KEEP,
    "Award.programme": Handling.KEEP,
    "Award.household": Handling.KEEP,
    "Award.person": Handling.KEEP,
    "PayoutAccount.holder": Handling.ERASE,
    "PayoutAccount.bank": Handling.ERASE,
    "PayoutAccount.number": Handling.ERASE,
    "PaymentHold.person": Handling.KEEP,
    "PaymentHold.because": Handling.REDACT,
    "PaymentHold.cause_id": Handling.KEEP,
    "PaymentHold.placed_by": Handling.KEEP,
    "PaymentHold.settled_user_id": Handling.KEEP,
    "PaymentHold.settled_by": Handling.KEEP,
    "PaymentHold.settled_because": Handling.REDACT,
    "PaymentHold.released_user_id": Handling.KEEP,
    "PaymentHold.released_by": Handling.KEEP,
    "PaymentHold.released_because": Handling.REDACT,
    "AwardChange.component": Handling.KEEP,
    "AwardChange.reason": Handling.KEEP,
}
