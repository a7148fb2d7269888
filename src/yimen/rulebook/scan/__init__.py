"""Many households at once, as flat facts in Parquet: who is entitled to what, and codes of why not."""

from yimen.rulebook.scan.columns import Column, columns
from yimen.rulebook.scan.job import DetermineShard, columns_read
from yimen.rulebook.scan.totals import Total, totals

__all__ = ["Column", "DetermineShard", "Total", "columns", "columns_read", "totals"]
