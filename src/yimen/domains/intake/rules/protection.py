"""What happens to each personal field once its keeping time is over."""

from collections.abc import Mapping

from yimen.foundation.protection import Handling

PROTECTION: Mapping[str, Handling] = {
    "Contact.person": Handling.KEEP,
    "Contact.name": Handling.REDACT,
    "Contact.phone": Handling.ERASE,
    "Contact.asked": Handling.REDACT,
    "Contact.answer_text": Handling.REDACT,
    "Contact.told_items": Handling.KEEP,
}
