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
EXACT_IN_FLOATS = 2**53
LARGEST_SEEN = 31 * 2**20


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
        self._of_households: dict[bytes, Any] = {}
        self._of_members: dict[bytes, Any] = {}

    @cached_property
    def homes(self) -> Array:
        """Each member's household: how many households ended before."""
        ends = np.bincount(self.bounds[1:-1], minlength=self.persons + 1)
        return np.cumsum(ends[: self.persons])

    @cached_property
    def places_of_members(self) -> Array:
        places: Array = self.places.take(self.homes)
        return places

    def spread(self, value: Any) -> Any:
        """A household's value at each of its members."""
        return value.take(self.homes) if isinstance(value, np.ndarray) else value

    def settle(self, value: Any) -> Any:
        """A place's value at each of its households."""
        return _settled(value, self.places, self._of_households)

    def settle_members(self, value: Any) -> Any:
        """A place's value at each member of its households."""
        return _settled(value, self.places_of_members, self._of_members)

    def total(self, value: Any) -> Array:
        """By prefix sums: they are right for a household without members."""
        sums = np.empty(self.persons + 1, np.int64)
        sums[0] = 0
        if isinstance(value, np.ndarray):
            np.cumsum(value.astype(np.int64, copy=False), out=sums[1:])  # not converted step by step
        else:
            np.multiply(np.arange(1, self.persons + 1), value, out=sums[1:])
        ends = sums.take(self.bounds)
        return np.subtract(ends[1:], ends[:-1])

    def any(self, value: Any) -> Any:
        if not isinstance(value, np.ndarray):
            return np.greater(self.sizes, 0) if value else value
        found = np.zeros(len(self.sizes), np.bool_)
        found[self.homes.take(np.flatnonzero(value))] = True
        return found

    def all(self, value: Any) -> Any:
        return np.logical_not(self.any(np.logical_not(value)))


def _settled(value: Any, places: Array, known: dict[bytes, Any]) -> Any:
    """Places often have the same values, above all the same unknown ones: what was settled once is kept."""
    if not isinstance(value, np.ndarray):
        return value
    key = value.dtype.str.encode() + value.tobytes()
    if key not in known:
        is_same = len(value) > 0 and bool((value == value[0]).all())
        known[key] = value[0] if is_same else value.take(places)
    return known[key]


def keep_memory() -> None:
    """Lets glibc keep what it frees: it does for blocks up to the largest, below 32 MiB, that it saw freed.

    Otherwise each column's memory goes back to the system and comes again page by page.
    """
    np.empty(LARGEST_SEEN, np.uint8)


def both(left: Any, right: Any) -> Any:
    """Both truths. NumPy is a hundred times slower where one of two truths stands for all rows."""
    if not isinstance(left, np.ndarray):
        return right if left else left
    if not isinstance(right, np.ndarray):
        return left if right else right
    return left & right


def either(left: Any, right: Any) -> Any:
    """At least one of two truths."""
    if not isinstance(left, np.ndarray):
        return left if left else right
    if not isinstance(right, np.ndarray):
        return right if right else left
    return left | right


def without(left: Any, right: Any) -> Any:
    """The first and not the second."""
    if not isinstance(left, np.ndarray):
        return np.logical_not(right) if left else left
    if not isinstance(right, np.ndarray):
        return np.False_ if right else left
    return np.greater(left, right)


def kept(truth: Any, value: Any) -> Any:
    """A number or nothing: several times faster than a choice."""
    if not isinstance(truth, np.ndarray):
        return value if truth else np.int64(0)
    found = truth.astype(np.int64)
    return np.multiply(found, value, out=found)


def choose(truth: Any, then: Any, otherwise: Any) -> Any:
    """One of two numbers or codes, without a branch for each row; it is exact where the steps overflow."""
    if not isinstance(truth, np.ndarray):
        return then if truth else otherwise
    difference = np.subtract(then, otherwise)
    if difference.dtype.kind != "i":
        return np.where(truth, then, otherwise)
    found = truth.astype(difference.dtype)
    np.multiply(found, difference, out=found)
    return np.add(found, otherwise, out=found)


def floor_divide(numerator: Any, denominator: Any) -> Any:
    """Below 2^53 a division of floats, rounded down, is exact, and many times faster."""
    if not np.ndim(denominator):
        return numerator // denominator
    if max(magnitude(numerator), magnitude(denominator)) >= EXACT_IN_FLOATS:
        return numerator // denominator
    found = np.divide(numerator, denominator)
    return np.floor(found, out=found).astype(np.int64)


def magnitude(values: Any) -> int:
    """The largest, whatever its sign."""
    if not np.ndim(values):
        return abs(int(values))
    return max(int(values.max(initial=0)), -int(values.min(initial=0)))


def round_whole(numerator: Any, denominator: Any, mode: Any, step: Any) -> Any:
    """One formula for down (0), half up (1) and up (2); floor division is exact below zero too."""
    unit = denominator * step
    if np.ndim(unit) or np.ndim(mode):
        return floor_divide(2 * numerator + mode * unit - (mode & 2), 2 * unit) * step
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
