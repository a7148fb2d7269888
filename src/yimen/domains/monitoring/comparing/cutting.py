"""Cuts a file of any size and order into equal ranges of keys, each a Parquet file sorted by key.

Rows wait on the disk, so that memory holds some of what comes in, then one range.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, ExitStack
from datetime import date
from pathlib import Path

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

from yimen.domains.monitoring.comparing.files import HOLDERS, NEAR_PART, Schema, schema_of, write_part
from yimen.domains.monitoring.comparing.folders import whole_folder
from yimen.domains.monitoring.comparing.nearing import THINNED, Near
from yimen.domains.monitoring.errors import ComparisonFilesError

ROWS_AT_ONCE = 500_000
CHOSEN_AT_ONCE = 100_000
"""Of rows that are chosen among many more."""
MOST_RANGES = 1024
KEYS = ("key", "check")
_ROW = "row"
_PIECES = "pieces.{:06}"
Tell = Callable[[float], None]


def cut_file(file: Path, folder: Path, ranges: int, tell: Tell = lambda share: None) -> None:
    """Make `folder` of `ranges` files (a power of two), whole or not at all; its name says what it holds."""
    schema = schema_of(folder.name)
    with _cut_folder(folder, ranges) as made:
        _spread((frame.sort("key") for frame in _read(file, schema, tell)), made / _PIECES, schema, ranges)
        for number in range(ranges):
            _settle(made, number, schema)


def cut_near(file: Path, folder: Path, ranges: int, on: date, tell: Tell = lambda share: None) -> None:
    """The same of holders, without those about whom the sets beside say nothing that counts on that day.

    Only what the rules of these sets ask is kept, of so few that each range is sorted when it is compared.
    """
    with _cut_folder(folder, ranges) as made:
        near = Near(folder.parent, on)
        schema = {name: kind for name, kind in schema_of(HOLDERS).items() if name in near.asked}
        frames = _read(file, schema, tell, near.met)
        _spread((frame.sort("key") for frame in frames), made / NEAR_PART, schema, ranges)
        (made / THINNED).write_text(near.mark, encoding="utf-8")


def _cut_folder(folder: Path, ranges: int) -> AbstractContextManager[Path]:
    if ranges.bit_count() != 1 or ranges > MOST_RANGES:
        raise ComparisonFilesError("份数须是 1 到 %(most)s 之间 2 的幂", most=MOST_RANGES)
    return whole_folder(folder)


def _spread(frames: Iterable[pl.DataFrame], place: Path, schema: Schema, ranges: int) -> None:
    """Frames that are sorted by key, each part of them at the end of the file of its range."""
    empty = pl.DataFrame(schema=dict(schema)).to_arrow(compat_level=pl.CompatLevel.oldest())
    with ExitStack() as stack:
        places = [str(place).format(number) for number in range(ranges)]
        writers = [stack.enter_context(pa.ipc.new_file(each, empty.schema)) for each in places]
        for frame in frames:
            bounds = _bounds(frame["key"], ranges)
            table = frame.to_arrow(compat_level=pl.CompatLevel.oldest())
            for writer, start, end in zip(writers, bounds, bounds[1:], strict=False):
                writer.write_table(table.slice(start, end - start))


def _bounds(keys: pl.Series, ranges: int) -> list[int]:
    """Where each range begins in sorted keys, and the end."""
    width = 2**64 // ranges
    firsts = pl.Series([number * width - 2**63 for number in range(ranges)], dtype=pl.Int64)
    return [*keys.search_sorted(firsts, side="left").to_list(), len(keys)]


def _read(file: Path, schema: Schema, tell: Tell, met: pl.Expr | None = None) -> Iterator[pl.DataFrame]:
    """Some rows after others; a set whose rows have no number gets their place in the file.

    Of rows that are chosen, whatever place they have, those without a key are among them: they are refused.
    """
    try:
        whole = pq.ParquetFile(file)
        rows, most = 0, max(1, whole.metadata.num_rows)
        frames = pl.scan_parquet(file).select(_columns(file, whole.schema_arrow.names, schema))
        if met is not None:
            frames = frames.filter(met | pl.any_horizontal(pl.col(KEYS).is_null()))
        at_once = ROWS_AT_ONCE if met is None else CHOSEN_AT_ONCE
        for frame in frames.collect_batches(chunk_size=at_once, maintain_order=met is None):
            yield _typed(frame, rows, schema)
            rows += len(frame)
            tell(rows / most)
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
    write_part(made, number, pl.read_ipc(pieces).sort(order))
    pieces.unlink()
