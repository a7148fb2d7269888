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
_PLAIN = r"^[0-9]+X?$"
_DAYS = np.array([0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31])
Digits = NDArray[np.uint8]


def spelled_alike(numbers: pl.Series) -> pl.Series:
    """Wide signs narrow, blanks, hyphens and a spreadsheet's apostrophe gone, x as X."""
    is_odd = ~numbers.str.contains(_PLAIN)
    if not is_odd.any():  # nulls do not count
        return numbers
    plain = numbers.filter(is_odd).str.normalize("NFKC").str.replace_all(r"[\s\-'’‘`]", "")
    return _with(numbers, is_odd, plain.str.to_uppercase().str.replace_all("×", "X", literal=True))


def valid_numbers(numbers: pl.Series, today: date | None = None) -> pl.Series:
    """Each number in its 18 characters, or null; 15 digits are those of a person born in the 1900s."""
    plain, last = spelled_alike(numbers), today or datetime.now(CHINA).date()
    is_old = plain.str.len_bytes().eq(15).fill_null(value=False)
    if is_old.any():
        plain = _with(plain, is_old, _lengthened(plain.filter(is_old)))
    is_whole = plain.str.len_bytes().eq(18).fill_null(value=False)
    digits = _digits(plain.filter(is_whole))
    is_sound = (digits[17] == _check(digits)) & _all_digits(digits) & _has_day(digits, last)
    is_valid = is_whole.to_numpy().copy()
    is_valid[is_valid] = is_sound
    return plain.zip_with(pl.Series(is_valid), pl.Series([None], dtype=pl.String))


def keys_of(numbers: pl.Series) -> pl.DataFrame:
    """Columns `key` and `check` of valid numbers; both null where there is none."""
    apart = numbers.drop_nulls().unique()
    keys = joining_keys([number.encode() for number in apart.to_list()])
    known = pl.DataFrame({"n": apart, "key": keys[:, 0], "check": keys[:, 1]})
    return numbers.alias("n").to_frame().join(known, on="n", how="left", maintain_order="left").drop("n")


def _with(texts: pl.Series, is_other: pl.Series, others: pl.Series) -> pl.Series:
    """The texts, with others in some of the places."""
    places = np.arange(len(texts))
    places[is_other.fill_null(value=False).to_numpy()] = len(texts) + np.arange(len(others))
    return pl.concat([texts, others], rechunk=True).gather(places)


def _lengthened(old: pl.Series) -> pl.Series:
    """15 characters as 18; what stands for digits there is looked at later."""
    stems = old.str.slice(0, 6) + "19" + old.str.slice(6)
    checks = _check(_digits(stems + "0"))
    return stems + pl.Series(checks.view("S1").astype(str).tolist(), dtype=pl.String)


def _digits(texts: pl.Series) -> Digits:
    """The bytes of texts of 18 bytes, all first ones, then all second ones, and so on."""
    _nulls, places, content = texts.to_arrow(compat_level=pl.CompatLevel.oldest()).buffers()
    first, *_, last = np.frombuffer(places, np.int64)[[0, len(texts)]]
    return np.frombuffer(content, np.uint8)[first:last].reshape(-1, 18).T.copy()


def _check(digits: Digits) -> NDArray[np.uint8]:
    """The last character that follows from the others."""
    total = sum(
        (weight * (place.astype(np.int16) - 48) for weight, place in zip(WEIGHTS, digits, strict=False))
    )
    return np.asarray(CHECKS[total % 11])


def _all_digits(digits: Digits) -> NDArray[np.bool_]:
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
