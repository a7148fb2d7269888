"""Clocks of transfers, who is asked for what, and the words a code may show; pure."""

import re
from collections.abc import Mapping

from yimen.domains.intake.types import SAID_IN, TransferState, Verdict
from yimen.domains.worklist.types import WorkKind
from yimen.kernel import DayUnit, TimeLimit, masked_name

OFFICE_RULE = "本平台转办规则（法律只要求及时转办，未查到时限，为办公时限）"
CLOCKS: Mapping[WorkKind, str] = {
    WorkKind.TRANSFER_REPLY: "clock_transfer_reply",
    WorkKind.TRANSFER_RESULT: "clock_transfer_result",
    WorkKind.TRANSFER_FEEDBACK: "clock_transfer_feedback",
}
"""The parameters in which a county may put its own limits; the law sets none (社会救助法 第六十四条)."""
OFFICE_LIMITS: Mapping[WorkKind, TimeLimit] = {
    WorkKind.TRANSFER_REPLY: TimeLimit(3, DayUnit.WORKING, "转出", OFFICE_RULE),
    WorkKind.TRANSFER_RESULT: TimeLimit(20, DayUnit.WORKING, "接办", OFFICE_RULE),
    WorkKind.TRANSFER_FEEDBACK: TimeLimit(3, DayUnit.WORKING, "对方答复", OFFICE_RULE),
}
"""What the office gives where no parameter holds a limit; every clock says that it is no law."""
_NUMBER = re.compile(r"1\d{2}[ -]?\d{4}[ -]?\d{4}(?!\d)|\d{7,}[Xx]?")
"""Mobile numbers however grouped; identity numbers, accounts: seven digits or more. No dates, no sums."""
CODE_DAYS = 30
"""How long a one-time code may be used; the office's own."""
CODE_OPENINGS = 50
"""How often a code may be opened, mistyped answers counted too, before it must be made anew."""


def may_say(verdict: Verdict, state: TransferState) -> bool:
    """Taking on or refusing is said to what was sent, the result to what was taken on."""
    return verdict in SAID_IN.get(state, ())


def without_name(text: str, name: str) -> str:
    """A free text that does not say the person's name either, nor a number by which somebody is known."""
    said = text.replace(name, masked_name(name)) if name else text
    return _NUMBER.sub(lambda number: "*" * len(number[0]), said)
