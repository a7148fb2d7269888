"""Identity numbers by the column: every spelling of one number becomes the same, a wrong one becomes none.

Says exactly what `ResidentId` says of one number, for a hundred thousand at a time.
"""

from datetime import date, datetime

import numpy as np
import polars as pl
from numpy.typing import NDArray

from yimen.foundation.joining import joining_keys
from yimen.kernel.identities import CHINA

WEIGHTS = np.array([7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2])
CHECKS = np.frombuffer(b"10X98765432", np.uint8)
"""How the last character follows from the seventeen before it (GB 11643)."""
_OLDEST = 1850
_PLAIN = r"^[0-9]+X?$"
_DAYS = np.array([0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31])
Digits = NDArray[np.uint8]


def spelled_alike(numbers: pl.Series) -> pl.Series:
    """Wide signs narrow, blanks, hyphens and a spreadsheet's apostrophe gone, x as X."""
    if numbers.str.contains(_PLAIN).all():  # nulls do not count
        return numbers
    plain = numbers.str.normalize("NFKC").str.replace_all(r"[\s\-'’‘`]", "")
    return plain.str.to_uppercase().str.replace_all("×", "X", literal=True)


def valid_numbers(numbers: pl.Series, today: date | None = None) -> pl.Series:
    """Each number in its 18 characters, or null; 15 digits are those of a person born in the 1900s."""
    plain = spelled_alike(numbers)
    old = plain.str.contains(r"^[1-9][0-9]{14}$").fill_null(value=False)
    stems = plain.str.slice(0, 6) + "19" + plain.str.slice(6)
    whole = plain.str.contains(r"^[1-9][0-9]{16}[0-9X]$").fill_null(value=False)
    frame = pl.select(
        pl.when(old).then(stems + "0").when(whole).then(plain).otherwise(pl.lit(None, pl.String)).alias("n")
    )
    places = frame["n"].is_not_null().to_numpy().nonzero()[0]
    found = np.full(len(numbers), None, dtype=object)
    if len(places):
        joined = "".join(frame["n"].drop_nulls().to_list()).encode()
        digits = np.frombuffer(joined, np.uint8).reshape(-1, 18).copy()
        checks = CHECKS[((digits[:, :17] - 48).astype(np.int64) @ WEIGHTS) % 11]
        of_old = old.to_numpy()[places]
        digits[of_old, 17] = checks[of_old]
        is_sound = (digits[:, 17] == checks) & _has_day(digits, today or datetime.now(CHINA).date())
        found[places[is_sound]] = digits[is_sound].view("S18").ravel().astype(str)
    return pl.Series(numbers.name, found.tolist(), dtype=pl.String)


def keys_of(numbers: pl.Series) -> pl.DataFrame:
    """Columns `key` and `check` of valid numbers; both null where there is none."""
    apart = numbers.drop_nulls().unique()
    keys = joining_keys([number.encode() for number in apart.to_list()])
    known = pl.DataFrame({"n": apart, "key": keys[:, 0], "check": keys[:, 1]})
    return numbers.alias("n").to_frame().join(known, on="n", how="left", maintain_order="left").drop("n")


def _has_day(digits: Digits, today: date) -> NDArray[np.bool_]:
    """A day that exists, not before 1850 and not after today."""
    plain = (digits[:, 6:14] - 48).astype(np.int64)
    year = plain[:, :4] @ [1000, 100, 10, 1]
    month, day = plain[:, 4:6] @ [10, 1], plain[:, 6:8] @ [10, 1]
    is_leap = (year % 4 == 0) & ((year % 100 != 0) | (year % 400 == 0))
    last = _DAYS[np.clip(month, 0, 12)] + (is_leap & (month == 2))
    is_day = (month >= 1) & (month <= 12) & (day >= 1) & (day <= last) & (year >= _OLDEST)
    until = today.year * 10_000 + today.month * 100 + today.day
    return np.asarray(is_day & (year * 10_000 + month * 100 + day <= until))
