"""The words of a yearly review: whom it holds, what a visit found, what became of each household."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from yimen.kernel import Programme, RegionCode, Titled


class VisitFinding(Titled):
    """What whoever went to a household found there."""

    UNCHANGED = "unchanged", "没有变化"
    CHANGED = "changed", "有变化"
    NOT_MET = "not_met", "没有见到"
    DIED = "died", "有人去世"
    MOVED = "moved", "搬走了"


class EntryResult(Titled):
    """What the review of a household came to, as its decisions say."""

    OPEN = "open", "未完成"
    KEPT = "kept", "维持"
    RAISED = "raised", "增发"
    LOWERED = "lowered", "减发"
    ENDED = "ended", "退出"


class EntryStage(Titled):
    """What a household of the review waits for."""

    TO_VISIT = "to_visit", "待走访"
    VISIT_AGAIN = "visit_again", "待再次走访"
    REPORTED = "reported", "待镇核实"
    TO_BEGIN = "to_begin", "待启动核查"
    IN_REVIEW = "in_review", "核查中"
    DONE = "done", "已有结果"


class LeftOut(Titled):
    """Why a household with an award in force is not in a review."""

    OTHER_CLASS = "other_class", "核查周期不在本次范围"
    NOT_DUE = "not_due", "本次结束前不到核查日期"
    ENDS_BEFORE = "ends_before", "本次结束前自行届满"
    LIVES_ELSEWHERE = "lives_elsewhere", "已不住在本次范围内"
    IN_ANOTHER = "in_another", "已在另一次未结束的核查中"


@dataclass(frozen=True, slots=True)
class CampaignPlan:
    """Which households of a town are gone through, and when."""

    year: int
    programmes: tuple[Programme, ...]
    from_on: date
    until_on: date
    villages: tuple[str, ...] = ()
    """None named: all of them."""
    cycle: int | None = None
    """Only those reviewed every so many months."""
    only_due: bool = False
    """Only those whose day comes before the end."""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A household with one of the programmes in force, as far as the plan looks at it."""

    household_id: UUID
    lives_in: str
    """The village; empty where it is none of the town."""
    address: str
    programmes: tuple[Programme, ...]
    months: int
    due_on: date
    ends_on: date | None
    """The last day of all of its awards; none where one goes on."""
    is_in_another: bool = False


@dataclass(frozen=True, slots=True)
class ForeseenHousehold:
    """A household beside the answer whether it would be in, for the page before a review is opened."""

    candidate: Candidate
    left_out: LeftOut | None
    head: str
    number: str


@dataclass(frozen=True, slots=True)
class Visited:
    """What is written down of a visit; which parts must be there depends on what was found."""

    visited_on: date
    second_post_id: UUID | None = None
    """The other of the two who went."""
    signer_id: UUID | None = None
    """The adult of the family who signed the form; the head where nobody is named."""
    note: str = ""
    again_on: date | None = None
    person_id: UUID | None = None
    """Who died."""
    scan_id: UUID | None = None
    """The signed form as a picture."""


@dataclass(frozen=True, slots=True)
class Progress:
    """The figures of a place: every one the length of a list."""

    region: str
    total: int = 0
    visited: int = 0
    open: int = 0
    overdue: int = 0
    kept: int = 0
    raised: int = 0
    lowered: int = 0
    ended: int = 0

    @property
    def done(self) -> int:
        return self.total - self.open

    @property
    def percent(self) -> int:
        """How much is done, rounded down: a hundred is all of it."""
        return 100 * self.done // self.total if self.total else 100

    def light(self, until_on: date, today: date, lead: int) -> str:
        """Red where something is late, yellow where the end is near and something is open."""
        if self.overdue:
            return "red"
        return "yellow" if self.open and (until_on - today).days <= lead else "green"


@dataclass(frozen=True, slots=True)
class EntryFilter:
    """Which households of a review a list shows."""

    village: RegionCode | None = None
    result: EntryResult | None = None
    stage: EntryStage | None = None
    is_overdue: bool = False
