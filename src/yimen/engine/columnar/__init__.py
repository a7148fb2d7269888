"""Millions of households: the same rules as generated NumPy, in shards of whole households."""

from yimen.engine.columnar.parquet import WRITING, run_parquet
from yimen.engine.columnar.shards import Columnar, InForce

__all__ = ["WRITING", "Columnar", "InForce", "run_parquet"]
