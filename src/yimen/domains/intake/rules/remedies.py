"""Until when a decision may be contested, and how soon the office answers and carries out what was said."""

from calendar import monthrange
from collections.abc import Mapping
from datetime import date, timedelta

from yimen.domains.intake.rules.complaints import UNKNOWN
from yimen.domains.intake.types import RemedyKind
from yimen.kernel import DayUnit, TimeLimit

TO_APPLY = {RemedyKind.RECONSIDERATION: "clock_reconsideration", RemedyKind.LAWSUIT: "clock_lawsuit"}
ANSWER_CLOCK, CARRY_OUT_CLOCK = "clock_remedy_answer", "clock_remedy_carry_out"
ANSWER_LIMIT = TimeLimit(days=5, unit=DayUnit.WORKING, event="收到答辩通知", article=UNKNOWN)
CARRY_OUT_LIMIT = TimeLimit(days=10, unit=DayUnit.WORKING, event="收到复议决定或判决", article=UNKNOWN)
HEARING = "复议机关、法院通知的日期"
STATED = "复议机关、法院文书载明的期限"


def last_day(limit: Mapping[str, object], told_on: date) -> date:
    """The last day to contest: so many months, or calendar days, after the decision was delivered."""
    if months := limit.get("months"):
        return _months_later(told_on, int(str(months)))
    return told_on + timedelta(days=int(str(limit["days"])))


def _months_later(day: date, months: int) -> date:
    """The same day of a later month, or its last one."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
