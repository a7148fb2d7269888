"""Writing XLSX with constant memory, and CSV."""

import csv
import io
import re
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import IO, TYPE_CHECKING

from django.utils import timezone

from yimen.kernel import Money

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

_DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""Wide signs too: spreadsheet programs in Chinese take them for the narrow ones."""
_BELOW_ZERO = re.compile(r"-[0-9]{1,15}(\.[0-9]+)?")
_SAFE: dict[str, object] = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "in_memory": False,
}


@dataclass(frozen=True)
class Column:
    """A heading and the width of its column in characters."""

    title: str
    width: int = 14


@contextmanager
def write_xlsx(columns: Sequence[Column], rows: Iterable[Sequence[object]]) -> Iterator[IO[bytes]]:
    """Yield an open temporary file with the finished sheet; rows are read one at a time.

    Text is written as text, never as formula; what a program might take for one when saved as CSV
    gets an apostrophe in front. Money becomes yuan, dates and moments become cells of that kind.
    """
    import xlsxwriter  # here: a tenth of a second that only who writes a sheet has to spend

    with tempfile.TemporaryFile(suffix=".xlsx") as file:
        with xlsxwriter.Workbook(file, _SAFE) as book:
            sheet = book.add_worksheet()
            formats = {
                "head": book.add_format({"bold": True, "bottom": 1}),
                "yuan": book.add_format({"num_format": "0.00"}),
                "date": book.add_format({"num_format": "yyyy-mm-dd"}),
                "moment": book.add_format({"num_format": "yyyy-mm-dd hh:mm"}),
            }
            for place, column in enumerate(columns):
                sheet.set_column(place, place, column.width)
                sheet.write_string(0, place, column.title, formats["head"])
            sheet.freeze_panes(1, 0)
            for number, row in enumerate(rows, start=1):
                for place, value in enumerate(row):
                    _write_cell(sheet, number, place, value, formats)
        file.seek(0)
        yield file


def write_csv(titles: Sequence[str], rows: Iterable[Sequence[object]], encoding: str) -> bytes:
    """The same as text in an encoding; characters it does not know become question marks."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    for row in (titles, *rows):
        writer.writerow([safe_text(str(cell)) for cell in row])
    return text.getvalue().encode(encoding, "replace")


def _write_cell(
    sheet: "Worksheet", row: int, place: int, value: object, formats: "dict[str, Format]"
) -> None:
    match value:
        case None:
            return
        case bool():
            sheet.write_string(row, place, "是" if value else "否")
        case Money():
            sheet.write_number(row, place, float(Decimal(value.fen) / 100), formats["yuan"])
        case int() | float() | Decimal():
            sheet.write_number(row, place, float(value))
        case datetime():
            local = timezone.make_naive(value) if timezone.is_aware(value) else value
            sheet.write_datetime(row, place, local, formats["moment"])
        case date():
            sheet.write_datetime(row, place, datetime.combine(value, time()), formats["date"])
        case _:
            sheet.write_string(row, place, safe_text(str(value)))


def safe_text(text: str) -> str:
    """Text that no spreadsheet program takes for a formula; an amount below zero is none."""
    if _BELOW_ZERO.fullmatch(text):
        return text
    return f"'{text}" if text.startswith(_DANGEROUS) else text
