"""Which step a complaint may take, and how soon it is answered."""

from yimen.domains.intake.types import ComplaintState, ComplaintTarget
from yimen.kernel import DayUnit, TimeLimit

UNKNOWN = "未查到法定时限，为本平台暂定"
COMPLAINT_CLOCK = "clock_complaint_answer"
COMPLAINT_LIMIT = TimeLimit(days=15, unit=DayUnit.WORKING, event="收到投诉举报", article=UNKNOWN)
"""The law says in time (社会救助法 art 68; 57号 art 37); the office says how soon, and that it does."""
NOBODY_NAMED = "投诉举报人"
"""How papers speak to whoever complained: only who handles the complaint knows the name."""
LONGEST_TITLE = 120

S = ComplaintState
NEXT: dict[ComplaintState, frozenset[ComplaintState]] = {
    S.RECEIVED: frozenset({S.ASSIGNED, S.REFERRED}),
    S.ASSIGNED: frozenset({S.ASSIGNED, S.INVESTIGATED, S.REFERRED}),
    S.INVESTIGATED: frozenset({S.ANSWERED}),
    S.ANSWERED: frozenset({S.LEARNT}),
    S.LEARNT: frozenset(),
    S.REFERRED: frozenset(),
}
"""Assigned again: to somebody else, with everything found so far."""


def may_become(now: ComplaintState, then: ComplaintState) -> bool:
    """Whether the step is one of the table."""
    return then in NEXT[now]


def is_complete(target: ComplaintTarget, text: str) -> bool:
    """It says what happened and whom it is about."""
    return bool(text.strip() and target.title.strip()) and len(target.title) <= LONGEST_TITLE
