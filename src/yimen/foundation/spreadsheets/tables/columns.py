"""What a table is expected to hold, and what came of reading one: columns, rows, faults."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from yimen.kernel import Money, Month, ResidentId, Sentence

Cell = str | int | bool | Money | date | Month | ResidentId | None
"""A cell as it was understood; None where it is empty."""


class ColumnKind(StrEnum):
    """What the cells of a column are, and so how they are read."""

    TEXT = "text"
    NUMBER = "number"
    AMOUNT = "amount"
    DAY = "day"
    MONTH = "month"
    RESIDENT_ID = "resident_id"
    CHOICE = "choice"
    YES_NO = "yes_no"


@dataclass(frozen=True)
class Column:
    """One column: `title` is the heading we write, `synonyms` are others under which it comes.

    `required`: the heading has to be there and every cell be filled; otherwise both may be missing.
    `choices` are words and codes, each with the value it stands for; `longest` counts characters.
    """

    key: str
    title: str
    kind: ColumnKind = ColumnKind.TEXT
    synonyms: Sequence[str] = ()
    required: bool = False
    choices: Mapping[str, str] = field(default_factory=dict)
    longest: int = 60


@dataclass(frozen=True)
class Fault:
    """What is wrong in one cell (or row, then `column` is empty) and what to do about it."""

    row: int
    column: str
    wrong: Sentence
    remedy: Sentence


@dataclass(frozen=True)
class Row:
    """One row under the headings, by its number in the sheet; a cell with a fault is None.

    `cells` are its cells as they were written, by our headings.
    """

    number: int
    values: Mapping[str, Cell]
    faults: tuple[Fault, ...] = ()
    cells: Mapping[str, str] = field(default_factory=dict)

    def text(self, key: str) -> str:
        """A cell as text; empty where there is none."""
        value = self.values.get(key)
        return "" if value is None else str(value)


@dataclass(frozen=True)
class Table:
    """The rows of a sheet; `unread` are headings nobody knows, `left_out` the numbers of rows of sums."""

    heading_row: int
    rows: tuple[Row, ...]
    unread: tuple[str, ...] = ()
    left_out: tuple[int, ...] = ()

    @property
    def faults(self) -> tuple[Fault, ...]:
        """All faults, in the order of the rows."""
        return tuple(fault for row in self.rows for fault in row.faults)

    @property
    def sound(self) -> tuple[Row, ...]:
        """The rows without a fault."""
        return tuple(row for row in self.rows if not row.faults)
