"""Synthetic households for the whole rulebook: the worked cases, each time with other ages and amounts."""

from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from tests.support.flat_households import tables

HOUSEHOLDS = (("financial_assets", 6_000_000), ("income_month", 300_000), ("expense_medical", 4_000_000))
PERSONS = (("income_wage", 400_000), ("income_basic_pension", 30_000), ("age", 5))
ID = "household_id"


def write(folder: Path, number: int, per_shard: int) -> None:
    """Folders of shards as `yimen scan` reads them, the same for the same numbers."""
    for shard, start in enumerate(range(0, number, per_shard)):
        place = folder / f"{shard:06}"
        place.mkdir(parents=True)
        made = _shard(shard, start, min(per_shard, number - start))
        for name, table in zip(("households", "persons"), made, strict=True):
            pq.write_table(table, place / f"{name}.parquet")


def _shard(seed: int, start: int, number: int) -> tuple[Any, Any]:
    random = np.random.default_rng([20261123, seed])
    households, persons = tables()
    chosen = random.integers(0, households.num_rows, number)
    home = persons.column(ID).to_numpy()
    firsts, ends = np.searchsorted(home, chosen), np.searchsorted(home, chosen, side="right")
    sizes = ends - firsts
    within = np.arange(sizes.sum()) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    ids = np.arange(start, start + number)
    picked = [
        (households.take(pa.array(chosen)), ids, HOUSEHOLDS),
        (persons.take(pa.array(np.repeat(firsts, sizes) + within)), np.repeat(ids, sizes), PERSONS),
    ]
    of_households, of_persons = (_varied(random, *one) for one in picked)
    return of_households, of_persons


def _varied(random: np.random.Generator, table: Any, ids: Any, columns: tuple[tuple[str, int], ...]) -> Any:
    """Unknown stays unknown, nothing stays nothing."""
    table = table.set_column(0, ID, pa.array(ids))
    for name, most in columns:
        column = table.column(name)
        more = pc.if_else(pc.greater(column, 0), pa.array(random.integers(0, most, len(ids))), 0)
        table = table.set_column(table.column_names.index(name), name, pc.add(column, more))
    return table
