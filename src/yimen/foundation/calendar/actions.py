"""Writing the calendar: the years we know from the start, and the notice of each further year."""

from collections.abc import Mapping
from datetime import date
from uuid import NAMESPACE_URL, UUID, uuid5

import chinese_calendar
from chinese_calendar.constants import holidays
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from yimen.foundation import audit
from yimen.foundation.audit import Doer
from yimen.foundation.calendar.models import Day, OfficialYear, YearVersion
from yimen.foundation.calendar.notices import YearNotice
from yimen.foundation.jobs.outbox import announce

YEAR_CHANGED = "calendar.year-changed"
"""Announced with the ids of the years (`year_id`): deadlines in them are counted again."""


def year_id(year: int) -> UUID:
    """The id under which the audit and the outbox know a year."""
    return uuid5(NAMESPACE_URL, f"yimen:calendar:{year}")


@transaction.atomic
def fill_official_calendar() -> int:
    """Enter the years that chinesecalendar knows and the table lacks; return how many. Safe to run twice."""
    known = set(OfficialYear.objects.values_list("year", flat=True))
    missing = [year for year in sorted({day.year for day in holidays}) if year not in known]
    for year in missing:
        days = {day: chinese_calendar.is_workday(day) for day in YearNotice(year, {}).days()}
        _write(year, days, _("国务院办公厅节假日安排通知"))
    if known and missing:  # a later release of the list: clocks may run already
        announce(YEAR_CHANGED, [year_id(year) for year in missing])
    return len(missing)


@transaction.atomic
def set_year(*, notice: YearNotice, source: str, by: Doer) -> YearVersion:
    """Enter or correct the notice of a year; what was entered before stays as a version."""
    year = _write(notice.year, notice.days(), source)
    version = YearVersion.objects.create(
        year=year,
        number=year.versions.count() + 1,
        source=source,
        text=notice.text,
        user_id=by.user_id,
        made_at=year.changed_at,
    )
    audit.record(
        "calendar:set",
        kind="calendar-year",
        subject=year_id(notice.year),
        region=audit.NATION,
        by=by,
        changes={
            "version": version.number,
            "source": source,
            "off": {day.isoformat(): name for day, name in notice.off.items()},
            "worked": sorted(day.isoformat() for day in notice.worked),
        },
    )
    announce(YEAR_CHANGED, [year_id(notice.year)])
    return version


def _write(year: int, days: Mapping[date, bool], source: str) -> OfficialYear:
    """The year's row comes first: two who enter it at once wait for each other."""
    row, _created = OfficialYear.objects.update_or_create(
        year=year, defaults={"source": source, "changed_at": timezone.now()}
    )
    row.days.all().delete()
    Day.objects.bulk_create(
        Day(date=day, year=row, is_working=is_working) for day, is_working in days.items()
    )
    return row
