"""What the rows of department data say of a person: lines for a report, and what is left to a person. Pure.

Only what the catalogue says how to read becomes a line (`report:` of a set); a stale version gives none.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from yimen.domains.verification.rules import STALE_AFTER
from yimen.domains.verification.types.lines import LineKind, ReportedLine
from yimen.domains.verification.types.reports import SetNote
from yimen.domains.verification.types.sets import ColumnKind, Freshness, SetColumn, SetDefinition, SetReading
from yimen.kernel import Money, Sentence

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Version:
    """The version of a set that is read, and how old it is."""

    said: SetDefinition
    reading: SetReading
    number: int
    as_of: date
    freshness: Freshness

    @property
    def source(self) -> str:
        """How a line of it names where it comes from; the owner's name has its rank."""
        return f"{self.said.owner}（{self.said.title}第{self.number}版）"


def read_rows(
    version: Version, rows: Iterable[tuple[UUID, Row]], today: date
) -> tuple[list[ReportedLine], list[SetNote]]:
    """Of each row a line or a note; a month of more than a year ago, a year before the last, says nothing."""
    lines: list[ReportedLine] = []
    notes: list[SetNote] = []
    reading = version.reading
    for person, row in rows:
        day = min(row[reading.day] if reading.day else version.as_of, today)
        if _is_long_ago(reading, row, day, today):
            continue
        kind = reading.kinds.get(str(row[reading.by]) if reading.by else "")
        if (why := _left(version, row, kind, today)) is not None:
            notes.append(_note(version, person, row, why))
        else:
            lines.append(_line(version, person, row, LineKind(str(kind)), day))
    return lines, notes


def _is_long_ago(reading: SetReading, row: Row, day: date, today: date) -> bool:
    if reading.year:
        return row[reading.year] not in (today.year - 1, today.year)
    return bool(reading.day) and (today - day).days > STALE_AFTER


def _note(version: Version, person: UUID, row: Row, why: Sentence) -> SetNote:
    reading, told = version.reading, tuple(_told(version, row))
    return SetNote(
        person,
        version.said.title,
        told,
        why,
        died_on=row[reading.died_on] if reading.died_on else None,
        spent=Money(row[reading.spent]) if reading.spent else None,
        year=row[reading.year] if reading.year else None,
    )


def _left(version: Version, row: Row, kind: str | None, today: date) -> Sentence | None:
    """Why a row makes no line, or nothing."""
    reading = version.reading
    if version.freshness is Freshness.STALE:
        return Sentence("数据截至%(day)s，已过时，不计入，请另行核实。", day=str(version.as_of))
    if kind is None:
        return Sentence("不自动计入：%(why)s", why=reading.why)
    if any(str(row[column]) in codes for column, codes in reading.ended.items()):
        return Sentence("已经注销，不计入。")
    if reading.until and row[reading.until] is not None and row[reading.until] < today:
        return Sentence("领取期已经届满，不计入。")
    if reading.amount and row[reading.amount] is None and LineKind(kind).is_income:
        return Sentence("没有写明金额，由核对员核实后录入。")
    return None


def _line(version: Version, person: UUID, row: Row, kind: LineKind, day: date) -> ReportedLine:
    reading = version.reading
    amount = Money((row[reading.amount] if reading.amount else 0) or 0)
    item = str(row[reading.item] or "") if reading.item else ""
    since = row[reading.since] if reading.since else None
    return ReportedLine(person, kind, amount, version.source, day, item, since)


def _told(version: Version, row: Row) -> Iterator[tuple[str, str]]:
    columns = {column.name: column for column in version.said.columns}
    for name in version.reading.said:
        if row[name] is not None:
            yield columns[name].title, _word(columns[name], row[name])


def _word(column: SetColumn, value: Any) -> str:
    if column.kind is ColumnKind.AMOUNT:
        return f"{Money(value)}{column.unit}"
    if column.kind is ColumnKind.MONTH:
        return f"{value:%Y-%m}"
    return column.codes.get(str(value), str(value))
