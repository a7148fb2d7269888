"""Counting working days backwards, to lay out histories that end at a given day."""

from datetime import date, timedelta

from yimen.kernel import WorkCalendar

ONE_DAY = timedelta(days=1)


def working_day_before(calendar: WorkCalendar, day: date, working_days: int) -> date:
    """The working day that lies so many working days back; with 0 the day itself or the last one worked."""
    while not calendar.is_working(day):
        day -= ONE_DAY
    for _ in range(working_days):
        day -= ONE_DAY
        while not calendar.is_working(day):
            day -= ONE_DAY
    return day
