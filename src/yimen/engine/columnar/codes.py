"""Codes of what stands against a household: which of some truths do not hold, or cannot be told.

A code is the names of the truths with blanks between, in their order. Few combinations occur: each is written
once, in a dictionary.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pyarrow as pa

from yimen.engine.columnar.kernels import Array, Column, without

CODE = pa.dictionary(pa.int32(), pa.string())
MOST_TRUTHS = 16
"""So many make one code."""


def unmet(names: Sequence[str], values: Mapping[str, Column], rows: int) -> Any:
    """Those that are known not to hold."""
    return _code(names, [without(_known(values[name]), values[name].values) for name in names], rows)


def undecided(names: Sequence[str], values: Mapping[str, Column], rows: int) -> Any:
    """Those that are unknown."""
    return _code(names, [np.logical_not(_known(values[name])) for name in names], rows)


def _known(column: Column) -> Any:
    return np.True_ if column.known is None else column.known


def _code(names: Sequence[str], stands: Sequence[Any], rows: int) -> Any:
    """One bit a truth; the bits are places in a table of all combinations."""
    if len(names) > MOST_TRUTHS:
        raise ValueError(f"more than {MOST_TRUTHS} conditions: {names}")
    bits = _bits(stands, rows)
    if not bits.any():
        return pa.DictionaryArray.from_arrays(pa.array(np.zeros(rows, np.int32)), pa.array([""]))
    places = bits.astype(np.intp)
    is_used = np.zeros(2 ** len(names), np.bool_)
    is_used[places] = True
    used = np.flatnonzero(is_used)
    place_of = np.zeros(len(is_used), np.int32)
    place_of[used] = np.arange(len(used))
    words = [" ".join(name for bit, name in enumerate(names) if one >> bit & 1) for one in used.tolist()]
    indices = pa.array(place_of.take(places))
    return pa.DictionaryArray.from_arrays(indices, pa.array(words, pa.string()), safe=False)


def _bits(stands: Sequence[Any], rows: int) -> Array:
    kind = np.dtype(np.uint8 if len(stands) <= 8 else np.uint16)
    bits = np.zeros(rows, kind)
    for bit, one in enumerate(stands):
        if isinstance(one, np.ndarray):
            bits |= one.astype(kind) << kind.type(bit)
        elif one:
            bits |= kind.type(1 << bit)
    return bits
