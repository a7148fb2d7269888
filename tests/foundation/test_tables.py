"""Sheets as clerks keep them: headings anywhere, dates and amounts in any hand, faults with their place."""

import io
from datetime import date, datetime

import pytest
import xlsxwriter

from yimen.foundation.spreadsheets import Column as Written
from yimen.foundation.spreadsheets import write_xlsx
from yimen.foundation.spreadsheets.errors import HeadingsNotFoundError, SheetNotAcceptedError
from yimen.foundation.spreadsheets.reading import Limits, content_of, read_sheet
from yimen.foundation.spreadsheets.tables import Column, ColumnKind, read_table
from yimen.kernel import Money, Month

NUMBER = "110101199003070652"
COLUMNS = (
    Column("name", "姓名", required=True, synonyms=("户主姓名", "申请人"), longest=10),
    Column("number", "身份证号", ColumnKind.RESIDENT_ID, synonyms=("公民身份号码",)),
    Column("amount", "月保障金", ColumnKind.AMOUNT, synonyms=("金额",)),
    Column("begun", "享受日期", ColumnKind.DAY),
    Column("month", "发放月份", ColumnKind.MONTH),
    Column("size", "人数", ColumnKind.NUMBER),
    Column("kind", "类别", ColumnKind.CHOICE, choices={"低保": "dibao", "01": "dibao", "特困": "tekun"}),
    Column("urban", "城镇", ColumnKind.YES_NO),
    Column("account", "银行账号", longest=30),
)


def xlsx(*rows):
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"default_date_format": "yyyy-mm-dd"}) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    return file.getvalue()


def csv(*rows, encoding="utf-8"):
    return "\r\n".join(",".join(row) for row in rows).encode(encoding)


def cell_of(title, cell, maker=xlsx):
    """What one cell under one heading was understood as, or its fault."""
    (row,) = read_table(maker(("姓名", title), ("钟小梅", cell)), COLUMNS).rows
    key = next(column.key for column in COLUMNS if column.title == title)
    return row.faults[0] if row.faults else row.values[key]


def test_headings_are_found_below_a_title_and_under_other_names():
    table = read_table(
        xlsx(
            ("平远县大柘镇低保花名册",),
            (),
            ("序号", "户主姓名 *", "公民身份号码（18位）", "金额(元)："),
            (1, "钟小梅", NUMBER, 812.5),
            ("合计", "", "", 812.5),
            ("制表人：李", ""),
        ),
        COLUMNS,
    )
    (row,) = table.rows
    assert (table.heading_row, row.number, table.left_out, table.unread) == (3, 4, (5, 6), ("序号",))
    assert row.values["name"] == "钟小梅" and row.text("number") == NUMBER
    assert row.values["amount"] == Money.yuan("812.50") and row.values["begun"] is None


def test_numbers_of_rows_are_those_of_the_sheet_with_empty_rows_between():
    table = read_table(xlsx((), ("姓名",), (), ("甲",), (), ("乙",)), COLUMNS)
    assert [row.number for row in table.rows] == [4, 6]
    assert [row.number for row in read_table(csv(("姓名",), (), ("甲",)), COLUMNS).rows] == [3]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_csv_in_the_encodings_that_programs_write(encoding):
    (row,) = read_table(csv(("姓名", "金额"), ("钟小梅", "1200"), encoding=encoding), COLUMNS).rows
    assert row.values["name"] == "钟小梅" and row.values["amount"] == Money.yuan(1200)


def test_text_separated_by_tabs_or_semicolons_is_read_too():
    for sign in "\t;":
        (row,) = read_table(f"姓名{sign}人数\n甲{sign}3\n".encode(), COLUMNS).rows
        assert row.values["size"] == 3


@pytest.mark.parametrize(
    "cell",
    [
        *("2026-03-01", "2026/3/1", "2026.3.1", "2026年3月1日", "20260301", "2026-03-01 00:00:00"),
        *("２０２６－３－１", "2026 年 3 月 1 日", 46082, 46082.0, 20260301, date(2026, 3, 1)),
        datetime(2026, 3, 1, 8),  # noqa: DTZ001 - a sheet knows no time zone
    ],
)
def test_a_day_in_any_hand(cell):
    assert cell_of("享受日期", cell) == date(2026, 3, 1)


@pytest.mark.parametrize("cell", ["2026-02-30", "2026年3月", "03-01", "去年", "2026", "26.3.1"])
def test_what_is_no_day_is_said(cell):
    fault = cell_of("享受日期", cell)
    assert (fault.row, fault.column) == (2, "享受日期") and "2026-03-01" in fault.remedy


@pytest.mark.parametrize(
    "cell",
    ["2026-10", "2026/10", "202610", "2026年10月", "2026年10月份", 202610, date(2026, 10, 5), "2026.10"],
)
def test_a_month_in_any_hand(cell):
    assert cell_of("发放月份", cell) == Month(2026, 10)


def test_a_month_that_a_spreadsheet_cut_short_is_asked_for_again():
    assert "2026-03" in cell_of("发放月份", 2026.1).remedy  # 2026.10 as a number
    assert "月份" in cell_of("发放月份", "2026-13").wrong


@pytest.mark.parametrize(
    ("cell", "fen"),
    [
        *(("1,234.50", 123450), ("¥1234.5", 123450), ("1234.50元", 123450), ("１２３４．５", 123450)),
        *((1234.5, 123450), (0.1 + 0.2, 30), (812, 81200), ("0", 0)),
    ],
)
def test_an_amount_in_any_hand(cell, fen):
    assert cell_of("月保障金", cell) == Money(fen)


@pytest.mark.parametrize("cell", ["1.234", 1.234, "-5", -5, "1.2万", "约500", "1E+999999", "NaN"])
def test_what_is_no_amount_is_said(cell):
    assert cell_of("月保障金", cell).column == "月保障金"


def test_numbers_of_people_are_checked_and_what_a_spreadsheet_rounded_is_found():
    assert str(cell_of("身份证号", f" {NUMBER[:6]} {NUMBER[6:]} ")) == NUMBER
    assert "校验位" in cell_of("身份证号", NUMBER[:-1] + "1").wrong
    assert NUMBER[:-1] not in str(cell_of("身份证号", NUMBER[:-1] + "1"))
    assert "数字" in cell_of("身份证号", float(NUMBER)).wrong
    assert "文本" in cell_of("银行账号", 6217000000000001234.0).remedy
    assert cell_of("银行账号", "6217000000000001234") == "6217000000000001234"


def test_choices_by_word_or_code_and_yes_or_no():
    assert [cell_of("类别", word) for word in ("低保", "01", "特困", "０１")] == [
        "dibao",
        "dibao",
        "tekun",
        "dibao",
    ]
    assert "低保、01、特困" in cell_of("类别", "五保").remedy
    assert [cell_of("城镇", word) for word in ("是", "N", 1, True, "×")] == [True, False, True, True, False]
    assert "是或否" in cell_of("城镇", "也许").wrong


def test_text_is_kept_plain():
    assert cell_of("银行账号", "\u200b62 17\ufeff") == "62 17"
    assert "个字" in read_table(xlsx(("姓名",), ("很" * 11,)), COLUMNS).rows[0].faults[0].wrong
    assert "控制字符" in cell_of("银行账号", "a\u202eb").wrong
    assert cell_of("人数", 3.0) == 3 and "整数" in cell_of("人数", 3.5).wrong


def test_what_we_guarded_when_writing_is_read_back_as_it_was():
    with write_xlsx([Written("姓名"), Written("银行账号")], [("甲", "=1+1")]) as file:
        (row,) = read_table(file.read(), COLUMNS).rows
    assert row.values["account"] == "=1+1"


def test_a_formula_is_never_run_and_one_that_failed_is_refused_by_its_place():
    def calculated(formula, result):
        file = io.BytesIO()
        with xlsxwriter.Workbook(file) as book:
            sheet = book.add_worksheet()
            sheet.write_row(0, 0, ["姓名", "月保障金"])
            sheet.write_string(1, 0, "甲")
            sheet.write_formula(1, 1, formula, None, result)
        return file.getvalue()

    (row,) = read_table(calculated("=1+1", 600), COLUMNS).rows
    assert row.values["amount"] == Money.yuan(600)
    with pytest.raises(SheetNotAcceptedError, match="B2 的公式出错"):
        read_table(calculated("=1/0", "#DIV/0!"), COLUMNS)
    (row,) = read_table(csv(("姓名", "金额"), ("甲", "#DIV/0!")), COLUMNS).rows
    assert "公式" in row.faults[0].wrong


def test_an_empty_required_cell_is_a_fault_and_the_other_cells_are_read():
    table = read_table(xlsx(("姓名", "人数"), ("", 2), ("乙", 1)), COLUMNS)
    assert [(fault.row, fault.column) for fault in table.faults] == [(2, "姓名")]
    assert [row.number for row in table.sound] == [3] and table.rows[0].values["size"] == 2


def test_missing_and_doubled_headings_are_refused_by_name():
    with pytest.raises(HeadingsNotFoundError, match="缺少：姓名"):
        read_table(xlsx(("人数",), (1,)), COLUMNS)
    with pytest.raises(HeadingsNotFoundError, match="重复：姓名"):
        read_table(xlsx(("姓名", "申请人"), ("甲", "乙")), COLUMNS)
    with pytest.raises(HeadingsNotFoundError, match="没有找到表头"):
        read_table(xlsx(("甲", "丙"), ("乙", "丁")), COLUMNS)
    with pytest.raises(HeadingsNotFoundError, match="没有找到表头"):
        read_table(b"", COLUMNS)


def test_a_file_past_the_limits_is_refused():
    rows = [("姓名",), *[("甲",)] * 11]
    tight = Limits(megabytes=1, unpacked=100_000, rows=10, columns=3)
    for content in (xlsx(*rows), csv(*rows), csv(("姓名", "", "", ""))):
        with pytest.raises(SheetNotAcceptedError):
            read_table(content, COLUMNS, tight)


def test_of_an_endless_upload_only_so_much_is_read_as_shows_that_it_is_too_large():
    class Endless:
        def read(self, size: int = -1, /) -> bytes:
            assert size >= 0
            return b"a" * size

    limits = Limits(megabytes=1, unpacked=1, rows=1, columns=1)
    with pytest.raises(SheetNotAcceptedError, match="1 MB"):
        read_sheet(content_of(Endless(), limits), limits)


@pytest.mark.parametrize("content", ["只是一段话", "第一行\n第二行\n第三行"])
def test_a_text_without_columns_is_said_to_be_no_table(content):
    with pytest.raises(SheetNotAcceptedError, match="不是表格"):
        read_table(content.encode(), COLUMNS)
