"""Workbooks of several sheets to be filled in: headings with helps, lists to choose from."""

import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from yimen.foundation.spreadsheets.writing import safe_text

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

_PLAIN: dict[str, object] = {
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "in_memory": True,
}
_LAST_ROW = 20_000
_MOST_CHOICES = 255
"""Characters of a list that stands in the cell itself."""


@dataclass(frozen=True)
class Heading:
    """One column: what belongs into it, and the words to choose from where it is a list."""

    title: str
    help: str = ""
    choices: Sequence[str] = ()
    is_required: bool = False
    width: int = 18


@dataclass(frozen=True)
class BookSheet:
    """One sheet with its headings and the rows it begins with."""

    name: str
    headings: Sequence[Heading]
    rows: Sequence[Sequence[object]] = field(default_factory=tuple)


def write_book(sheets: Sequence[BookSheet]) -> bytes:
    """The finished workbook; every cell is text, so that no number loses its zeros or its last digits."""
    import xlsxwriter  # here: a tenth of a second that only who writes a sheet has to spend

    file = io.BytesIO()
    with xlsxwriter.Workbook(file, _PLAIN) as book:
        plain = book.add_format({"num_format": "@"})
        formats = {
            True: book.add_format({"bold": True, "bottom": 1, "bg_color": "#FFF2CC"}),
            False: book.add_format({"bold": True, "bottom": 1}),
        }
        for each in sheets:
            _write(book.add_worksheet(each.name), each, plain, formats)
    return file.getvalue()


def _write(sheet: "Worksheet", each: BookSheet, plain: "Format", formats: "dict[bool, Format]") -> None:
    for place, heading in enumerate(each.headings):
        sheet.set_column(place, place, heading.width, plain)
        sheet.write_string(0, place, heading.title, formats[heading.is_required])
        if heading.help or heading.choices:
            sheet.data_validation(1, place, _LAST_ROW, place, _validation(heading))
    sheet.freeze_panes(1, 0)
    for number, row in enumerate(each.rows, start=1):
        for place, cell in enumerate(row):
            if cell not in (None, ""):
                sheet.write_string(number, place, safe_text(str(cell)), plain)


def _validation(heading: Heading) -> dict[str, object]:
    """Lists are offered, other cells only told about: what is wrong is said when the file is checked."""
    told: dict[str, object] = {"input_title": heading.title[:32], "input_message": heading.help[:255]}
    if heading.choices and len(",".join(heading.choices)) <= _MOST_CHOICES:
        return {**told, "validate": "list", "source": list(heading.choices), "error_type": "warning"}
    return {**told, "validate": "any"}
