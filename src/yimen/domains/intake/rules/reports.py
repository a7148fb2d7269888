"""How soon the town looks into a report of a change; a death at once.

Somebody who went away may come back: until the months are full nothing is looked into.
"""

from datetime import date, timedelta

from yimen.domains.intake.rules.complaints import UNKNOWN
from yimen.domains.intake.types import ReportKind
from yimen.kernel import DayUnit, Deadline, Month, TimeLimit

REPORT_CLOCK = "clock_change_report"
REASSESSMENT_CLOCK = "clock_tekun_reassessment"
"""From the report, the county assesses anew within ten working days (民发〔2021〕43号 第二十三条)."""
REPORTED = "收到变化报告"
REPORT_LIMIT = TimeLimit(days=5, unit=DayUnit.WORKING, event=REPORTED, article=UNKNOWN)
DEATH_LIMIT = TimeLimit(days=1, unit=DayUnit.WORKING, event=REPORTED, article=UNKNOWN)

AWAY = "residence_away_months"
AWAY_MONTHS = 6
"""After so many months away an award is looked into where no place says otherwise; the office's own."""


def away_until(since: date, months: int) -> date:
    """The day on which so many months are full; the last of the month where it has no such day."""
    month = Month.of(since).plus(months)
    return month.first + timedelta(days=min(since.day, month.last.day) - 1)


def away_deadline(since: date, full_on: date, months: int) -> Deadline:
    """Whoever went away has until then to come back; the day after, the award is looked into."""
    article = f"离开居住地满{months}个月；未查到全国规定的，按本平台暂定的{AWAY_MONTHS}个月"
    limit = TimeLimit((full_on - since).days, DayUnit.CALENDAR, "离开之日", article)
    return Deadline(full_on, is_provisional=False, limit=limit)


def report_limit(kind: ReportKind, known: TimeLimit | None) -> TimeLimit:
    """What the place has ruled; otherwise the office's own days, which say so."""
    if known is not None:
        return known
    return DEATH_LIMIT if kind is ReportKind.DEATH else REPORT_LIMIT
