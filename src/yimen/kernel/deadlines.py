"""Statutory time limits on the official Chinese calendar of working days, make-up workdays included."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cache

from yimen.kernel.errors import YimenError
from yimen.kernel.time import Period

ONE_DAY = timedelta(days=1)
# 全国年节及纪念日放假办法 第二条: those holidays whose date is the same each year; 2 May since 2025
FIXED_HOLIDAYS = frozenset({(1, 1), (5, 1), (10, 1), (10, 2), (10, 3)})
SECOND_OF_MAY = (5, 2)
SECOND_OF_MAY_SINCE = 2025


class TimeLimitError(YimenError):
    code = "time_limit_refused"


class OpenPauseError(YimenError):
    code = "deadline_paused"


class DayUnit(StrEnum):
    WORKING = "working"
    CALENDAR = "calendar"


class WorkCalendar:
    """Which days are worked.

    `days` are the exceptions and make-up workdays; `years` those with an official notice.
    """

    def __init__(self, days: Mapping[date, bool], years: Collection[int]) -> None:
        self._days = dict(days)
        self._years = frozenset(years)

    def is_official(self, year: int) -> bool:
        return year in self._years

    def is_working(self, day: date) -> bool:
        """In a year without a notice: not on weekends, not on holidays of fixed date."""
        entered = self._days.get(day)
        if entered is not None:
            return entered
        is_weekday = day.weekday() < 5
        return is_weekday and (self.is_official(day.year) or day not in fixed_holidays(day.year))


@cache
def fixed_holidays(year: int) -> tuple[date, ...]:
    """The holidays of a year whose date the law itself names."""
    since_2025 = {SECOND_OF_MAY} if year >= SECOND_OF_MAY_SINCE else set()
    return tuple(date(year, month, day) for month, day in sorted(FIXED_HOLIDAYS | since_2025))


@dataclass(frozen=True, slots=True)
class TimeLimit:
    """So many days from an event, by an article; `extended_days` replace `days` for the reason the
    law names.
    """

    days: int
    unit: DayUnit
    event: str
    article: str
    extended_days: int | None = None
    extension_reason: str | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "unit", DayUnit(self.unit))
        if self.days < 0 or (self.extended_days is not None and self.extended_days < self.days):
            raise TimeLimitError(
                "时限 %(days)s 日（延长后 %(extended_days)s 日）不成立；天数不能为负，延长后不能更短",
                days=self.days,
                extended_days=self.extended_days,
            )


@dataclass(frozen=True, slots=True)
class Deadline:
    """The last day on which the act is in time.

    Provisional while a year it counts has no official calendar.
    """

    due_on: date
    is_provisional: bool
    limit: TimeLimit

    def is_overdue(self, today: date) -> bool:
        return today > self.due_on


def deadline(
    limit: TimeLimit,
    event_on: date,
    calendar: WorkCalendar,
    pauses: Sequence[Period] = (),
    *,
    is_extended: bool = False,
) -> Deadline:
    """The event's day does not count, nor does a day within a pause; a last calendar day is not moved."""
    if any(pause.is_open for pause in pauses):
        raise OpenPauseError("时限正在中止，尚不能算出到期日；请在中止结束后再算", event_on=event_on)
    days = _days_allowed(limit, is_extended)
    due_on, is_provisional = event_on, False
    counted = _days_counted(limit.unit, event_on, calendar, pauses)
    while days > 0:
        due_on, is_counted = next(counted)
        is_provisional = is_provisional or _depends_on_notice(limit.unit, due_on, calendar)
        days -= is_counted
    return Deadline(due_on, is_provisional, limit)


def _days_allowed(limit: TimeLimit, is_extended: bool) -> int:
    if not is_extended:
        return limit.days
    if limit.extended_days is None:
        raise TimeLimitError(
            "%(article)s 的时限不能延长；请按 %(days)s 日办理", article=limit.article, days=limit.days
        )
    return limit.extended_days


def _days_counted(
    unit: DayUnit, event_on: date, calendar: WorkCalendar, pauses: Sequence[Period]
) -> Iterator[tuple[date, bool]]:
    """Each day after the event, and whether it counts."""
    day = event_on
    while True:
        day += ONE_DAY
        is_paused = any(day in pause for pause in pauses)
        yield day, not is_paused and (unit is DayUnit.CALENDAR or calendar.is_working(day))


def _depends_on_notice(unit: DayUnit, day: date, calendar: WorkCalendar) -> bool:
    return unit is DayUnit.WORKING and not calendar.is_official(day.year)


def working_days_between(start: date, end: date, calendar: WorkCalendar) -> int:
    """Working days after `start` up to and including `end`; negative when `end` lies before `start`."""
    if end < start:
        return -working_days_between(end, start, calendar)
    return sum(calendar.is_working(start + timedelta(days=n)) for n in range(1, (end - start).days + 1))
