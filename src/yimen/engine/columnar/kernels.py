"""NumPy functions that generated code calls.

Values at unknown places are arbitrary; masks say what is known.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]
NOWHERE = 63  # a bit no list ever sets


@dataclass(frozen=True, slots=True)
class Column:
    """Values and, where an unknown can occur, a mask of the known ones; a scalar stands for all rows."""

    values: Any
    known: Any = None


class Members:
    """How members lie in households: clustered, in the households' order; a household may have none."""

    def __init__(self, sizes: Array) -> None:
        self.sizes = sizes
        self.ends = np.cumsum(sizes, dtype=np.int64)
        self.starts = self.ends - sizes
        self.persons = int(self.ends[-1]) if len(sizes) else 0
        self.most = int(sizes.max()) if len(sizes) else 0

    def spread(self, value: Any) -> Any:
        """A household's value at each of its members."""
        return np.repeat(value, self.sizes) if np.ndim(value) else value

    def total(self, value: Any) -> Array:
        """By prefix sums: they are right for a household without members."""
        sums = np.zeros(self.persons + 1, np.int64)
        np.cumsum(np.broadcast_to(value, self.persons), out=sums[1:])
        return sums[self.ends] - sums[self.starts]

    def any(self, value: Any) -> Array:
        return np.greater(self.total(value), 0)

    def all(self, value: Any) -> Array:
        return np.equal(self.total(value), self.sizes)


def round_whole(numerator: Any, denominator: Any, mode: Any, step: Any) -> Any:
    """One formula for down (0), half up (1) and up (2); floor division is exact below zero too."""
    unit = denominator * step
    return (2 * numerator + mode * unit - (mode & 2)) // (2 * unit) * step


def contains(list_bits: Any, position: Any) -> Any:
    return ((list_bits >> position) & 1).astype(bool)


def _calendar(day: Any) -> tuple[Any, Any]:
    """Months since 1970 and the day of the month, from 0."""
    month = np.asarray(day).astype("datetime64[M]")
    return month.astype(np.int64), (day - month.astype("datetime64[D]")).astype(np.int64)


def months(start: Any, end: Any) -> Any:
    start_month, start_day = _calendar(start)
    end_month, end_day = _calendar(end)
    return end_month - start_month - (end_day < start_day)


def years(start: Any, end: Any) -> Any:
    """Full years are full months divided by twelve, also for those born on 29 February."""
    return months(start, end) // 12


def days(start: Any, end: Any) -> Any:
    return (np.asarray(end) - start).astype(np.int64)
