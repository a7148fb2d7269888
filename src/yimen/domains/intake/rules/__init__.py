"""Pure decisions of this room: clocks of the office, and what happens to each personal field in the end."""

from yimen.domains.intake.rules.contacts import ANSWER_LIMIT, OFFICE_RULE, TAKING_LIMIT
from yimen.domains.intake.rules.protection import PROTECTION

__all__ = ["ANSWER_LIMIT", "OFFICE_RULE", "PROTECTION", "TAKING_LIMIT"]
