"""Months and periods; a period's end is the first day no longer in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from yimen.kernel.errors import YimenError


class PeriodError(YimenError):
    code = "period_refused"


@dataclass(frozen=True, order=True, slots=True)
class Month:
    year: int
    month: int

    def __post_init__(self) -> None:
        if not (1 <= self.year <= 9999 and 1 <= self.month <= 12):
            raise PeriodError(
                "没有 %(year)s 年 %(month)s 月；月份为 1 至 12", year=self.year, month=self.month
            )

    @classmethod
    def of(cls, day: date) -> Month:
        return cls(day.year, day.month)

    @classmethod
    def parse(cls, text: str) -> Month:
        """From "2025-03"."""
        year, dash, month = text.partition("-")
        if not (dash and year.isdigit() and month.isdigit()):
            raise PeriodError("“%(value)s”不是月份；请写成 2025-03", value=text)
        return cls(int(year), int(month))

    @property
    def first(self) -> date:
        return date(self.year, self.month, 1)

    @property
    def last(self) -> date:
        return self.next().first - timedelta(days=1)

    def plus(self, months: int) -> Month:
        year, month = divmod(self.year * 12 + self.month - 1 + months, 12)
        return Month(year, month + 1)

    def next(self) -> Month:
        return self.plus(1)

    def previous(self) -> Month:
        return self.plus(-1)

    def until(self, end: Month) -> Iterator[Month]:
        """Every month from this one up to, not including, `end`."""
        month = self
        while month < end:
            yield month
            month = month.next()

    def __sub__(self, other: Month) -> int:
        return (self.year - other.year) * 12 + self.month - other.month

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.month:02d}"


@dataclass(frozen=True, slots=True)
class Period:
    """From `start` up to, not including, `until`; without `until` it has not ended."""

    start: date
    until: date | None = None

    def __post_init__(self) -> None:
        if self.until is not None and self.until < self.start:
            raise PeriodError(
                "期间的终点 %(until)s 早于起点 %(start)s；请对调或改正",
                start=self.start,
                until=self.until,
            )

    def __contains__(self, day: date) -> bool:
        return self.start <= day and (self.until is None or day < self.until)

    def overlaps(self, other: Period) -> bool:
        if self.is_empty or other.is_empty:
            return False
        starts_before = other.until is None or self.start < other.until
        return starts_before and (self.until is None or other.start < self.until)

    @property
    def is_empty(self) -> bool:
        return self.until == self.start

    @property
    def is_open(self) -> bool:
        return self.until is None
