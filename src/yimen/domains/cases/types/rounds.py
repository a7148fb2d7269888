"""The month of a town as others hold it: its plan, its days, and what the round has gathered."""

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from yimen.domains.cases.types.states import OutcomeState
from yimen.kernel import Month, Programme, RegionCode, Sentence, Titled


class Shift(Titled):
    """Where a fixed day goes that is not a working day."""

    LATER = "later", "顺延到下一个工作日"
    EARLIER = "earlier", "提前到上一个工作日"


class RoundDay(Titled):
    """The days of a round, in the order in which they come."""

    CLOSING = "closing", "收件截止"
    MEETING = "meeting", "审核会"
    NOTICE = "notice", "公示截止"
    DECISION = "decision", "报送确认"
    VERIFICATION = "verification", "核对批次"
    SETTLEMENT = "settlement", "月度结算"


@dataclass(frozen=True, slots=True)
class RoundPlan:
    """How a town counts the days of its months; the figures here are the office's own, no law sets them."""

    meeting_day: int = 7
    meeting_shift: Shift = Shift.LATER
    closing_working_days: int = 3
    notice_days: int = 7
    settlement_day: int = 20
    settlement_shift: Shift = Shift.EARLIER
    verification_day: int = 10
    verification_shift: Shift = Shift.LATER


@dataclass(frozen=True, slots=True)
class RoundDays:
    """The days of one month; provisional while a year they touch has no official calendar."""

    month: Month
    closing: date
    meeting: date
    notice: date
    """The last day on which what is posted on the day of the meeting hangs."""
    decision: date
    verification: date
    settlement: date
    is_provisional: bool
    moved: frozenset[RoundDay] = frozenset()
    """Those that weekends or holidays have moved."""

    def on(self, which: RoundDay) -> date:
        """One of the days by its name."""
        day: date = getattr(self, which.value)
        return day

    @property
    def is_settled_late(self) -> bool:
        """Whether what the meeting agrees to can only be settled a month later."""
        return self.decision > self.settlement

    @property
    def last(self) -> date:
        """The day after which the round of the next month is the present one."""
        return max(self.settlement, self.decision)


class RoundStage(Titled):
    """Where one programme of a case stands in its round."""

    LACKING = "lacking", "尚缺"
    READY = "ready", "可以上会"
    TO_POST = "to_post", "待公示"
    ON_VIEW = "on_view", "公示中"
    TO_SEND = "to_send", "待报送"
    WITH_CONFIRMER = "with_confirmer", "待确认"
    DECIDED = "decided", "已决定"

    @property
    def is_with_town(self) -> bool:
        """Whether it still waits for somebody of the town."""
        return self not in (RoundStage.WITH_CONFIRMER, RoundStage.DECIDED)


class MeetingResult(Titled):
    """What became of one programme at the meeting of a round."""

    AGREED = "agreed", "同意上报"
    DECLINED = "declined", "不符合条件"
    PUT_OFF = "put_off", "缓议"
    CARRIED_OVER = "carried_over", "转入下轮"


class ReportFigure(Titled):
    """One column of the monthly report; each has a list."""

    OPENING = "opening", "上月在册"
    GRANTED = "granted", "新增"
    TAKEN_OVER = "taken_over", "期初接管"
    INCREASED = "increased", "增发"
    DECREASED = "decreased", "减发"
    ENDED = "ended", "退出"
    REGROUPED = "regrouped", "人口增减"
    CLOSING = "closing", "本月在册"
    GIVEN = "given", "本月救助"
    REFUSED = "refused", "不予确认"
    IN_PROCESS = "in_process", "正在办理"

    @property
    def is_of_cases(self) -> bool:
        """Counted by files, not by money."""
        return self in (ReportFigure.REFUSED, ReportFigure.IN_PROCESS)


@dataclass(frozen=True, slots=True)
class RoundLine:
    """One programme of a case as a round shows it."""

    case_id: UUID
    outcome_id: UUID
    version: int
    number: str
    name: str
    region: str
    programme: Programme
    state: OutcomeState
    stage: RoundStage
    submitted_on: date | None
    lacks: tuple[str | Sentence, ...] = ()
    """What it still wants before its next step, in the words of the guards that would refuse it."""
    due_on: date | None = None
    """The legal deadline that counts for it, if it has one."""
    article: str = ""
    cannot_wait: bool = False
    """Its deadline falls before the round decides: it is done by itself, at once."""
    is_urgent: bool = False
    result: MeetingResult | None = None
    note: str = ""
    award_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Round:
    """One month of one town: its days, and the cases it gathers."""

    town: RegionCode
    month: Month
    days: RoundDays
    plan: RoundPlan
    is_own_plan: bool
    """Whether the town has set its plan; otherwise it is the house's proposal."""
    round_id: UUID | None = None
    held_on: date | None = None
    closed_on: date | None = None
    lines: tuple[RoundLine, ...] = ()
    apart: tuple[RoundLine, ...] = ()
    """What never waits for a round: help that comes first."""
    counts: dict[RoundStage, int] = field(default_factory=dict)

    @property
    def cannot_wait(self) -> tuple[RoundLine, ...]:
        """Whose deadline of the law ends before the round decides, the most pressing first."""
        pressing = [line for line in self.lines if line.cannot_wait]
        return tuple(sorted(pressing, key=lambda line: (line.due_on or date.max, line.number)))

    def at(self, *stages: RoundStage) -> tuple[RoundLine, ...]:
        """The lines at these stages."""
        return tuple(line for line in self.lines if line.stage in stages)
