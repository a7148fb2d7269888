"""Pure decisions of verification, one module per noun."""

from yimen.domains.verification.rules.protection import PROTECTION
from yimen.domains.verification.rules.requests import NEXT_STATES, OWN_RESULT_LIMIT, RESULT_CLOCK
from yimen.domains.verification.rules.results import (
    HEADINGS,
    KINDS_BY_WORD,
    LONGEST_SOURCE,
    STALE_AFTER,
    read_result,
    refuse_implausible_days,
)

__all__ = [
    "HEADINGS",
    "KINDS_BY_WORD",
    "LONGEST_SOURCE",
    "NEXT_STATES",
    "OWN_RESULT_LIMIT",
    "PROTECTION",
    "RESULT_CLOCK",
    "STALE_AFTER",
    "read_result",
    "refuse_implausible_days",
]
