"""Synthetic households as shards of flat facts: a tenth or so near the lines, nobody real."""

from pathlib import Path

import numpy as np
import pyarrow as pa

from yimen.rulebook.what_if.jobs import write_shard
from yimen.rulebook.what_if.rows import HOUSEHOLDS, OBLIGORS, PERSONS, Shard

SHARD = 50_000
TOWNS = [f"441426{town:03d}{village:03d}" for town in range(100, 112) for village in range(1, 13)]
_BORN = np.datetime64("2026-01-01", "D")


def write(folder: Path, households: int) -> None:
    """Shards of a size that fits beside others in a small machine."""
    for number, start in enumerate(range(0, households, SHARD)):
        write_shard(folder, f"{number:04d}", shard(number, min(SHARD, households - start)))


def shard(number: int, households: int) -> Shard:
    """The same for each number."""
    random = np.random.default_rng([20261201, number])
    sizes = random.integers(1, 6, households)
    ids = np.arange(households, dtype=np.int64)
    return Shard(_households(random, ids), _persons(random, ids, sizes), _obligors(random, ids))


def _households(random: np.random.Generator, ids: np.ndarray) -> pa.Table:
    count = len(ids)
    refs = random.bytes(16 * count)
    facts: dict[str, object] = {
        "household_id": ids,
        "ref": pa.array([refs[at : at + 16] for at in range(0, 16 * count, 16)], pa.binary(16)),
        "region": np.array(TOWNS)[random.integers(0, len(TOWNS), count)],
        "urban": random.random(count) < 0.3,
        "held": np.where(random.random(count) < 0.1, "dibao", ""),
        "financial_assets": _sometimes(random, 0.6, 6_000_000, count),
        "homes": random.integers(0, 3, count),
        "vehicles_car": (random.random(count) < 0.1).astype(np.int64),
        "expense_medical": _sometimes(random, 0.3, 3_000_000, count),
    }
    return _table(HOUSEHOLDS, facts, count)


def _persons(random: np.random.Generator, ids: np.ndarray, sizes: np.ndarray) -> pa.Table:
    count = int(sizes.sum())
    level = np.where(random.random(count) < 0.1, random.integers(1, 5, count), 0)
    codes = np.array(["absent", *(f"physical_{one}" for one in range(1, 5))])
    work = np.array(["absent", "full", "none"])
    facts: dict[str, object] = {
        "household_id": np.repeat(ids, sizes),
        "born": _BORN - random.integers(0, 90 * 365, count),
        "has_income": np.ones(count, np.bool_),
        "income_wage": _sometimes(random, 0.35, 400_000, count),
        "income_pension": _sometimes(random, 0.2, 60_000, count),
        "income_business": _sometimes(random, 0.1, 200_000, count),
        "work_ability": work[random.integers(0, 3, count)],
        "employed": random.random(count) < 0.35,
        "disability_level": level,
        "disability_code": codes[level],
        "disability_kind": np.where(level > 0, "physical", "absent"),
        "serious_illness": random.random(count) < 0.04,
    }
    return _table(PERSONS, facts, count)


def _obligors(random: np.random.Generator, ids: np.ndarray) -> pa.Table:
    theirs = ids[random.random(len(ids)) < 0.3]
    count = len(theirs)
    facts: dict[str, object] = {
        "household_id": theirs,
        "obligor_capable": random.random(count) < 0.7,
        "obligor_household_size": random.integers(1, 5, count),
        "obligor_income_month": random.integers(0, 900_000, count),
        "obligors_of_household": np.ones(count, np.int64),
        "parents_supported": np.ones(count, np.int64),
    }
    return _table(OBLIGORS, facts, count)


def _sometimes(random: np.random.Generator, share: float, top: int, count: int) -> np.ndarray:
    return np.where(random.random(count) < share, random.integers(0, top, count), 0)


def _table(schema: pa.Schema, facts: dict[str, object], count: int) -> pa.Table:
    """What is not given is absent: no, nothing, none."""
    columns = [facts.get(field.name, _absent(field, count)) for field in schema]
    pairs = zip(schema, columns, strict=True)
    return pa.table([pa.array(values).cast(field.type) for field, values in pairs], schema)


def _absent(field: pa.Field, count: int) -> pa.Array:
    blank = {"lives_together": True, "registered_here": True}.get(field.name)
    if pa.types.is_boolean(field.type):
        return pa.array([bool(blank)] * count)
    if pa.types.is_integer(field.type):
        return pa.array(np.zeros(count, np.int64))
    if field.name in ("registered", "own", "raw", "tier", "born", "died"):
        return pa.nulls(count, field.type)
    return pa.array(["absent"] * count)
