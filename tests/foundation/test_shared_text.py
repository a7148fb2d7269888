"""A few kilobytes that come to gigabytes, because many cells point to one long string, are refused unread."""

import io
import zipfile

import pytest
import xlsxwriter

from yimen.foundation.spreadsheets.errors import SheetNotAcceptedError
from yimen.foundation.spreadsheets.reading import read_sheet

SPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
LONG = "长" * 100_000


def plain(*words: str) -> bytes:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as book:
        page = book.add_worksheet()
        for number, word in enumerate(words):
            page.write_string(number, 0, word)
    return file.getvalue()


def with_parts(strings: str, cells: str) -> bytes:
    """A sound workbook in which the strings and the cells are others."""
    parts = {
        "xl/sharedStrings.xml": f'<sst xmlns="{SPACE}">{strings}</sst>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{SPACE}"><sheetData>{cells}</sheetData></worksheet>',
    }
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(plain("a"))) as given, zipfile.ZipFile(made, "w", 8) as kept:
        for name in given.namelist():
            kept.writestr(name, parts.get(name, given.read(name)))
    return made.getvalue()


def rows(reference: str, many: int = 400) -> str:
    return "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>{reference}</v></c></row>' for n in range(1, many + 1))


TEXTS = f"<si><t>短</t></si><si><t>{LONG}</t></si>"


@pytest.mark.parametrize("reference", ["1", " 1 ", "0<!-- -->1", "1<b>0</b>", "7", "", "-1", "١"])
def test_many_cells_of_one_long_string_are_refused(reference: str) -> None:
    content = with_parts(TEXTS, rows(reference))
    assert len(content) < 20_000
    with pytest.raises(SheetNotAcceptedError, match="表格太大"):
        read_sheet(content)


def test_a_second_text_beside_the_reference_does_not_hide_it() -> None:
    cells = rows("1").replace("</v>", "</v>0")
    with pytest.raises(SheetNotAcceptedError, match="表格太大"):
        read_sheet(with_parts(TEXTS, cells))


def test_rich_text_counts_whole() -> None:
    runs = f"<si><r><t>{LONG}</t></r><r><t>短</t></r></si>"
    with pytest.raises(SheetNotAcceptedError, match="表格太大"):
        read_sheet(with_parts(runs, rows("0")))


def test_many_cells_of_a_short_string_are_read() -> None:
    assert read_sheet(with_parts(TEXTS, rows("0"))) == [["短"]] * 400
    assert read_sheet(plain("低保", "特困", "低保")) == [["低保"], ["特困"], ["低保"]]
