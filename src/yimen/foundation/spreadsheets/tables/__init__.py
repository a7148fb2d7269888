"""Tables that were handed in, read against named columns: every cell checked, every fault with its place.

`read_table(content, columns)` knows no record of ours; what the rows mean is said by whoever asks.
"""

from yimen.foundation.spreadsheets.tables.columns import Column, ColumnKind, Fault, Row, Table
from yimen.foundation.spreadsheets.tables.reading import read_table, understand

__all__ = ["Column", "ColumnKind", "Fault", "Row", "Table", "read_table", "understand"]
