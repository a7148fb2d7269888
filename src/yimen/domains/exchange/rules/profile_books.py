"""The empty workbook of a file that comes in, as its layout describes it; pure."""

from collections.abc import Mapping

from yimen.domains.exchange.rules.profiles import expected
from yimen.domains.exchange.types.profiles import Profile
from yimen.foundation.spreadsheets.books import BookSheet, Heading
from yimen.foundation.spreadsheets.tables.columns import Column, ColumnKind

_HELPS: Mapping[ColumnKind, str] = {
    ColumnKind.DAY: "年-月-日，如 2026-03-09",
    ColumnKind.MONTH: "年-月，如 2026-03",
    ColumnKind.AMOUNT: "元，最多两位小数",
    ColumnKind.RESIDENT_ID: "18 位，保持文本格式",
    ColumnKind.CHOICE: "从列出的词中选择",
}


def template_of(profile: Profile) -> list[BookSheet]:
    """One sheet with the headings of a layout; what must be filled in is marked."""
    return [BookSheet(profile.kind.title, [_heading(column) for column in expected(profile)])]


def offered_words(column: Column) -> list[str]:
    """The first word for each value of a column of choices."""
    found: dict[str, str] = {}
    for word, value in column.choices.items():
        found.setdefault(value, word)
    return list(found.values())


def _heading(column: Column) -> Heading:
    width = max(14, 2 * len(column.title) + 2)
    return Heading(column.title, _HELPS.get(column.kind, ""), offered_words(column), column.required, width)
