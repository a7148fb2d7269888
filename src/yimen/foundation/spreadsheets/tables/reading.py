"""Finding the headings of a sheet, wherever they stand, and reading the rows below them."""

import re
import unicodedata
from collections.abc import Mapping, Sequence

from yimen.foundation.spreadsheets.errors import HeadingsNotFoundError, SheetNotAcceptedError
from yimen.foundation.spreadsheets.reading import WHOLE_COUNTY, Limits, read_sheet
from yimen.foundation.spreadsheets.tables.cells import CellFault, plain_text, read_cell
from yimen.foundation.spreadsheets.tables.columns import Cell, Column, Fault, Row, Table
from yimen.kernel import Sentence

_HEADINGS_WITHIN = 15
"""Rows above the headings that a title, an office and a date may take."""
_REMARK = re.compile(r"[(（【\[].*?[)）】\]]")
_DECORATION = re.compile(r"[\s*:：、/.]")
_SUMS = ("合计", "小计", "总计", "共计", "制表", "填表", "审核人", "单位负责人")
Cells = Sequence[object]


def read_table(content: bytes, columns: Sequence[Column], limits: Limits = WHOLE_COUNTY) -> Table:
    """Read an XLSX or CSV; refuses what is no table or lacks a required heading, keeps faults of cells.

    A row has its number in the sheet; empty rows, and rows of sums and signatures, are left out. Of two
    rows that say the same nothing is said here: only whoever asked knows which rows may repeat.
    """
    return understand(read_sheet(content, limits), columns)


def understand(rows: Sequence[Cells], columns: Sequence[Column]) -> Table:
    """The same for the rows of one sheet of several."""
    top = heading_place(rows, columns)
    places = heading_places(rows[top], columns, top + 1)
    read: list[Row] = []
    left_out: list[int] = []
    for number, cells in enumerate(rows[top + 1 :], start=top + 2):
        first = next((text for text in map(plain_text, cells) if text), "")
        if first.replace(" ", "").startswith(_SUMS):
            left_out.append(number)
        elif first:
            read.append(_row(number, cells, columns, places))
    known = set(places.values())
    unread = [plain_text(cell) for place, cell in enumerate(rows[top]) if place not in known]
    return Table(top + 1, tuple(read), tuple(title for title in unread if title), tuple(left_out))


def heading_key(title: object) -> str:
    """A heading without remarks in brackets, stars, blanks and colons, so that spellings meet."""
    narrow = unicodedata.normalize("NFKC", plain_text(title))
    return _DECORATION.sub("", _REMARK.sub("", narrow)).casefold()


def _names(columns: Sequence[Column]) -> Mapping[str, Column]:
    return {heading_key(word): each for each in columns for word in (*each.synonyms, each.title)}


def heading_place(rows: Sequence[Cells], columns: Sequence[Column]) -> int:
    """Of the first rows the one with the most headings we know."""
    names = _names(columns)
    found = [len({names[key].key for cell in row if (key := heading_key(cell)) in names})
             for row in rows[:_HEADINGS_WITHIN]]  # fmt: skip
    if not found or max(found) == 0:
        if rows and all(len(row) < 2 for row in rows):
            raise SheetNotAcceptedError(
                "这不是表格：文件里没有分成几列的行。请上传 XLSX 工作簿，或者 CSV 文件。"
            )
        titles = [each.title for each in columns if each.required] or [each.title for each in columns]
        raise HeadingsNotFoundError(
            "没有找到表头：前%(rows)s行里没有任何一列叫 %(titles)s。请保留表头行，或使用下载的模板。",
            rows=_HEADINGS_WITHIN,
            titles=titles,
        )
    return found.index(max(found))


def heading_places(headings: Cells, columns: Sequence[Column], number: int) -> Mapping[str, int]:
    """Which column of the sheet each of ours is; refuses one that is missing or stands there twice."""
    names, places, twice = _names(columns), dict[str, int](), list[str]()
    for place, cell in enumerate(headings):
        if (column := names.get(heading_key(cell))) is None:
            continue
        if column.key in places:
            twice.append(column.title)
        places.setdefault(column.key, place)
    missing = [each.title for each in columns if each.required and each.key not in places]
    if missing:
        raise HeadingsNotFoundError(
            "第%(row)s行的表头缺少：%(missing)s。请补上这些列，或使用下载的模板。",
            row=number,
            missing=missing,
        )
    if twice:
        raise HeadingsNotFoundError(
            "第%(row)s行的表头重复：%(twice)s。请只保留一列。", row=number, twice=twice
        )
    return places


def _row(number: int, cells: Cells, columns: Sequence[Column], places: Mapping[str, int]) -> Row:
    values: dict[str, Cell] = {}
    faults: list[Fault] = []
    for column in columns:
        place = places.get(column.key, -1)
        try:
            values[column.key] = _value(column, cells[place] if 0 <= place < len(cells) else "")
        except CellFault as fault:
            values[column.key] = None
            faults.append(Fault(number, column.title, fault.wrong, fault.remedy))
    written = {
        each.title: plain_text(cells[at])
        for each in columns
        if 0 <= (at := places.get(each.key, -1)) < len(cells)
    }
    return Row(number, values, tuple(faults), written)


def _value(column: Column, cell: object) -> Cell:
    value = read_cell(column, cell)
    if value is None and column.required:
        raise CellFault(Sentence("没有填写。"), Sentence("请补上这一格。"))
    return value
