"""Uploaded results: XLSX and CSV become lines, every bad row is refused by its number."""

from collections.abc import Sequence
from datetime import date
from uuid import uuid4

import pytest
from tests.support.sheets import xlsx_of

from yimen.domains.verification.errors import LineInvalidError
from yimen.domains.verification.rules import HEADINGS, read_result
from yimen.domains.verification.types import LineKind, Verified
from yimen.foundation.spreadsheets.errors import SheetNotAcceptedError
from yimen.kernel import Money

LI, CHEN = Verified(uuid4(), "李建明"), Verified(uuid4(), "陈秀英")
GOOD = ["李建明", "工资性收入", 900.5, "社会保险", "2026-03-01"]


def csv_of(
    *rows: Sequence[object], headings: tuple[str, ...] = HEADINGS, encoding: str = "utf-8-sig"
) -> bytes:
    return "\n".join(",".join(str(cell) for cell in row) for row in (headings, *rows)).encode(encoding)


@pytest.mark.parametrize("content", [csv_of(GOOD), csv_of(GOOD, encoding="gb18030"), xlsx_of(GOOD)])
def test_a_sheet_becomes_lines_to_the_fen(content):
    (line,) = read_result(content, [LI, CHEN])
    assert (line.person_id, line.kind, line.amount) == (LI.person_id, LineKind.WAGE, Money(90050))
    assert (line.source, line.as_of) == ("社会保险", date(2026, 3, 1))


def test_kinds_are_known_by_code_and_by_title_and_empty_rows_are_skipped():
    rows: list[list[object]] = [
        ["陈秀英", "deposit", "1,000.00", "某银行", "2026/03/01"],
        ["", "", "", "", ""],
        GOOD,
    ]
    content = xlsx_of(*rows)
    assert [line.kind for line in read_result(content, [LI, CHEN])] == [LineKind.DEPOSIT, LineKind.WAGE]


@pytest.mark.parametrize(
    ("row", "column"),
    [
        (["王生人", "工资性收入", "1", "社保", "2026-03-01"], "姓名"),
        (["李建明", "彩票", "1", "社保", "2026-03-01"], "类别"),
        (["李建明", "工资性收入", "很多", "社保", "2026-03-01"], "金额"),
        (["李建明", "工资性收入", "-1", "社保", "2026-03-01"], "金额"),
        (["李建明", "工资性收入", "1", "", "2026-03-01"], "来源"),
        (["李建明", "工资性收入", "1", "社保", "上月"], "日期"),
    ],
)
def test_a_bad_row_is_refused_by_its_number(row, column):
    with pytest.raises(LineInvalidError) as refused:
        read_result(csv_of(GOOD, row), [LI, CHEN])
    assert refused.value.facts["row"] == 3 and refused.value.facts["column"] == column


def test_a_sheet_without_its_headings_or_with_two_of_a_name_is_refused():
    with pytest.raises(LineInvalidError, match="表头缺少"):
        read_result(csv_of(headings=("姓名", "金额")), [LI])
    with pytest.raises(LineInvalidError, match="同名"):
        read_result(csv_of(GOOD), [LI, Verified(uuid4(), "李建明")])


def test_what_is_no_sheet_is_refused():
    with pytest.raises(SheetNotAcceptedError):
        read_result(b"PK\x03\x04 not a workbook", [LI])
    with pytest.raises(SheetNotAcceptedError):
        read_result(b"\xff\xfe\x00\x81\x82", [LI])
