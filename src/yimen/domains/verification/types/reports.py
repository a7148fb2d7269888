"""What a report says: counted figures with what stands beside them, differences, vetoes, warnings."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol
from uuid import UUID

from yimen.domains.verification.types.lines import LineKind, ReportedLine
from yimen.domains.verification.types.sets import Freshness
from yimen.kernel import Money, Programme, Sentence, Titled


class Employment(Titled):
    """What a member does, as far as the household file says it."""

    EMPLOYED = "employed", "就业"
    STUDENT = "student", "在校学生"
    UNABLE = "unable", "没有劳动能力"
    IDLE = "idle", "有劳动能力未就业"
    YOUNG = "young", "未满十六周岁"
    OLD = "old", "六十周岁以上"


class WarningRule(Titled):
    """A rule of warning by name."""

    BIRTH = "birth", "家中有人出生"
    DEATH = "death", "家中有人死亡"
    JOB_CHANGE = "job_change", "就业变化"
    SUDDEN_ILLNESS = "sudden_illness", "突发重病或者大额医疗支出"
    LARGE_BALANCE = "large_balance", "金融资产数额较大"
    VEHICLE_TRADED = "vehicle_traded", "买卖车辆"
    HOUSE_TRADED = "house_traded", "买卖房屋"
    INCOME_SWING = "income_swing", "收入骤升骤降"
    ASSET_SWING = "asset_swing", "财产骤升骤降"


class Part(Titled):
    """A part of the household's property that may be declared otherwise than found."""

    FINANCIAL_ASSETS = "financial_assets", "金融资产（元）"
    HOMES = "homes", "住房（套）"
    NON_RESIDENTIAL = "non_residential", "非居住用房（处）"
    VEHICLES = "vehicles", "车辆"
    BUSINESSES = "businesses", "市场主体"


@dataclass(frozen=True, slots=True)
class Office:
    """A figure the report works with; without a source it is the platform's own and says so."""

    name: str
    title: str
    value: Any
    unit: str
    source: str | None


@dataclass(frozen=True, slots=True)
class Beside:
    """A line that does not count, and why."""

    line: ReportedLine
    why: Sentence


@dataclass(frozen=True, slots=True)
class Counted:
    """A figure that counts for one person, how it came about, and what was set beside it."""

    line: ReportedLine
    amount: Money
    how: Sentence
    beside: tuple[Beside, ...] = ()

    @property
    def person_id(self) -> UUID:
        return self.line.person_id

    @property
    def kind(self) -> LineKind:
        return self.line.kind


@dataclass(frozen=True, slots=True)
class ReportMember:
    """A member of the household as the report names them; `ref` is theirs in the household file."""

    person_id: UUID
    ref: str
    name: str


@dataclass(frozen=True, slots=True)
class Asked:
    """An earlier or present application of the family."""

    on: date
    programmes: tuple[Programme, ...]


@dataclass(frozen=True, slots=True)
class SetUse:
    """A version of department data that was read for a report, and of how many people it says something."""

    key: str
    title: str
    version: int
    as_of: date
    freshness: Freshness
    people: int
    is_read: bool
    """Not where its files could not be read."""


@dataclass(frozen=True, slots=True)
class SetNote:
    """A row of department data that makes no line by itself: what it says by column, and why."""

    person_id: UUID
    title: str
    told: tuple[tuple[str, str], ...]
    why: Sentence
    died_on: date | None = None
    """Where the row says that this person died."""
    spent: Money | None = None
    """Where the row says what illness cost this person in the year."""
    year: int | None = None


@dataclass(frozen=True, slots=True)
class FromSets:
    """What the department data say of the people of a request."""

    lines: tuple[ReportedLine, ...] = ()
    notes: tuple[SetNote, ...] = ()
    sets: tuple[SetUse, ...] = ()
    unmatched: tuple[str, ...] = ()
    """The names of people who cannot be joined by number, so that nothing was looked for."""


@dataclass(frozen=True, slots=True)
class ReportFacts:
    """What the room of cases knows of a family when its request is answered."""

    request_id: UUID
    household_id: UUID
    on: date
    members: tuple[ReportMember, ...]
    programmes: tuple[Programme, ...]
    declared: Mapping[str, Any]
    """The household file as declared and corrected by visits."""
    found: Mapping[str, Any]
    """The same with what was verified in place of it."""
    applications: tuple[Asked, ...]
    index: Mapping[str, object]
    """The need index of that day, or why there is none; nothing is decided by it."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What illness cost somebody of whom the file does not say that they are ill, and who tells it."""

    amount: Money
    evidence: Sentence


class MadeReport(Protocol):
    """A version that was made, as rooms above know it."""

    version: int
    valid_until: date
    content: Any


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing declared otherwise than found; `without` is what the rules say with the declared one."""

    who: str
    title: str
    declared: str
    found: str
    without: Mapping[str, str]
    decides: bool


@dataclass(frozen=True, slots=True)
class Veto:
    """Property that rules somebody out by itself, or is excepted by law; None where nobody knows."""

    who: str
    title: str
    stands: bool | None
    why: Sentence
    source: str | None
    programmes: tuple[Programme, ...]
    """Which of the programmes applied for look at it; none where only others would."""


@dataclass(frozen=True, slots=True)
class Warned:
    """A rule of warning that struck: what was seen, against which figure if the rule has one."""

    rule: WarningRule
    evidence: Sentence
    threshold: Office | None
