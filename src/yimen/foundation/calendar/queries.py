"""Reading the calendar."""

import functools
from datetime import date
from uuid import UUID

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Count, Q, QuerySet, Value

from yimen.foundation.calendar.models import Day, OfficialYear, YearVersion
from yimen.kernel import WorkCalendar


def load_calendar() -> WorkCalendar:
    """The calendar as it stands: read once, and again after any process has changed it.

    What was entered tells that it changed, not when: a clock may have been set back since.
    """
    entered = ArrayAgg("versions__id", filter=Q(versions__isnull=False), default=Value([]))
    found = OfficialYear.objects.aggregate(years=Count("year", distinct=True), entered=entered)
    return _load(found["years"], frozenset(found["entered"]))


@functools.lru_cache(maxsize=1)
def _load(_years: int, _entered: frozenset[UUID]) -> WorkCalendar:
    years = frozenset(OfficialYear.objects.values_list("year", flat=True))
    return WorkCalendar(dict(Day.objects.values_list("date", "is_working")), years)


NOTICE_MONTH = 11
"""From this month on the notice for the next year is expected; that for 2026 is of 4 November 2025."""


def years() -> QuerySet[OfficialYear]:
    """The years whose notice is known, newest first."""
    return OfficialYear.objects.order_by("-year")


def versions_of(year: int) -> QuerySet[YearVersion]:
    """What was entered of a year, newest first; nothing of the years known from the start."""
    return YearVersion.objects.filter(year_id=year).order_by("-number")


def missing_year(on: date) -> int | None:
    """The year whose notice ought to be entered by now and is not."""
    wanted = (on.year, on.year + 1) if on.month >= NOTICE_MONTH else (on.year,)
    known = set(OfficialYear.objects.filter(year__in=wanted).values_list("year", flat=True))
    return next((year for year in wanted if year not in known), None)
