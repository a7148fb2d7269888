"""A file of contacts as it is looked through before it is taken in."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from yimen.foundation.spreadsheets.tables.columns import Fault
from yimen.kernel import RegionCode, ResidentId, Sentence, Titled


class LineState(Titled):
    """What becomes of a row."""

    NEW = "new", "将登记"
    KNOWN = "known", "已登记过"
    WRONG = "wrong", "有错误"


@dataclass(frozen=True)
class IncomingLine:
    """One row: what would be written of it, whom it is about, and what is wrong with it."""

    row: int
    reference: str
    name: str
    asked: str
    region: RegionCode
    received_on: date | None
    number: ResidentId | None = None
    phone: str = ""
    address: str = ""
    asked_by: str = ""
    asked_by_relation: str = ""
    person_id: UUID | None = None
    contact_id: UUID | None = None
    is_elsewhere: bool = False
    """The number is on file in another place: the contact is recorded by name only."""
    faults: tuple[Fault, ...] = ()

    @property
    def state(self) -> LineState:
        if self.faults:
            return LineState.WRONG
        return LineState.NEW if self.contact_id is None else LineState.KNOWN


@dataclass(frozen=True)
class LookedThrough:
    """All rows of a file in its order, and the headings nobody knows."""

    lines: tuple[IncomingLine, ...]
    unread: tuple[str, ...] = ()

    def count(self, state: LineState) -> int:
        return sum(line.state is state for line in self.lines)

    @property
    def faults(self) -> tuple[Fault, ...]:
        return tuple(fault for line in self.lines for fault in line.faults)


@dataclass(frozen=True, slots=True)
class Standing:
    """A contact of a file that something was built upon, so that the file cannot be undone."""

    contact_id: UUID
    name: str
    why: tuple[Sentence, ...]
