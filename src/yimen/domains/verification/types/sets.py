"""Department data as values: sets of the catalogue, where a load stands, what is wrong in a row."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from uuid import UUID

from yimen.kernel import Titled


class ColumnKind(Titled):
    """What a column of a set holds, and so how it is read and kept."""

    IDENTITY = "identity", "公民身份号码（转为加密键，不保存号码）"
    TEXT = "text", "文字"
    CODE = "code", "代码"
    DAY = "day", "日期"
    MONTH = "month", "月份"
    AMOUNT = "amount", "金额（元，存为分）"
    NUMBER = "number", "整数"
    REGION = "region", "行政区划代码"


class SetState(Titled):
    """Where a load stands."""

    WAITING = "waiting", "装载中"
    LOADED = "loaded", "可用"
    REFUSED = "refused", "未装载"
    RETRACTED = "retracted", "已撤回"
    CLEARED = "cleared", "已到期删除"


class PartKind(StrEnum):
    """Rows that are used, and rows that wait for somebody."""

    SHARD = "shard"
    QUARANTINE = "quarantine"


class FileKind(StrEnum):
    """What a file turned out to be."""

    CSV = "csv"
    XLSX = "xlsx"
    PARQUET = "parquet"


class Reason(Titled):
    """Why a row was set aside."""

    MISSING = "missing", "没有填写"
    NO_IDENTITY = "no_identity", "公民身份号码的位数、校验位或出生日期不对"
    NO_CODE = "no_code", "不在代码表内"
    NO_DAY = "no_day", "不是日期，或没有这一天"
    NO_MONTH = "no_month", "不是月份"
    NO_AMOUNT = "no_amount", "不是金额"
    NO_NUMBER = "no_number", "不是整数"
    NO_REGION = "no_region", "不是行政区划代码"
    TOO_LONG = "too_long", "文字过长"
    OUT_OF_RANGE = "out_of_range", "超出允许的范围"
    WRONG_COLUMNS = "wrong_columns", "这一行的列数与表头不同"
    COLLISION = "collision", "与另一个人的加密键相同，不能自动区分"


class Freshness(Titled):
    """How old the newest data of a set is, by the days the catalogue allows."""

    FRESH = "fresh", "有效"
    AGEING = "ageing", "该更新了"
    STALE = "stale", "已过时"
    NONE = "none", "没有数据"


@dataclass(frozen=True, slots=True)
class SetColumn:
    """One column: `title` is the heading, `synonyms` are others it comes under; amounts are kept in fen.

    `codes` maps each code to its word; `is_past` days lie up to today; `least` and `most` bound numbers.
    """

    name: str
    title: str
    kind: ColumnKind
    synonyms: tuple[str, ...] = ()
    is_required: bool = False
    is_sensitive: bool = False
    is_financial: bool = False
    """What somebody earns or owns: never read by a scan, which nobody has authorised."""
    unit: str = ""
    codes: Mapping[str, str] = field(default_factory=dict)
    longest: int = 60
    least: int | None = None
    most: int | None = None
    is_past: bool = False


@dataclass(frozen=True, slots=True)
class SetReading:
    """How a report reads the rows of a set; names are those of columns, an empty one is not there.

    `kinds` maps each code of the column `by` to a kind of line, without `by` under the empty code; a code
    that is not mapped, and a row that has ended, is told and left to a person.
    """

    kinds: Mapping[str, str] = field(default_factory=dict)
    by: str = ""
    amount: str = ""
    day: str = ""
    """The month or day a figure is of; else the day of the data."""
    item: str = ""
    since: str = ""
    """Since when a thing is theirs."""
    until: str = ""
    died_on: str = ""
    """The column that says when somebody died: such a row is a warning too."""
    spent: str = ""
    """The column that says what illness cost somebody: from a figure on such a row is a warning too."""
    year: str = ""
    """The year it is of: this or the last one."""
    ended: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Codes of columns under which a thing is no longer there."""
    said: tuple[str, ...] = ()
    """The columns told of a row that is left to a person."""
    why: str = ""
    """Why rows without a kind make no line."""

    @property
    def columns(self) -> frozenset[str]:
        """All it looks at; the other columns stay closed."""
        single = {self.by, self.amount, self.day, self.item, self.since, self.until}
        single |= {self.died_on, self.spent, self.year}
        return frozenset(single | self.ended.keys() | {*self.said}) - {""}


@dataclass(frozen=True, slots=True)
class SetDefinition:
    """A set of the catalogue; `unsourced` names what nobody has found a source for, as the office's own."""

    key: str
    title: str
    owner: str
    basis: str
    classified: str
    cadence: str
    fresh_days: int
    priority: int
    columns: tuple[SetColumn, ...]
    note: str = ""
    unsourced: frozenset[str] = frozenset()
    is_financial: bool = False
    """All of it says what people earn or own."""
    needs_agreement: bool = False
    """No published basis for the push was found: loaded only under an agreement the county has recorded."""
    report: SetReading | None = None
    """Without one no report reads the set."""

    @property
    def holder(self) -> SetColumn:
        """The column that says whom a row is about."""
        return next(column for column in self.columns if column.kind is ColumnKind.IDENTITY)

    def freshness(self, as_of: date | None, today: date) -> Freshness:
        """Of data as of a day; after twice its days it is stale."""
        if as_of is None:
            return Freshness.NONE
        age = (today - as_of).days
        if age <= self.fresh_days:
            return Freshness.FRESH
        return Freshness.AGEING if age <= 2 * self.fresh_days else Freshness.STALE


@dataclass(frozen=True, slots=True)
class SetFault:
    """What is wrong in one row: the heading of the column (empty: the row as a whole) and the reason."""

    row: int
    column: str
    reason: Reason


@dataclass(frozen=True, slots=True, repr=False)
class Quarantined:
    """A row set aside: its number in the file, its faults, its cells by their headings."""

    row: int
    faults: tuple[SetFault, ...]
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a look at the files of a load found; `wrong` is empty where all is as it was written."""

    load_id: UUID
    parts: int
    rows: int
    wrong: tuple[str, ...] = ()
