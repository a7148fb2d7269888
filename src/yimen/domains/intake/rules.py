"""How soon the office answers, and what happens to each personal field once its keeping time is over."""

from collections.abc import Mapping

from yimen.foundation.protection import Handling
from yimen.kernel import DayUnit, TimeLimit

OFFICE_RULE = "本平台首问负责规则（办公时限，非法定期限）"
ANSWER_LIMIT = TimeLimit(days=3, unit=DayUnit.WORKING, event="来访登记", article=OFFICE_RULE)
TAKING_LIMIT = TimeLimit(days=1, unit=DayUnit.WORKING, event="移交", article=OFFICE_RULE)
"""No law we found says how soon somebody who asks is answered; the office does, and every clock says so."""

PROTECTION: Mapping[str, Handling] = {
    "Contact.person": Handling.KEEP,
    "Contact.name": Handling.REDACT,
    "Contact.phone": Handling.ERASE,
    "Contact.asked": Handling.REDACT,
    "Contact.answer_text": Handling.REDACT,
    "Contact.told_items": Handling.KEEP,
}
