"""Sources that answer requests: how their files look, and where each question and answer stands."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from uuid import UUID

from yimen.domains.verification.types.lines import LineKind
from yimen.domains.verification.types.log import Ground
from yimen.foundation.spreadsheets.tables import Fault
from yimen.kernel import Money, Titled


class FileForm(StrEnum):
    """In which form a source gets and gives its file."""

    XLSX = "xlsx"
    CSV = "csv"


class ApiForm(StrEnum):
    """In which form a source that fetches its questions by machine gets them; it answers in any form."""

    JSON = "json"
    FILE = "file"


class OutField(StrEnum):
    """What a file that goes out may say of somebody; nothing else leaves the house."""

    REFERENCE = "reference"
    NAME = "name"
    NUMBER = "number"
    PURPOSE = "purpose"
    GROUND = "ground"
    AUTHORISED_ON = "authorised_on"
    DUE_ON = "due_on"


class InField(StrEnum):
    """What a file that comes in may say."""

    REFERENCE = "reference"
    NAME = "name"
    NUMBER = "number"
    RESULT = "result"
    KIND = "kind"
    ITEM = "item"
    AMOUNT = "amount"
    AS_OF = "as_of"
    REMARK = "remark"


class AnswerResult(Titled):
    """What a source says of its own answer."""

    FOUND = "found", "有记录"
    NOTHING = "nothing", "无记录"
    PARTLY = "partly", "部分返回"
    UNABLE = "unable", "无法查询"


@dataclass(frozen=True, slots=True)
class Source:
    """One source as its profile describes it; `words` are its words for results and kinds."""

    key: str
    title: str
    basis: str
    answers: tuple[LineKind, ...]
    form: FileForm
    api: ApiForm
    encoding: str
    note: str
    out: Mapping[OutField, str]
    headings: Mapping[InField, tuple[str, ...]]
    results: Mapping[str, str]
    kinds: Mapping[str, str]


class AskedState(Titled):
    """Where the question about one person at one source stands."""

    SENT = "sent", "已发出，待返回"
    PARTLY = "partly", "部分返回"
    ANSWERED = "answered", "已返回"
    DOUBTED = "doubted", "返回矛盾，待判断"
    UNABLE = "unable", "未能查询，待再发"
    WITHHELD = "withheld", "没有有效授权，未查询"
    CLOSED = "closed", "不再等待"


OUTSTANDING = (AskedState.SENT, AskedState.PARTLY, AskedState.UNABLE)
"""What a source still owes."""
AGAIN = (AskedState.UNABLE, AskedState.WITHHELD)
"""What goes into the next batch once more."""


class Standing(Titled):
    """Whether an answer counts."""

    COUNTS = "counts", "采用"
    DOUBTED = "doubted", "待判断"
    SET_ASIDE = "set_aside", "不采用"


class BatchState(Titled):
    """How a list of batches is narrowed."""

    WAITING = "waiting", "等待返回"
    OVERDUE = "overdue", "已超期"
    DONE = "done", "已全部返回"


@dataclass(frozen=True, slots=True)
class SourceCount:
    """A source as the list of sources shows it."""

    source: Source
    waiting: int
    """People of started requests whom it has not been asked about."""
    outstanding: int
    doubted: int
    overdue: int


@dataclass(frozen=True, slots=True)
class Said:
    """What one line of an answer says; without a kind the source found nothing."""

    kind: LineKind | None
    item: str
    amount: Money | None
    as_of: date | None


@dataclass(frozen=True, slots=True)
class Kept:
    """An answer that is there already."""

    id: UUID
    said: Said
    standing: Standing


class RowFate(Titled):
    """What becomes of a row of a file of answers."""

    FRESH = "fresh", "登记"
    REPEATED = "repeated", "重复，不再登记"
    DOUBTED = "doubted", "与已有的矛盾，并存待判断"
    UNABLE = "unable", "对方未能查询"
    LEFT_OUT = "left_out", "不在授权查询之内，不保存"
    WRONG = "wrong", "有误，隔离待更正"


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """One row of a file of answers, and the questions it answers."""

    row: int
    name: str
    result: AnswerResult | None
    said: Said
    remark: str
    asked: tuple[UUID, ...] = ()
    fate: RowFate = RowFate.FRESH
    faults: tuple[Fault, ...] = ()
    cells: Mapping[str, str] = field(default_factory=dict)
    """Of a row with faults, as they were written."""


@dataclass(frozen=True, slots=True, repr=False)
class RowSetAside:
    """A row of a file of answers that was not taken: what is wrong with it, what its cells said."""

    row: int
    faults: tuple[Fault, ...]
    cells: Mapping[str, str]
    asked: tuple[UUID, ...]
    """The questions it would have answered; none where its number says nobody."""


@dataclass(frozen=True, slots=True)
class ReadAnswers:
    """A whole file, row by row."""

    rows: tuple[AnswerRow, ...]
    unread: tuple[str, ...] = ()

    @property
    def faults(self) -> tuple[Fault, ...]:
        return tuple(fault for row in self.rows for fault in row.faults)

    def count(self, fate: RowFate) -> int:
        return sum(row.fate is fate for row in self.rows)


@dataclass(frozen=True, slots=True)
class AskedLine:
    """What one person's question at a source came to, for the page of a request."""

    asked_id: UUID | None
    person_id: UUID
    name: str
    state: AskedState | None
    asked_on: date | None = None
    due_on: date | None = None
    answered_on: date | None = None
    is_late: bool = False
    remark: str = ""
    faulty: int = 0
    """Rows about it that came and could not be taken."""


@dataclass(frozen=True, slots=True)
class SourceReport:
    """One source on the page of a request: who was asked, what came, what is missing."""

    source: Source
    lines: tuple[AskedLine, ...]
    is_overdue: bool

    @property
    def is_complete(self) -> bool:
        done = (AskedState.ANSWERED, AskedState.CLOSED, AskedState.WITHHELD)
        return all(line.state in done for line in self.lines)


@dataclass(frozen=True, slots=True)
class Waiting:
    """Somebody of a started request a source has yet to be asked about, with the ground if there is one."""

    request_id: UUID
    case_id: UUID
    region: str
    person_id: UUID
    source: str
    ground: Ground | None


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file for a source: its name and what it holds."""

    name: str
    content: bytes
    form: FileForm
