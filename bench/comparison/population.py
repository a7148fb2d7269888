"""Award holders of a province and six sets of departments as Parquet: any size, nobody real.

Whoever has the number n has the key `mixed(n)`; the first are the holders, the others strangers.
"""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.random import Generator
from numpy.typing import NDArray

ON = date(2026, 12, 1)
PERSONS = 14_000_000
CHUNK = 500_000
STRANGERS = 30_000_000
COUNTIES = np.array([f"44{city:02d}{county:02d}000000" for city in range(1, 22) for county in range(21, 27)])
TOWN = 1000
HELD = (
    ["dibao"], ["dibao"], ["dibao"], ["dibao_single"], ["tekun"], ["dibao", "disability_living"],
    ["disability_care"], ["disability_care", "disability_living"],
)  # fmt: skip
Ids = NDArray[np.int64]
Columns = dict[str, Any]
_TODAY = np.datetime64(ON, "D")
_THIS_MONTH = np.datetime64(ON, "M")
_HEX = np.array([f"{byte:02x}".encode() for byte in range(256)], "S2").view(np.uint16)


def counts(persons: int) -> dict[str, int]:
    """The rows of each file."""
    return {"holders": persons} | {key: rows * persons // PERSONS for key, (rows, _) in SETS.items()}


def write(folder: Path, persons: int) -> None:
    """One file for the holders and one for each set, in no order."""
    folder.mkdir(parents=True)
    for place, (key, count) in enumerate(counts(persons).items()):
        path = folder / f"{key}.parquet"
        tables = _chunks(key, place, count, persons)
        first = next(tables)
        with pq.ParquetWriter(path, first.schema, compression="zstd") as writer:
            writer.write_table(first)
            for table in tables:
                writer.write_table(table)


def _chunks(key: str, place: int, count: int, persons: int) -> Iterator[Any]:
    """The same for the same numbers."""
    for start in range(0, count, CHUNK):
        random, size = np.random.default_rng([20261201, place, start]), min(CHUNK, count - start)
        if key == "holders":
            ids = np.arange(start, start + size)
            columns = _holders(random, ids)
        else:
            ids = _of_set(random, size, persons, HOLDERS_IN[key])
            columns = SETS[key][1](random, ids, ids < persons)
        yield pa.table({"key": mixed(ids), "check": mixed(ids, 1)} | columns)


def mixed(ids: Ids, salt: int = 0) -> Ids:
    """Different numbers for different ids, as if at random (the end of SplitMix64)."""
    with np.errstate(over="ignore"):
        found = (ids.astype(np.uint64) + np.uint64(salt << 40)) * np.uint64(0x9E3779B97F4A7C15)
        found = (found ^ (found >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        found = (found ^ (found >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        return (found ^ (found >> np.uint64(31))).view(np.int64)


def _of_set(random: Generator, count: int, persons: int, share: float) -> Ids:
    ours = random.integers(0, persons, count)
    return np.where(random.random(count) < share, ours, random.integers(persons, persons + STRANGERS, count))


def _holders(random: Generator, ids: Ids) -> Columns:
    count, share = len(ids), random.integers(100, 900, len(ids)) * 100
    earns = random.random(count) < 0.3
    return {
        "our_person": _names(ids, 2),
        "our_household": _names(ids // 2, 4),
        "our_region": _picked(_towns(), _county(ids) * 12 + ids // 2 % 12),
        "our_programmes": _lists(HELD, random.integers(0, len(HELD), count)),
        "our_share_fen": share,
        "our_household_fen": share * random.integers(1, 4, count),
        "our_looked_on": _TODAY - random.integers(1, 400, count),
        "our_work_fen": np.where(earns, random.integers(0, 3000, count) * 100, 0),
        "our_pension_fen": random.integers(0, 2, count) * 20_000,
        "our_unemployment_fen": np.zeros(count, np.int64),
        "our_cars": (random.random(count) < 0.02).astype(np.int64),
        "our_businesses": (random.random(count) < 0.02).astype(np.int64),
        "our_has_spouse": random.random(count) < 0.4,
        "our_is_student": random.random(count) < 0.15,
    }


def _deaths(random: Generator, ids: Ids, _ours: NDArray[np.bool_]) -> Columns:
    died = _TODAY - random.integers(0, 1800, len(ids))
    return {"died_on": died, "cancelled_on": _some(random, 0.7, died + random.integers(0, 60, len(ids)))}


def _cards(random: Generator, ids: Ids, _ours: NDArray[np.bool_]) -> Columns:
    until = _TODAY + random.integers(-120, 3500, len(ids))
    return {
        "kind": _picked(list("1234567"), random.integers(0, 7, len(ids))),
        "level": random.integers(1, 5, len(ids)),
        "issued_on": _TODAY - random.integers(100, 3600, len(ids)),
        "valid_until": _some(random, 0.9, until),
    }


def _insurance(random: Generator, ids: Ids, ours: NDArray[np.bool_]) -> Columns:
    """Whoever is assisted is seldom insured by an employer."""
    employed = random.random(len(ids)) < np.where(ours, 0.06, 0.7)
    kind = np.where(employed, random.integers(0, 5, len(ids)), 5)
    return {
        "employer": _picked(_firms(), random.integers(0, 50_000, len(ids))),
        "kind": _picked(["110", "120", "210", "310", "410", "170"], kind),
        "base": random.integers(1000, 8000, len(ids)) * 100,
        "paid_for": _month(random, 24, len(ids)),
    }


def _benefits(random: Generator, ids: Ids, _ours: NDArray[np.bool_]) -> Columns:
    """Nearly all are paid at home; what somebody gets there twice over is no double award."""
    away = random.random(len(ids)) < 0.01
    by = np.where(away, random.integers(0, len(COUNTIES), len(ids)), _county(ids))
    programmes = [
        "dibao", "tekun", "disability_living", "disability_care", "orphan", "old_age", "veteran", "other",
    ]  # fmt: skip
    return {
        "programme": _picked(programmes, random.integers(0, len(programmes), len(ids))),
        "paid_by": _picked(COUNTIES, by),
        "amount": random.integers(50, 900, len(ids)) * 100,
        "paid_for": _month(random, 6, len(ids)),
    }


def _vehicles(random: Generator, ids: Ids, _ours: NDArray[np.bool_]) -> Columns:
    kinds = ["car", "motorcycle", "farm_vehicle", "disability_mobility", "truck"]
    return {
        "plate": _picked(
            [f"粤A{number:05d}" for number in range(90_000)], random.integers(0, 90_000, len(ids))
        ),
        "kind": _picked(kinds, random.choice(5, len(ids), p=[0.5, 0.3, 0.08, 0.07, 0.05])),
        "registered_on": _TODAY - random.integers(1, 5000, len(ids)),
        "price": random.integers(30, 3000, len(ids)) * 10_000,
        "state": _picked(list("AMEQ"), random.choice(4, len(ids), p=[0.8, 0.03, 0.07, 0.1])),
    }


def _businesses(random: Generator, ids: Ids, _ours: NDArray[np.bool_]) -> Columns:
    return {
        "business": _picked(_firms(), random.integers(0, 50_000, len(ids))),
        "part": _picked(["owner", "legal", "shareholder", "member"], random.integers(0, 4, len(ids))),
        "share": random.integers(1, 500, len(ids)) * 100_000,
        "registered_on": _TODAY - random.integers(1, 5000, len(ids)),
        "state": _picked(list("123"), random.choice(3, len(ids), p=[0.7, 0.1, 0.2])),
    }


SETS: dict[str, tuple[int, Callable[[Generator, Ids, NDArray[np.bool_]], Columns]]] = {
    "deaths": (1_000_000, _deaths),
    "disability_cards": (3_000_000, _cards),
    "social_insurance": (10_000_000, _insurance),
    "other_benefits": (6_000_000, _benefits),
    "vehicles": (4_000_000, _vehicles),
    "businesses": (2_000_000, _businesses),
}
"""The rows of each set at full size."""
HOLDERS_IN = {
    "deaths": 0.02, "disability_cards": 0.6, "social_insurance": 0.3, "other_benefits": 0.6, "vehicles": 0.03,
    "businesses": 0.02,
}  # fmt: skip


def _county(ids: Ids) -> Ids:
    return ids // 2 % len(COUNTIES)


def _towns() -> list[str]:
    return [f"{county[:6]}1{town:02d}200" for county in COUNTIES for town in range(12)]


def _firms() -> list[str]:
    return [f"示例企业第{number}号有限公司" for number in range(50_000)]


def _month(random: Generator, back: int, count: int) -> Any:
    return (_THIS_MONTH - random.integers(0, back, count)).astype("datetime64[D]")


def _some(random: Generator, share: float, values: Any) -> Any:
    return pa.array(values, mask=random.random(len(values)) >= share)


def _picked(words: Any, places: Ids) -> Any:
    return pa.array(words, pa.string()).take(pa.array(places))


def _lists(choices: tuple[list[str], ...], places: Ids) -> Any:
    return pa.array(list(choices), pa.list_(pa.string())).take(pa.array(places))


def _names(ids: Ids, salt: int) -> Any:
    """A name in the form of a UUID for each id."""
    raw = np.stack([mixed(ids, salt), mixed(ids, salt + 1)], axis=1).view(np.uint8)
    digits = _HEX[raw].view(np.uint8).reshape(len(ids), 32)
    text = np.full((len(ids), 36), ord("-"), np.uint8)
    for start, end in ((0, 8), (9, 13), (14, 18), (19, 23), (24, 36)):
        skipped = np.searchsorted([8, 13, 18, 23], start)
        text[:, start:end] = digits[:, start - skipped : end - skipped]
    ends = np.arange(0, 36 * len(ids) + 1, 36, dtype=np.int32)
    return pa.StringArray.from_buffers(len(ids), pa.py_buffer(ends), pa.py_buffer(text.tobytes()))
