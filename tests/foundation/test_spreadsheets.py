"""Spreadsheets: streamed, typed cells, and no cell that could become a formula."""

import tracemalloc
import zipfile
from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
from python_calamine import CalamineWorkbook

from yimen.foundation.spreadsheets import Column, write_xlsx
from yimen.foundation.spreadsheets.writing import safe_text
from yimen.kernel import Money


def test_cells_keep_their_kind() -> None:
    moment = datetime(2026, 3, 2, 1, 30, tzinfo=UTC)
    rows = [("钟小梅", Money.yuan("812.50"), date(2026, 3, 2), moment, 3, True, None)]
    with write_xlsx([Column(title) for title in "甲乙丙丁戊己庚"], rows) as file:
        sheet = CalamineWorkbook.from_filelike(file).get_sheet_by_index(0).to_python()
    assert sheet[0] == list("甲乙丙丁戊己庚")
    assert sheet[1][:3] == ["钟小梅", 812.5, date(2026, 3, 2)]
    assert sheet[1][3] == datetime(2026, 3, 2, 9, 30)  # noqa: DTZ001 - a sheet shows local time
    assert sheet[1][4:] == [3, "是", ""]


@pytest.mark.parametrize(
    "text",
    [
        '=HYPERLINK("http://x","a")',
        "+1+1",
        "-1+1",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "\n=1",
        "＝1+1",
        "－1",
        "＋1",
        "＠A1",
    ],
)
def test_no_text_becomes_a_formula_here_or_in_a_csv(text: str) -> None:
    assert safe_text(text) == f"'{text}"
    with write_xlsx([Column("x")], [(text,)]) as file, zipfile.ZipFile(file) as book:
        sheet = book.read("xl/worksheets/sheet1.xml")
    assert b"<f>" not in sheet and b"hyperlink" not in sheet


def test_ordinary_text_is_left_alone() -> None:
    assert safe_text("平远县大柘镇") == "平远县大柘镇"
    assert safe_text("") == ""


def test_rows_are_taken_one_at_a_time_in_bounded_memory() -> None:
    def rows() -> Iterator[tuple[str, ...]]:
        for number in range(20_000):
            yield (f"第 {number} 户" * 10,) * 5

    tracemalloc.start()
    with write_xlsx([Column("x")] * 5, rows()) as file:
        peak = tracemalloc.get_traced_memory()[1]
        assert file.read(2) == b"PK"
    tracemalloc.stop()
    assert peak < 5_000_000


@pytest.mark.parametrize("text", ["-5", "-5.0", "-1234567.89"])
def test_an_amount_below_zero_is_no_formula(text: str) -> None:
    assert safe_text(text) == text
