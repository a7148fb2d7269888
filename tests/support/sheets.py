"""Sheets as the county's offices hand them in, made for tests."""

import io
from collections.abc import Sequence

import xlsxwriter

from yimen.domains.verification.rules import HEADINGS


def xlsx_of(*rows: Sequence[object]) -> bytes:
    """A workbook of verification results with its headings."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate((HEADINGS, *rows)):
            sheet.write_row(number, 0, row)
    return file.getvalue()
