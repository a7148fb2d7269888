"""Keys by which persons are joined with the data of departments: 64 bits of a keyed hash of the number.

The next 64 bits are the check. Equal keys with different checks are a collision of two persons, to be
found and never taken for one. Whoever has no key of this installation learns nothing from either.
"""

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from yimen.foundation.encryption import blind, blinder

PURPOSE = "department-sets"
_KEY = np.dtype(">i8")


class JoiningKey(NamedTuple):
    """Key and check of one identity number, as the database and the columns keep them (signed)."""

    key: int
    check: int


def key_range(number: int, count: int) -> tuple[int, int]:
    """The first key of one of `count` equal ranges (a power of two), and the first after it; signed."""
    width = 2**64 // count
    return number * width - 2**63, (number + 1) * width - 2**63


def range_of(key: int, count: int) -> int:
    """The number of the range that a key lies in."""
    return (key + 2**63) * count // 2**64


def joining_key(number: str) -> JoiningKey:
    """Of one valid number of 18 characters."""
    found = np.frombuffer(blind(number, PURPOSE)[:16], _KEY)
    return JoiningKey(int(found[0]), int(found[1]))


def joining_keys(numbers: Iterable[bytes]) -> NDArray[np.int64]:
    """Of many, as rows of key and check in the order given."""
    digest = blinder(PURPOSE)
    joined = b"".join([digest(number)[:16] for number in numbers])
    return np.frombuffer(joined, _KEY).reshape(-1, 2).astype(np.int64)
