"""Reading sheets that were handed in: small ones, of plain cells, whatever else the file holds.

A few kilobytes can promise a million columns or a gigabyte of text, so every part of a workbook is unpacked
under a limit and looked through before the reader sees it, and the reader gets only what was looked through.
"""

import csv
import io
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Protocol
from xml.parsers import expat

from python_calamine import CalamineError, CalamineWorkbook

from yimen.foundation.spreadsheets.errors import SheetNotAcceptedError
from yimen.foundation.spreadsheets.shared import Listener, SharedText

MOST_PARTS = 100
MOST_ROWS = 5_000
MOST_COLUMNS = 60
_ZIP = b"PK\x03\x04"
_PARTS = (".xml", ".rels")
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_SEPARATORS = (",", "\t", ";")
_FAULTS = (
    CalamineError,
    zipfile.BadZipFile,
    zlib.error,
    NotImplementedError,
    RuntimeError,
    EOFError,
    OSError,
)
"""What the readers raise for a damaged, encrypted or unknown archive."""


@dataclass(frozen=True)
class Limits:
    """How much of a file is taken in: packed and unpacked bytes, rows, columns."""

    megabytes: int
    unpacked: int
    rows: int
    columns: int


FILLED_IN = Limits(megabytes=5, unpacked=20_000_000, rows=MOST_ROWS, columns=MOST_COLUMNS)
"""More than a person would fill in by hand."""
WHOLE_COUNTY = Limits(megabytes=20, unpacked=100_000_000, rows=30_000, columns=80)
"""A list that another system wrote of a whole county."""


class Upload(Protocol):
    """Anything with bytes to read."""

    def read(self, size: int = ..., /) -> bytes: ...


def content_of(upload: Upload, limits: Limits = WHOLE_COUNTY) -> bytes:
    """What was handed in; of too much only as much as shows that, for the reader to refuse."""
    return bytes(upload.read(limits.megabytes * 1_000_000 + 1))


def read_sheet(content: bytes, limits: Limits = FILLED_IN) -> list[Sequence[object]]:
    """The rows of the first sheet of an XLSX file, or of a CSV text in UTF-8, UTF-16 or GB 18030.

    The first row is that of the sheet's row 1, also where it is empty: a row's place is its number.
    """
    return next(iter(_sheets(content, limits, slice(1)).values()))


def read_sheets(content: bytes, limits: Limits = FILLED_IN) -> dict[str, list[Sequence[object]]]:
    """The rows of every sheet by its name; a CSV text is one sheet without a name."""
    return _sheets(content, limits, slice(None))


def streamed_sheet(content: bytes, limits: Limits) -> Iterator[Sequence[object]]:
    """The rows of the first sheet of an XLSX file, one at a time; refuses more rows than the limits allow."""
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(_looked_through(content, limits)))
        if not workbook.sheet_names:
            raise _unreadable()
        sheet = workbook.get_sheet_by_index(0)
        yield from sheet.iter_rows()
    except _FAULTS as fault:
        raise _unreadable() from fault


def _sheets(content: bytes, limits: Limits, which: slice) -> dict[str, list[Sequence[object]]]:
    if len(content) > limits.megabytes * 1_000_000:
        raise SheetNotAcceptedError(
            "表格文件不能超过 %(limit)s MB；请只保留需要的行后再上传。", limit=limits.megabytes
        )
    if content.startswith(_ZIP):
        sheets = _workbook_sheets(content, limits, which)
    else:
        sheets = {"": _text_rows(content)}
    if not sheets:
        raise _unreadable()
    for rows in sheets.values():
        if len(rows) > limits.rows or any(len(row) > limits.columns for row in rows):
            raise _too_large(limits)
    return sheets


def _unreadable() -> SheetNotAcceptedError:
    return SheetNotAcceptedError("文件无法读取，请另存为 XLSX 或 CSV 后再上传。")


def _too_large(limits: Limits) -> SheetNotAcceptedError:
    return SheetNotAcceptedError(
        "表格太大：最多 %(rows)s 行、%(columns)s 列；请使用下载的模板，删去多余的行和列。",
        rows=limits.rows,
        columns=limits.columns,
    )


def _workbook_sheets(content: bytes, limits: Limits, which: slice) -> dict[str, list[Sequence[object]]]:
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(_looked_through(content, limits)))
        names = workbook.sheet_names[which]
        return {
            name: list(workbook.get_sheet_by_name(name).to_python(skip_empty_area=False)) for name in names
        }
    except _FAULTS as fault:
        raise _unreadable() from fault


def _looked_through(content: bytes, limits: Limits) -> bytes:
    """The same workbook, packed anew from the parts that passed; macros and pictures are left out."""
    plain, unpacked, shared = io.BytesIO(), 0, SharedText()
    with zipfile.ZipFile(io.BytesIO(content)) as given, zipfile.ZipFile(plain, "w") as kept:
        parts = [part for part in given.infolist() if part.filename.endswith(_PARTS)]
        if len(parts) > MOST_PARTS or not any(part.filename == "xl/workbook.xml" for part in parts):
            raise _unreadable()
        for part in parts:
            with given.open(part) as stream:
                text = stream.read(limits.unpacked - unpacked + 1)
            unpacked += len(text)
            if unpacked > limits.unpacked:
                raise _too_large(limits)
            _look_through(text, limits, shared)
            kept.writestr(part.filename, text)
    if shared.characters > limits.unpacked:
        raise _too_large(limits)
    return plain.getvalue()


def _look_through(text: bytes, limits: Limits, shared: SharedText) -> None:
    """Refuse document types (entities come with them), cells beyond the limits, and formulas that failed:
    the reader would take them for empty."""
    parser = expat.ParserCreate()
    listener = Listener(parser, shared)

    def doctype(*_named: object) -> None:
        raise _unreadable()

    def element(name: str, attributes: dict[str, Any]) -> None:
        place, kind = attributes.get("r", ""), name.rpartition(":")[2]
        listener.element(kind, attributes)
        if kind in ("c", "row") and _is_beyond(place, limits):
            raise _too_large(limits)
        if kind == "c" and attributes.get("t") == "e":
            raise SheetNotAcceptedError(
                "单元格 %(place)s 的公式出错，没有结果；请改正公式或直接填写结果后再上传。", place=place
            )

    parser.StartDoctypeDeclHandler = doctype
    parser.StartElementHandler = element
    try:
        parser.Parse(text, True)
    except expat.ExpatError as fault:
        raise _unreadable() from fault


def _is_beyond(place: str, limits: Limits) -> bool:
    """A cell ("AB12") or row ("12") reference that lies outside what we read."""
    letters, digits = place.rstrip("0123456789"), place[len(place.rstrip("0123456789")) :]
    column = 0
    for letter in letters.upper()[:4]:
        column = column * 26 + ord(letter) - 64
    return column > limits.columns or len(digits) > 6 or int(digits or 0) > limits.rows


def _text_rows(content: bytes) -> list[Sequence[object]]:
    text = _decoded(content)
    if "\x00" in text:
        raise _unreadable()
    first = text.split("\n", 1)[0]
    separator = max(_SEPARATORS, key=first.count)
    try:
        return list(csv.reader(io.StringIO(text), delimiter=separator))
    except csv.Error as fault:
        raise _unreadable() from fault


def _decoded(content: bytes) -> str:
    for encoding in ("utf-16",) if content.startswith(_UTF_16) else ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise SheetNotAcceptedError("文件编码无法识别，请另存为 UTF-8 编码的 CSV 或 XLSX。")
