"""Reading the calendar."""

import functools
from datetime import datetime

from django.db.models import Max

from yimen.foundation.calendar.models import Day, OfficialYear
from yimen.kernel import WorkCalendar


def load_calendar() -> WorkCalendar:
    """The calendar as it stands: read once, and again after any process has changed it."""
    return _load(OfficialYear.objects.aggregate(latest=Max("changed_at"))["latest"])


@functools.lru_cache(maxsize=1)
def _load(changed_at: datetime | None) -> WorkCalendar:
    years = frozenset(OfficialYear.objects.values_list("year", flat=True))
    return WorkCalendar(dict(Day.objects.values_list("date", "is_working")), years)
