"""Identity numbers by the column: every spelling of one number becomes the same, a wrong one becomes none.

Says exactly what `ResidentId` says of one number, for a hundred thousand at a time.
"""

from datetime import date, datetime

import numpy as np
import polars as pl
from numpy.typing import NDArray

from yimen.foundation.joining import joining_keys
from yimen.kernel.identities import CHINA

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECKS = np.frombuffer(b"10X98765432", np.uint8)
"""How the last character follows from the seventeen before it (GB 11643)."""
_OLDEST = 1850
_LENGTH = 18
_DAYS = np.array([0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31])
Digits = NDArray[np.uint8]


def spelled_alike(numbers: pl.Series) -> pl.Series:
    """Wide signs narrow, blanks, hyphens and a spreadsheet's apostrophe gone, x as X."""
    plain = numbers.str.normalize("NFKC").str.replace_all(r"[\s\-'’‘`]", "")
    return plain.str.to_uppercase().str.replace_all("×", "X", literal=True)


def valid_numbers(numbers: pl.Series, today: date | None = None) -> pl.Series:
    """Each number in its 18 characters, or null; 15 digits are those of a person born in the 1900s."""
    last = today or datetime.now(CHINA).date()
    is_valid = _are_valid(numbers, last)
    if is_valid.all():
        return numbers
    others = _lengthened(spelled_alike(numbers.filter(pl.Series(~is_valid))))
    others = others.zip_with(pl.Series(_are_valid(others, last)), pl.Series([None], dtype=pl.String))
    places = np.arange(len(numbers))
    places[~is_valid] = len(numbers) + np.arange(len(others))
    return pl.concat([numbers, others], rechunk=True).gather(places).alias(numbers.name)


def keys_of(numbers: pl.Series) -> pl.DataFrame:
    """Columns `key` and `check` of valid numbers; both null where there is none."""
    apart = numbers.drop_nulls().unique()
    keys = joining_keys([number.encode() for number in apart.to_list()])
    known = pl.DataFrame({"n": apart, "key": keys[:, 0], "check": keys[:, 1]})
    return numbers.alias("n").to_frame().join(known, on="n", how="left", maintain_order="left").drop("n")


def _are_valid(numbers: pl.Series, last: date) -> NDArray[np.bool_]:
    """Which are numbers of 18 characters as they stand."""
    found = np.array(numbers.str.len_bytes().eq(_LENGTH).fill_null(value=False))
    digits = _digits(numbers.filter(pl.Series(found)))
    found[found] = (digits[17] == _check(digits)) & _are_digits(digits) & _has_day(digits, last)
    return found


def _lengthened(numbers: pl.Series) -> pl.Series:
    """Those of 15 characters as 18; whether they are digits is looked at later."""
    is_old = numbers.str.len_bytes().eq(15).fill_null(value=False)
    if not is_old.any():
        return numbers
    stems = numbers.str.slice(0, 6) + "19" + numbers.str.slice(6)
    checks = np.full(len(numbers), "0")
    checks[is_old.to_numpy()] = _check(_digits(stems.filter(is_old) + "0")).view("S1").astype(str)
    return (stems + pl.Series(checks.tolist(), dtype=pl.String)).zip_with(is_old, numbers)


def _digits(texts: pl.Series) -> Digits:
    """The bytes of texts of 18 bytes, all first ones, then all second ones, and so on."""
    _nulls, places, content = texts.to_arrow(compat_level=pl.CompatLevel.oldest()).buffers()
    first, *_, last = np.frombuffer(places, np.int64)[[0, len(texts)]]
    return np.frombuffer(content, np.uint8)[first:last].reshape(-1, _LENGTH).T.copy()


def _check(digits: Digits) -> NDArray[np.uint8]:
    """The last character that follows from the others."""
    total = sum(
        (weight * (place.astype(np.int16) - 48) for weight, place in zip(WEIGHTS, digits, strict=False))
    )
    return np.asarray(CHECKS[total % 11])


def _are_digits(digits: Digits) -> NDArray[np.bool_]:
    """Seventeen digits, of which the first is not 0."""
    return np.asarray((digits[:17] - 48 <= 9).all(axis=0) & (digits[0] != 48))


def _has_day(digits: Digits, today: date) -> NDArray[np.bool_]:
    """A day that exists, not before 1850 and not after today."""
    plain = digits[6:14].astype(np.int32) - 48
    year = ((plain[0] * 10 + plain[1]) * 10 + plain[2]) * 10 + plain[3]
    month, day = plain[4] * 10 + plain[5], plain[6] * 10 + plain[7]
    is_leap = (year % 4 == 0) & ((year % 100 != 0) | (year % 400 == 0))
    last = _DAYS[np.clip(month, 0, 12)] + (is_leap & (month == 2))
    is_day = (month >= 1) & (month <= 12) & (day >= 1) & (day <= last) & (year >= _OLDEST)
    until = today.year * 10_000 + today.month * 100 + today.day
    return np.asarray(is_day & (year * 10_000 + month * 100 + day <= until))
