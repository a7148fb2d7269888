"""Pure decisions of this room: clocks of the office, and what happens to each personal field in the end."""

from yimen.domains.intake.rules.contacts import (
    ANSWER_LIMIT,
    OFFICE_RULE,
    TAKING_LIMIT,
    check_origin,
    days_late,
)
from yimen.domains.intake.rules.protection import PROTECTION
from yimen.domains.intake.rules.transfers import (
    CLOCKS,
    CODE_DAYS,
    CODE_OPENINGS,
    OFFICE_LIMITS,
    may_say,
    without_name,
)

__all__ = [
    "ANSWER_LIMIT",
    "CLOCKS",
    "CODE_DAYS",
    "CODE_OPENINGS",
    "OFFICE_LIMITS",
    "OFFICE_RULE",
    "PROTECTION",
    "TAKING_LIMIT",
    "check_origin",
    "days_late",
    "may_say",
    "without_name",
]
