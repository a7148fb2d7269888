"""Cuts a file of any size and order into equal ranges of keys, each a Parquet file sorted by key.

Rows wait on the disk, so that memory holds some of what comes in, then one range.
"""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

from yimen.domains.monitoring.comparing.files import Schema, schema_of, write_part
from yimen.domains.monitoring.comparing.folders import new_folder
from yimen.domains.monitoring.errors import ComparisonFilesError

ROWS_AT_ONCE = 500_000
MOST_RANGES = 1024
KEYS = ("key", "check")
_ROW = "row"
_PIECES = "pieces.{}"


def cut_file(
    file: Path, folder: Path, ranges: int, tell: Callable[[float], None] = lambda share: None
) -> None:
    """Make `folder` of `ranges` files (a power of two), whole or not at all; its name says what it holds."""
    if ranges.bit_count() != 1 or ranges > MOST_RANGES:
        raise ComparisonFilesError("份数须是 1 到 %(most)s 之间 2 的幂", most=MOST_RANGES)
    schema = schema_of(folder.name)
    with new_folder(folder) as made:
        _spread(file, made, schema, ranges, tell)
        for number in range(ranges):
            _settle(made, number, schema)


def _spread(file: Path, made: Path, schema: Schema, ranges: int, tell: Callable[[float], None]) -> None:
    empty = pl.DataFrame(schema=dict(schema)).to_arrow(compat_level=pl.CompatLevel.oldest())
    with ExitStack() as stack:
        places = [str(made / _PIECES.format(number)) for number in range(ranges)]
        writers = [stack.enter_context(pa.ipc.new_stream(place, empty.schema)) for place in places]
        for frame, share in _read(file, schema):
            bounds = _bounds(frame["key"], ranges)
            table = frame.to_arrow(compat_level=pl.CompatLevel.oldest())
            for writer, start, end in zip(writers, bounds, bounds[1:], strict=False):
                writer.write_table(table.slice(start, end - start))
            tell(share)


def _bounds(keys: pl.Series, ranges: int) -> list[int]:
    """Where each range begins in sorted keys, and the end."""
    width = 2**64 // ranges
    firsts = pl.Series([number * width - 2**63 for number in range(ranges)], dtype=pl.Int64)
    return [*keys.search_sorted(firsts, side="left").to_list(), len(keys)]


def _read(file: Path, schema: Schema) -> Iterator[tuple[pl.DataFrame, float]]:
    """Some rows after others, sorted by key; a set whose rows have no number gets their place in the file."""
    try:
        whole = pq.ParquetFile(file)
        columns = _columns(file, whole.schema_arrow.names, schema)
        rows = 0
        for batch in whole.iter_batches(ROWS_AT_ONCE, columns=columns):
            frame: Any = pl.from_arrow(batch)
            yield _typed(frame, rows, schema).sort("key"), (rows + len(frame)) / whole.metadata.num_rows
            rows += len(frame)
    except (pa.ArrowInvalid, pl.exceptions.PolarsError) as problem:
        raise ComparisonFilesError("%(file)s 无法读取：%(why)s", file=file, why=problem) from None


def _columns(file: Path, found: list[str], schema: Schema) -> list[str]:
    if missing := [name for name in schema if name not in found and name != _ROW]:
        raise ComparisonFilesError(
            "%(file)s 缺少列 %(columns)s；请对照 yimen compare columns", file=file, columns=missing
        )
    return [name for name in schema if name in found]


def _typed(frame: pl.DataFrame, before: int, schema: Schema) -> pl.DataFrame:
    if _ROW in schema and _ROW not in frame.columns:
        frame = frame.with_row_index(_ROW, before + 1)
    frame = frame.select(pl.col(name).cast(kind) for name, kind in schema.items())
    if any(frame[name].null_count() for name in KEYS):
        raise ComparisonFilesError("有的行没有键（key、check）；请只写有有效身份证号的人")
    return frame


def _settle(made: Path, number: int, schema: Schema) -> None:
    pieces = made / _PIECES.format(number)
    order = [*KEYS, *([_ROW] if _ROW in schema else ["our_person", "our_household"])]
    write_part(made, number, pl.read_ipc_stream(pieces).sort(order))
    pieces.unlink()
