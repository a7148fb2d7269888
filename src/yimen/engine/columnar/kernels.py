"""NumPy functions that generated code calls.

Values at unknown places are arbitrary; masks say what is known.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from yimen.engine.arithmetic import DOWN, UP

Array = NDArray[Any]
NOWHERE = 63  # a bit no list ever sets


@dataclass(frozen=True, slots=True)
class Column:
    """Values and, where an unknown can occur, a mask of the known ones; a scalar stands for all rows."""

    values: Any
    known: Any = None


class Members:
    """How members lie in households: clustered, in the households' order; a household may have none.

    `places` says which of the shard's places each household lives in.
    """

    def __init__(self, sizes: Array, places: Array) -> None:
        self.sizes = sizes
        self.places = places
        self.bounds = np.zeros(len(sizes) + 1, np.int64)
        np.cumsum(sizes, out=self.bounds[1:])
        self.persons = int(self.bounds[-1])
        self.most = int(sizes.max(initial=0))

    @cached_property
    def homes(self) -> Array:
        """Each member's household: how many households ended before."""
        ends = np.bincount(self.bounds[1:-1], minlength=self.persons + 1)
        return np.cumsum(ends[: self.persons])

    @cached_property
    def places_of_members(self) -> Array:
        places: Array = np.take(self.places, self.homes)
        return places

    def spread(self, value: Any) -> Any:
        """A household's value at each of its members."""
        return np.take(value, self.homes) if np.ndim(value) else value

    def settle(self, value: Any) -> Any:
        """A place's value at each of its households."""
        return np.take(value, self.places) if np.ndim(value) else value

    def settle_members(self, value: Any) -> Any:
        """A place's value at each member of its households."""
        return np.take(value, self.places_of_members) if np.ndim(value) else value

    def total(self, value: Any) -> Array:
        """By prefix sums: they are right for a household without members."""
        sums = np.zeros(self.persons + 1, np.int64)
        np.cumsum(_whole(np.broadcast_to(value, self.persons)), out=sums[1:])
        return np.diff(sums.take(self.bounds))

    def any(self, value: Any) -> Array:
        return np.greater(self.total(value), 0)

    def all(self, value: Any) -> Array:
        return np.equal(self.total(value), self.sizes)


def _whole(values: Array) -> Array:
    """Truths as numbers, so that summing them needs no conversion of each step."""
    return values.astype(np.int64, copy=False)


def round_whole(numerator: Any, denominator: Any, mode: Any, step: Any) -> Any:
    """One formula for down (0), half up (1) and up (2); floor division is exact below zero too."""
    unit = denominator * step
    if np.ndim(unit) or np.ndim(mode):
        return (2 * numerator + mode * unit - (mode & 2)) // (2 * unit) * step
    steps = _rounded(numerator, unit, int(mode))
    return steps if step == 1 else steps * step


def _rounded(numerator: Any, unit: Any, mode: int) -> Any:
    """The same formula where all rows round alike."""
    if mode == DOWN:
        return numerator // unit
    if mode == UP:
        return (numerator + (unit - 1)) // unit
    return (2 * numerator + unit) // (2 * unit)


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
