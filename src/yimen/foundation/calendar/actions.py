"""Writing the calendar: the years we know from the start, and the notice of each further year."""

from collections.abc import Mapping
from datetime import date, timedelta
from uuid import NAMESPACE_URL, UUID, uuid5

import chinese_calendar
from chinese_calendar.constants import holidays
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from yimen.foundation import audit
from yimen.foundation.audit import Doer
from yimen.foundation.calendar.errors import IncompleteYearError
from yimen.foundation.calendar.models import Day, OfficialYear
from yimen.foundation.jobs.outbox import announce

YEAR_CHANGED = "calendar.year-changed"
"""Announced with the id of the year (`year_id`): deadlines in it are counted again."""


def year_id(year: int) -> UUID:
    """The id under which the audit and the outbox know a year."""
    return uuid5(NAMESPACE_URL, f"yimen:calendar:{year}")


@transaction.atomic
def fill_official_calendar() -> int:
    """Enter the years that chinesecalendar knows and the table lacks; return how many. Safe to run twice."""
    known = set(OfficialYear.objects.values_list("year", flat=True))
    missing = [year for year in sorted({day.year for day in holidays}) if year not in known]
    for year in missing:
        _write(
            year,
            {day: chinese_calendar.is_workday(day) for day in days_of(year)},
            _("国务院办公厅节假日安排通知"),
        )
    return len(missing)


@transaction.atomic
def set_year(*, year: int, days: Mapping[date, bool], source: str, by: Doer) -> OfficialYear:
    """Enter or correct the notice of a year; `days` says of every day of it whether it is worked."""
    if set(days) != set(days_of(year)):
        raise IncompleteYearError("%(year)s 年的日历不完整：须逐日给出全年的工作日与休息日。", year=year)
    Day.objects.filter(year=year).delete()
    changed = _write(year, days, source)
    audit.record(
        "calendar:set",
        kind="calendar-year",
        subject=year_id(year),
        region=audit.NATION,
        by=by,
        changes={"days": {day.isoformat(): is_working for day, is_working in days.items()}},
    )
    announce(YEAR_CHANGED, [year_id(year)])
    return changed


def days_of(year: int) -> list[date]:
    """Every day of a year."""
    first = date(year, 1, 1)
    return [first + timedelta(days=n) for n in range((date(year + 1, 1, 1) - first).days)]


def _write(year: int, days: Mapping[date, bool], source: str) -> OfficialYear:
    row, _created = OfficialYear.objects.update_or_create(
        year=year, defaults={"source": source, "changed_at": timezone.now()}
    )
    Day.objects.bulk_create(
        Day(date=day, year=row, is_working=is_working) for day, is_working in days.items()
    )
    return row
