"""Files in as batches of text columns, each row with its number in the file; never a whole file in memory."""

import codecs
import csv
import io
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import BinaryIO, Protocol, cast

import polars as pl
import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet

from yimen.domains.verification.errors import SetRefusedError
from yimen.domains.verification.types.sets import FileKind, SetDefinition
from yimen.foundation.spreadsheets.reading import Limits, streamed_sheet
from yimen.foundation.spreadsheets.tables.columns import Column
from yimen.foundation.spreadsheets.tables.reading import heading_place, heading_places

BLOCK = 8 * 1024 * 1024
ROWS = 65_536
HEADINGS_WITHIN = 15
MOST_COLUMNS = 200
LONGEST_CELL = 4_000
MOST_IN_A_GROUP = 2_000_000_000
MOST_RAGGED = 200_000
"""One after the other, without a sound row between them: such a file is no table."""
MOST_ROWS_A_BYTE = 100
"""However well a list packs: where every row names somebody, it takes more than this."""
WORKBOOK = Limits(megabytes=50, unpacked=200_000_000, rows=200_000, columns=MOST_COLUMNS)
"""More than a workbook should carry: larger sets come as CSV or Parquet."""
MOST_COPIED = 256 * 1024**2
"""A text that rows share is copied to each: so many bytes of it at once."""
_BYTES_A_SIGN = 4
_DIGITS_A_FLOAT_KEEPS = 2**53
_SEPARATORS = (",", "\t", ";", "|")


@dataclass(frozen=True)
class Batch:
    """Some rows: a column `row` and those columns of the set that the file has, as text, empty as null.

    `ragged` are rows with more or fewer cells than there are headings; `share` of the file is read so far.
    """

    frame: pl.DataFrame
    share: float
    ragged: tuple[tuple[int, str], ...] = ()


class Source(Protocol):
    """A kept file: its kind and encoding, and its plain content as a file that can be sought in."""

    @property
    def kind(self) -> FileKind: ...
    @property
    def encoding(self) -> str: ...
    @property
    def size(self) -> int: ...
    def open(self) -> BinaryIO: ...


def batches(source: Source, wanted: SetDefinition) -> Iterator[Batch]:
    """The rows of a file; refuses one that is damaged, hostile, or has not the headings of the set."""
    read = {FileKind.CSV: _of_text, FileKind.XLSX: _of_workbook, FileKind.PARQUET: _of_parquet}[source.kind]
    try:
        with source.open() as stream:
            yield from read(source, stream, wanted)
    except (pa.ArrowException, pl.exceptions.PolarsError, UnicodeDecodeError, csv.Error, OSError) as fault:
        raise SetRefusedError(
            "文件读到一半无法继续：内容损坏、被截断，或引号、分隔符不成对；什么也没有装载。"
        ) from fault


def _headed(rows: Sequence[Sequence[object]], wanted: SetDefinition) -> tuple[int, dict[str, int]]:
    """Where the headings stand and which place each column of the set has."""
    expected = [
        Column(column.name, column.title, synonyms=column.synonyms, required=column.is_required)
        for column in wanted.columns
    ]
    top = heading_place(rows, expected)
    if len(rows[top]) > MOST_COLUMNS:
        raise SetRefusedError("文件有 %(n)s 列，最多 %(most)s 列。", n=len(rows[top]), most=MOST_COLUMNS)
    return top, dict(heading_places(rows[top], expected, top + 1))


def _of_text(source: Source, stream: BinaryIO, wanted: SetDefinition) -> Iterator[Batch]:
    text = io.BufferedReader(_plain_text(stream, source.encoding), BLOCK)
    head = text.peek(BLOCK)[:BLOCK].decode("utf-8", "ignore")
    first = head.split("\n", 1)[0]
    separator = max(_SEPARATORS, key=first.count)
    rows = _first_rows(head, separator)
    top, places = _headed(rows, wanted)
    names = [f"c{place}" for place in range(len(rows[top]))]
    invalid: deque[tuple[int, str]] = deque()

    def set_aside(row: pa.csv.InvalidRow) -> str:
        invalid.append((row.number, row.text[:LONGEST_CELL]))
        return "skip" if len(invalid) < MOST_RAGGED else "error"

    reader = pa.csv.open_csv(
        text,
        read_options=pa.csv.ReadOptions(
            use_threads=False, block_size=BLOCK, column_names=names, skip_rows=top + 1
        ),
        parse_options=pa.csv.ParseOptions(
            delimiter=separator,
            newlines_in_values=True,
            ignore_empty_lines=False,
            invalid_row_handler=set_aside,
        ),
        convert_options=pa.csv.ConvertOptions(
            include_columns=[names[place] for place in places.values()],
            column_types={names[place]: pa.string() for place in places.values()},
            strings_can_be_null=False,
        ),
    )
    number = top + 2
    for record in reader:
        ragged = _among(invalid, number, len(record))
        frame, number = _numbered(record, places, number, ragged)
        yield Batch(frame, _share(stream, source), ragged)
    if invalid:
        yield Batch(_empty(places), 1.0, tuple(invalid))


def _first_rows(head: str, separator: str) -> list[Sequence[object]]:
    return list(islice(csv.reader(io.StringIO(head), delimiter=separator), HEADINGS_WITHIN))


def _among(invalid: deque[tuple[int, str]], start: int, count: int) -> tuple[tuple[int, str], ...]:
    """Those set aside between so many sound rows; the reader is a block ahead, the others come later."""
    taken: list[tuple[int, str]] = []
    while invalid and invalid[0][0] < start + count + len(taken):
        taken.append(invalid.popleft())
    return tuple(taken)


def _numbered(
    record: pa.RecordBatch, places: dict[str, int], start: int, ragged: Sequence[tuple[int, str]]
) -> tuple[pl.DataFrame, int]:
    """The rows with their numbers: those between were set aside."""
    frame = pl.DataFrame(pl.from_arrow(record))
    frame = frame.select([pl.col(f"c{place}").alias(name) for name, place in places.items()])
    end = start + len(frame) + len(ragged)
    without = {number for number, _text in ragged}
    rows = [number for number in range(start, end) if number not in without] if without else range(start, end)
    return _tidied(frame.insert_column(0, pl.Series("row", rows, dtype=pl.Int64))), end


def _of_workbook(source: Source, stream: BinaryIO, wanted: SetDefinition) -> Iterator[Batch]:
    rows = streamed_sheet(stream.read(), WORKBOOK)
    first = list(islice(rows, HEADINGS_WITHIN))
    top, places = _headed(first, wanted)
    number, total = top + 2, 0
    remaining = iter(first[top + 1 :])
    for some in (remaining, rows):
        while cells := list(islice(some, ROWS)):
            columns = {
                name: [_plain(row[at] if at < len(row) else "") for row in cells]
                for name, at in places.items()
            }
            numbers = pl.Series("row", range(number, number + len(cells)), dtype=pl.Int64)
            texts = pl.DataFrame(columns, schema=dict.fromkeys(columns, pl.String))
            number, total = number + len(cells), total + len(cells)
            yield Batch(_tidied(texts.insert_column(0, numbers)), min(0.99, total / WORKBOOK.rows))


def _plain(cell: object) -> str:
    """A cell as text: whole numbers without a point, days as ISO.

    A number too long for a spreadsheet was rounded there: it is no identity number any more.
    """
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < _DIGITS_A_FLOAT_KEEPS:
        return str(int(cell))
    return str(cell)


def _of_parquet(source: Source, stream: BinaryIO, wanted: SetDefinition) -> Iterator[Batch]:
    file = pa.parquet.ParquetFile(
        stream, thrift_string_size_limit=16_000_000, thrift_container_size_limit=1_000_000
    )
    _, places = _headed([file.schema_arrow.names], wanted)
    _refuse_unfit(file, places)
    named = {name: file.schema_arrow.names[place] for name, place in places.items()}
    texts = [each for each in named.values() if _is_text(file.schema_arrow.field(each).type)]
    file = pa.parquet.ParquetFile(
        stream,
        read_dictionary=texts,
        thrift_string_size_limit=16_000_000,
        thrift_container_size_limit=1_000_000,
    )
    number, total = 1, max(1, file.metadata.num_rows)
    for record in _portions(file.iter_batches(batch_size=ROWS, columns=list(named.values()))):
        columns = {
            name: _text_of(record.column(record.schema.get_field_index(of))) for name, of in named.items()
        }
        frame = pl.DataFrame(columns).insert_column(
            0, pl.Series("row", range(number, number + record.num_rows), dtype=pl.Int64)
        )
        number += record.num_rows
        if number > MOST_ROWS_A_BYTE * source.size:
            raise SetRefusedError("文件里同一个人的行太多，不像是一份按人的名单；请核对后再交入。")
        yield Batch(_tidied(frame), (number - 1) / total)


def _refuse_unfit(file: pa.parquet.ParquetFile, places: dict[str, int]) -> None:
    """What is no plain column, and groups that unpack to more than a machine should hold."""
    for place in places.values():
        if not _is_plain(file.schema_arrow.field(place).type):
            raise SetRefusedError(
                "Parquet 文件的列“%(column)s”不是普通的一列。", column=file.schema_arrow.names[place]
            )
    groups = (file.metadata.row_group(n).total_byte_size for n in range(file.metadata.num_row_groups))
    if max(groups, default=0) > MOST_IN_A_GROUP:
        raise SetRefusedError("Parquet 文件的一个行组展开后过大；请分成较小的行组再导出。")


def _is_plain(kind: pa.DataType) -> bool:
    """Nothing within it, and texts come as a dictionary, so that they are measured before they are copied."""
    is_wide = pa.types.is_fixed_size_binary(kind) or isinstance(kind, pa.BaseExtensionType)
    return not (pa.types.is_nested(kind) or is_wide)


def _is_text(kind: pa.DataType) -> bool:
    """Of any length, however the file calls it."""
    is_short = pa.types.is_primitive(kind) or pa.types.is_decimal(kind) or pa.types.is_null(kind)
    return not is_short


def _portions(records: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """The longer the texts that rows share, the fewer rows at once."""
    for record in records:
        most = max(1, MOST_COPIED // (_BYTES_A_SIGN * max(1, sum(map(_longest, record.columns)))))
        for start in range(0, record.num_rows, most):
            yield record.slice(start, most)


def _longest(column: pa.Array) -> int:
    """How long a text is that rows share; a very long one is refused before it is copied to each."""
    if not pa.types.is_dictionary(column.type):
        return 0
    longest = max((len(str(text)) for text in column.dictionary.to_pylist()), default=0)
    if longest > LONGEST_CELL:
        raise SetRefusedError("文件里有超过 %(most)s 个字的单元格。", most=LONGEST_CELL)
    return longest


def _text_of(column: pa.Array) -> pl.Series:
    if pa.types.is_dictionary(column.type):
        column = column.dictionary_decode()
    return pl.Series(column.cast(pa.string()))


def _tidied(frame: pl.DataFrame) -> pl.DataFrame:
    """Blank cells are null; rows without any cell are no rows."""
    names = [name for name in frame.columns if name != "row"]
    texts = [pl.col(name).str.strip_chars().replace("", None) for name in names]
    return frame.with_columns(texts).filter(pl.any_horizontal([pl.col(name).is_not_null() for name in names]))


def _empty(places: Iterable[str]) -> pl.DataFrame:
    return pl.DataFrame(schema={"row": pl.Int64, **dict.fromkeys(places, pl.String)})


def _share(stream: BinaryIO, source: Source) -> float:
    return min(1.0, stream.tell() / max(1, source.size))


def _plain_text(stream: BinaryIO, encoding: str) -> io.RawIOBase:
    """In UTF-8, as most come; a byte order mark is left out."""
    if encoding != "utf-8":
        return _Recoded(stream, encoding)
    is_marked = stream.read(len(codecs.BOM_UTF8)) == codecs.BOM_UTF8
    stream.seek(len(codecs.BOM_UTF8) if is_marked else 0)
    return cast(io.RawIOBase, stream)


class _Recoded(io.RawIOBase):
    """A text in UTF-8 that was written in another encoding."""

    def __init__(self, stream: BinaryIO, encoding: str) -> None:
        self._stream, self._decoder = stream, codecs.getincrementaldecoder(encoding)()
        self._held, self._is_over = b"", False

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]  # any writable buffer
        while not self._held and not self._is_over:
            piece = self._stream.read(1024 * 1024)
            self._is_over = not piece
            self._held = self._decoder.decode(piece, self._is_over).removeprefix("\ufeff").encode()
        part = self._held[: len(buffer)]
        buffer[: len(part)] = part
        self._held = self._held[len(part) :]
        return len(part)
