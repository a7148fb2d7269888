"""Two sides that lie in the order of keys, brought together without a table of hashes."""

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.int64]


class Sorted:
    """One side, sorted by key; a key may stand there several times."""

    def __init__(self, keys: Numbers, checks: Numbers) -> None:
        self._keys, self._checks = keys, checks
        firsts = np.flatnonzero(np.concatenate([[True], keys[1:] != keys[:-1]])) if len(keys) else keys
        self._times = np.ones(len(keys), np.int64) if len(firsts) == len(keys) else _times(firsts, len(keys))

    def pairs(self, keys: Numbers, checks: Numbers) -> tuple[Numbers, Numbers]:
        """Places in what is asked and places here, of every pair whose key and check agree."""
        if not len(self._keys):
            return np.empty(0, np.int64), np.empty(0, np.int64)
        first = np.searchsorted(self._keys, keys)
        first[first == len(self._keys)] = 0
        known = np.flatnonzero(self._keys[first] == keys)
        times = self._times[first[known]]
        theirs = np.repeat(known, times)
        within = np.arange(len(theirs)) - np.repeat(np.cumsum(times) - times, times)
        ours = np.repeat(first[known], times) + within
        agree = self._checks[ours] == checks[theirs]
        return theirs[agree], ours[agree]


def _times(firsts: Numbers, count: int) -> Numbers:
    """How often a key stands there, at the first of its places."""
    times = np.zeros(count, np.int64)
    times[firsts] = np.diff(firsts, append=count)
    return times
