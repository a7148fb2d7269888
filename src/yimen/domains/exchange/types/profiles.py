"""A profile of an exchanged file: which records, which columns, which codes, how it is written."""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from yimen.kernel import Programme, Titled


class RecordKind(Titled):
    """What one row of a file is about."""

    HOUSEHOLDS = "households", "家庭"
    MEMBERS = "members", "家庭成员"
    CASES = "cases", "办件"
    AWARDS = "awards", "在册对象"
    CONTACTS = "contacts", "来访申请"


class Way(Titled):
    """Which way a file goes: from us to the platform, or from it to us."""

    OUT = "out", "导出"
    IN = "in", "导入"


class FileFormat(StrEnum):
    """What kind of file is written; both kinds are read."""

    XLSX = "xlsx"
    CSV = "csv"


class Form(StrEnum):
    """How a day, a month or an amount is written where it is not the usual way."""

    DASHED = "dashed"
    PLAIN = "plain"
    CHINESE = "chinese"
    FEN = "fen"


@dataclass(frozen=True)
class ProfileColumn:
    """One column: our field, their heading, their words for our values, how it is written.

    `codes` names for each of our values their words; the first is written, all are read.
    """

    field: str
    title: str
    synonyms: tuple[str, ...] = ()
    codes: Mapping[str, tuple[str, ...]] = dataclasses.field(default_factory=dict)
    form: Form = Form.DASHED


@dataclass(frozen=True)
class Profile:
    """One layout of a file; without a `source` it is nobody's but whoever wrote it."""

    key: str
    title: str
    kind: RecordKind
    ways: frozenset[Way]
    columns: tuple[ProfileColumn, ...]
    format: FileFormat = FileFormat.XLSX
    encoding: str = "utf-8-sig"
    source: str = ""
    note: str = ""
    programmes: frozenset[Programme] = frozenset()

    def fields(self) -> frozenset[str]:
        """The fields of ours that have a column."""
        return frozenset(column.field for column in self.columns)
