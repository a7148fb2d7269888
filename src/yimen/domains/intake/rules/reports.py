"""How soon the town looks into a report of a change; a death at once."""

from yimen.domains.intake.rules.complaints import UNKNOWN
from yimen.domains.intake.types import ReportKind
from yimen.kernel import DayUnit, TimeLimit

REPORT_CLOCK = "clock_change_report"
REPORTED = "收到变化报告"
REPORT_LIMIT = TimeLimit(days=5, unit=DayUnit.WORKING, event=REPORTED, article=UNKNOWN)
DEATH_LIMIT = TimeLimit(days=1, unit=DayUnit.WORKING, event=REPORTED, article=UNKNOWN)


def report_limit(kind: ReportKind, known: TimeLimit | None) -> TimeLimit:
    """What the place has ruled; otherwise the office's own days, which say so."""
    if known is not None:
        return known
    return DEATH_LIMIT if kind is ReportKind.DEATH else REPORT_LIMIT
