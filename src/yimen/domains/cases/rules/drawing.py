"""When a file is drawn for the county's check; how, is a matter of `foundation.lots`."""

from datetime import date, timedelta

from yimen.kernel import WorkCalendar


def day_of_draw(sent_on: date, calendar: WorkCalendar) -> date:
    """A file sent on a day is drawn on the next working day."""
    day = sent_on + timedelta(days=1)
    while not calendar.is_working(day):
        day += timedelta(days=1)
    return day
