"""Synthetic households for measuring: whole shards as NumPy columns, and the same as Parquet files."""

from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from bench.rules import law
from bench.rules.by_hand import Columns

SHARD = 250_000
REGIONS = np.array(sorted(law.STANDARDS))


def shard(number: int, households: int) -> tuple[Columns, Columns, np.ndarray]:
    """Household columns, person columns by household, and household sizes; the same for each number."""
    random = np.random.default_rng([20260701, number])
    sizes = random.integers(0, 7, households) if number % 8 == 7 else random.integers(1, 5, households)
    sizes[-1] = max(sizes[-1], 1)  # OpenFisca-Core's sums end with the last household that has members
    persons = int(sizes.sum())

    def sometimes(share: float, values: np.ndarray) -> np.ndarray:
        return np.where(random.random(len(values)) < share, values, 0)

    def fen(top: int, count: int) -> np.ndarray:
        return random.integers(0, top, count).astype(np.int64)

    h: Columns = {
        "household_id": np.arange(households, dtype=np.int64) + number * SHARD,
        "region": REGIONS[random.integers(0, len(REGIONS), households)],
        "urban": random.random(households) < 0.3,
        "on": np.full(households, np.datetime64(law.ON)),
        "vehicle_value": sometimes(0.1, fen(6_000_000, households)),
        "homes": random.integers(0, 3, households),
        "deposits": sometimes(0.6, fen(9_000_000, households)),
        "medical_12m": sometimes(0.3, fen(6_000_000, households)),
        "was_dibao": random.random(households) < 0.1,
        "months_over": random.integers(0, 12, households),
    }
    p: Columns = {
        "household_id": np.repeat(h["household_id"], sizes),
        "age": random.integers(0, 95, persons),
        "wage": sometimes(0.3, fen(400_000, persons)),
        "business": sometimes(0.1, fen(300_000, persons) - 50_000),
        "property_income": sometimes(0.1, fen(50_000, persons)),
        "transfer": sometimes(0.2, fen(80_000, persons)),
        "pension": sometimes(0.2, fen(60_000, persons)),
        "disability_level": sometimes(0.1, random.integers(1, 5, persons)),
        "seriously_ill": random.random(persons) < 0.04,
        "student": random.random(persons) < 0.15,
        "employed": random.random(persons) < 0.35,
        "dead": random.random(persons) < 0.01,
        "in_prison": random.random(persons) < 0.005,
    }
    return h, p, sizes


def write(folder: Path, households: int) -> None:
    """Write `households.parquet` and `persons.parquet`, sorted by household, one row group a shard."""
    folder.mkdir(parents=True, exist_ok=True)
    writers: list[pq.ParquetWriter] = []
    for number, start in enumerate(range(0, households, SHARD)):
        h, p, _ = shard(number, min(SHARD, households - start))
        for place, (name, columns) in enumerate((("households", h), ("persons", p))):
            table = pa.table({key: pa.array(values) for key, values in columns.items()})
            if number == 0:
                writers.append(pq.ParquetWriter(folder / f"{name}.parquet", table.schema))
            writers[place].write_table(table)
    for writer in writers:
        writer.close()


def with_amounts(h: Columns) -> Columns:
    """Household columns with the place's three amounts beside them, looked up by (region, urban)."""
    place = np.searchsorted(REGIONS, h["region"]) * 2 + h["urban"]
    added: Columns = {}
    for name in ("standard", "minimum_per_person", "vehicle_limit"):
        table = np.array([law.amounts(r, u)[name] for r in REGIONS for u in (False, True)], np.int64)
        added[name] = table[place]
    return {**h, **added}
