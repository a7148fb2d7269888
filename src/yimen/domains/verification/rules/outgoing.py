"""The file that goes to a source: the columns its profile names, and nothing else."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from yimen.domains.verification.types import FileForm, OutField, Source, SourceFile
from yimen.foundation.spreadsheets.writing import Column, write_csv, write_xlsx

PURPOSE = "社会救助家庭经济状况核对"


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One person of a batch."""

    reference: str
    name: str
    number: str
    authorised_on: date
    due_on: date

    def cell(self, field: OutField, basis: str) -> object:
        """What stands under a field."""
        return {
            OutField.REFERENCE: self.reference,
            OutField.NAME: self.name,
            OutField.NUMBER: self.number,
            OutField.PURPOSE: PURPOSE,
            OutField.GROUND: basis,
            OutField.AUTHORISED_ON: self.authorised_on,
            OutField.DUE_ON: self.due_on,
        }[field]


def written(source: Source, number: int, rows: Sequence[Outgoing]) -> SourceFile:
    """The file in the form of its source."""
    titles = list(source.out.values())
    lines = [[row.cell(field, source.basis) for field in source.out] for row in rows]
    return SourceFile(
        f"{source.title}查询第{number}批.{source.form.value}", table_of(source, titles, lines), source.form
    )


def records_of(source: Source, rows: Sequence[Outgoing]) -> list[dict[str, str]]:
    """The same people for a machine: our own names of what the profile lets out."""
    return [{field.value: str(row.cell(field, source.basis)) for field in source.out} for row in rows]


def table_of(source: Source, titles: Sequence[str], lines: Sequence[Sequence[object]]) -> bytes:
    """A table as the source writes and reads it."""
    if source.form is FileForm.CSV:
        return write_csv(titles, lines, source.encoding)
    with write_xlsx([Column(title, 20) for title in titles], lines) as file:
        return file.read()
