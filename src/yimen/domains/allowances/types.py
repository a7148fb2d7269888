"""Kinds of attestation and of result, states of a civil matter, and the lines other rooms read."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from yimen.kernel import RegionCode, Titled

OLD_AGE = "old-age-allowance"
"""The item of the policy library whose holders are on the roll of old people."""


class AttestationKind(Titled):
    """What is attested of a person in every term."""

    PROOF_OF_LIFE = "proof_of_life", "生存认证"
    QUALIFICATION = "qualification", "残疾人两项补贴资格认定"


class Way(Titled):
    """How somebody was attested."""

    AT_HOME = "at_home", "入户见到本人"
    AT_WINDOW = "at_window", "本人到窗口"
    BY_VIDEO = "by_video", "视频通话"
    BY_RECORDS = "by_records", "数据比对（死亡、火化登记未命中）"
    BY_RELATIVE = "by_relative", "家属代为提供近照"


class Result(Titled):
    """What came of it; reviewed is what the review of the family settled, lapsed what is no longer asked."""

    CONFIRMED = "confirmed", "认证通过"
    EXPIRED = "expired", "残疾证过期"
    LEVEL_CHANGED = "level_changed", "残疾等级、类别变化"
    DIED = "died", "已去世"
    MOVED = "moved", "已搬走"
    REVIEWED = "reviewed", "随核查办结"
    LAPSED = "lapsed", "不再需要认证"


class Stage(Titled):
    """Where an attestation stands on a day."""

    WAITING = "waiting", "待认证"
    AGAIN = "again", "再次催办"
    MISSED = "missed", "两次催办未认证"
    IN_REVIEW = "in_review", "核查中"
    DONE = "done", "已登记"


BY_ITSELF = (Result.REVIEWED, Result.LAPSED)
"""What nobody records."""


class Per(Titled):
    """How often the amount of a civil matter is given."""

    MONTH = "month", "按月"
    YEAR = "year", "按年"
    ONCE = "once", "一次性"


class MatterState(Titled):
    """Where a civil matter stands."""

    REGISTERED = "registered", "待办结"
    GRANTED = "granted", "已办给"
    REFUSED = "refused", "未办给"
    WITHDRAWN = "withdrawn", "已撤回"
    ENDING = "ending", "拟终止"
    ENDED = "ended", "已终止"


STILL_GIVEN = (MatterState.GRANTED, MatterState.ENDING)
"""Until somebody else confirms the end, nothing changes for the person."""


class EndReason(Titled):
    """Why an allowance ends."""

    DIED = "died", "去世"
    MOVED = "moved", "迁出本地"
    NOT_QUALIFIED = "not_qualified", "不再符合条件"
    GIVEN_UP = "given_up", "本人放弃"

    @property
    def is_heard(self) -> bool:
        """Whether the person's own words are needed: that somebody gave it up only they can say."""
        return self is not EndReason.DIED


@dataclass(frozen=True, slots=True)
class Term:
    """A time in which everybody concerned is attested once, and the last day of the second reminder."""

    starts_on: date
    due_on: date
    again_on: date


@dataclass(frozen=True, slots=True)
class Filters:
    """What narrows the list of attestations."""

    kind: AttestationKind = AttestationKind.PROOF_OF_LIFE
    region: RegionCode | None = None
    stage: Stage | None = None
    is_open: bool = False
    """Only what is not recorded yet, or was today and may still be taken back."""
    starts_on: date | None = None
    """Only the term that begins on that day."""


@dataclass(frozen=True, slots=True)
class VillageProgress:
    """How far a village is with a term."""

    region: str
    starts_on: date
    due_on: date
    again_on: date
    total: int
    waiting: int


@dataclass(frozen=True, slots=True)
class LastAttestation:
    """The newest attestation of a person, for the household's page."""

    id: UUID
    person_id: UUID
    name: str
    kind: AttestationKind
    due_on: date
    stage: Stage
    result: Result | None
    way: Way | None
    proved_on: date | None
