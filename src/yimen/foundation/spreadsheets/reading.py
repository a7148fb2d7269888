"""Reading sheets that were handed in: small ones, of plain cells, whatever else the file holds.

A few kilobytes can promise a million columns or a gigabyte of text, so every part of a workbook is unpacked
under a limit and looked through before the reader sees it, and the reader gets only what was looked through.
"""

import csv
import io
import zipfile
import zlib
from collections.abc import Sequence
from typing import Any
from xml.parsers import expat

from django.utils.translation import gettext as _
from python_calamine import CalamineError, CalamineWorkbook

from yimen.foundation.spreadsheets.errors import SheetNotAcceptedError

MOST_BYTES = 5_000_000
MOST_UNPACKED = 20_000_000
MOST_PARTS = 100
MOST_ROWS = 5_000
MOST_COLUMNS = 60
_ZIP = b"PK\x03\x04"
_PARTS = (".xml", ".rels")
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


def read_sheet(content: bytes) -> list[Sequence[object]]:
    """The rows of the first sheet of an XLSX file, or of a CSV text in UTF-8 or GB 18030."""
    if len(content) > MOST_BYTES:
        raise _refusal(_("表格文件不能超过 5 MB；请只保留需要的行后再上传。"))
    rows = _workbook_rows(content) if content.startswith(_ZIP) else _text_rows(content)
    if len(rows) > MOST_ROWS or any(len(row) > MOST_COLUMNS for row in rows):
        raise _too_large()
    return rows


def _refusal(message: str) -> SheetNotAcceptedError:
    return SheetNotAcceptedError(message)


def _unreadable() -> SheetNotAcceptedError:
    return _refusal(_("文件无法读取，请另存为 XLSX 或 CSV 后再上传。"))


def _too_large() -> SheetNotAcceptedError:
    message = _("表格太大：最多 %(rows)s 行、%(columns)s 列；请使用下载的模板，删去多余的行和列。")
    return _refusal(message % {"rows": MOST_ROWS, "columns": MOST_COLUMNS})


def _workbook_rows(content: bytes) -> list[Sequence[object]]:
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(_looked_through(content)))
        return list(workbook.get_sheet_by_index(0).to_python())
    except _FAULTS as fault:
        raise _unreadable() from fault


def _looked_through(content: bytes) -> bytes:
    """The same workbook, packed anew from the parts that passed; macros and pictures are left out."""
    plain, unpacked = io.BytesIO(), 0
    with zipfile.ZipFile(io.BytesIO(content)) as given, zipfile.ZipFile(plain, "w") as kept:
        parts = [part for part in given.infolist() if part.filename.endswith(_PARTS)]
        if len(parts) > MOST_PARTS or not any(part.filename == "xl/workbook.xml" for part in parts):
            raise _unreadable()
        for part in parts:
            with given.open(part) as stream:
                text = stream.read(MOST_UNPACKED - unpacked + 1)
            unpacked += len(text)
            if unpacked > MOST_UNPACKED:
                raise _too_large()
            _look_through(text)
            kept.writestr(part.filename, text)
    return plain.getvalue()


def _look_through(text: bytes) -> None:
    """Refuse document types (entities come with them) and cells beyond the limits."""
    parser = expat.ParserCreate()

    def doctype(*_named: object) -> None:
        raise _unreadable()

    def element(name: str, attributes: dict[str, Any]) -> None:
        place = attributes.get("r", "")
        if name.rpartition(":")[2] in ("c", "row") and _is_beyond(place):
            raise _too_large()

    parser.StartDoctypeDeclHandler = doctype
    parser.StartElementHandler = element
    try:
        parser.Parse(text, True)
    except expat.ExpatError as fault:
        raise _unreadable() from fault


def _is_beyond(place: str) -> bool:
    """A cell ("AB12") or row ("12") reference that lies outside what we read."""
    letters, digits = place.rstrip("0123456789"), place[len(place.rstrip("0123456789")) :]
    column = 0
    for letter in letters.upper()[:4]:
        column = column * 26 + ord(letter) - 64
    return column > MOST_COLUMNS or len(digits) > 6 or int(digits or 0) > MOST_ROWS


def _text_rows(content: bytes) -> list[Sequence[object]]:
    text = _decoded(content)
    if "\x00" in text:
        raise _unreadable()
    try:
        return list(csv.reader(io.StringIO(text)))
    except csv.Error as fault:
        raise _unreadable() from fault


def _decoded(content: bytes) -> str:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise _refusal(_("文件编码无法识别，请另存为 UTF-8 编码的 CSV 或 XLSX。"))
