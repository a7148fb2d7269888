"""Millions of households: the same rules as generated NumPy, in shards of whole households."""

from yimen.engine.columnar.parquet import WRITING, columns_of, read_pair, run_parquet
from yimen.engine.columnar.places import InForce
from yimen.engine.columnar.shards import HOUSEHOLD_ID, Columnar, Found

__all__ = [
    "HOUSEHOLD_ID",
    "WRITING",
    "Columnar",
    "Found",
    "InForce",
    "columns_of",
    "read_pair",
    "run_parquet",
]
