"""Kinds of attestation and of result, states of a civil matter, and the lines other rooms read."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from yimen.kernel import RegionCode

OLD_AGE = "old-age-allowance"
"""The item of the policy library whose holders are on the roll of old people."""


class AttestationKind(StrEnum):
    """What is attested of a person in every term."""

    PROOF_OF_LIFE = "proof_of_life"
    QUALIFICATION = "qualification"

    @property
    def title(self) -> str:  # type: ignore[override]  # the Chinese title, not str.title()
        return {"proof_of_life": "生存认证", "qualification": "残疾人两项补贴资格认定"}[self]


class Way(StrEnum):
    """How somebody was attested."""

    AT_HOME = "at_home"
    AT_WINDOW = "at_window"
    BY_VIDEO = "by_video"
    BY_RECORDS = "by_records"
    BY_RELATIVE = "by_relative"

    @property
    def title(self) -> str:  # type: ignore[override]  # the Chinese title, not str.title()
        return {
            "at_home": "入户见到本人",
            "at_window": "本人到窗口",
            "by_video": "视频通话",
            "by_records": "数据比对（死亡、火化登记未命中）",
            "by_relative": "家属代为提供近照",
        }[self]


class Result(StrEnum):
    """What came of it; reviewed is what the review of the family settled, lapsed what is no longer asked."""

    CONFIRMED = "confirmed"
    EXPIRED = "expired"
    LEVEL_CHANGED = "level_changed"
    DIED = "died"
    MOVED = "moved"
    REVIEWED = "reviewed"
    LAPSED = "lapsed"

    @property
    def title(self) -> str:  # type: ignore[override]  # the Chinese title, not str.title()
        return {
            "confirmed": "认证通过",
            "expired": "残疾证过期",
            "level_changed": "残疾等级、类别变化",
            "died": "已去世",
            "moved": "已搬走",
            "reviewed": "随核查办结",
            "lapsed": "不再需要认证",
        }[self]


class Stage(StrEnum):
    """Where an attestation stands on a day."""

    WAITING = "waiting"
    AGAIN = "again"
    MISSED = "missed"
    IN_REVIEW = "in_review"
    DONE = "done"

    @property
    def title(self) -> str:  # type: ignore[override]  # the Chinese title, not str.title()
        return {
            "waiting": "待认证",
            "again": "再次催办",
            "missed": "两次催办未认证",
            "in_review": "核查中",
            "done": "已登记",
        }[self]


BY_ITSELF = (Result.REVIEWED, Result.LAPSED)
"""What nobody records."""


class Per(StrEnum):
    """How often the amount of a civil matter is given."""

    MONTH = "month"
    YEAR = "year"
    ONCE = "once"

    @property
    def title(self) -> str:  # type: ignore[override]  # the Chinese title, not str.title()
        return {"month": "按月", "year": "按年", "once": "一次性"}[self]


class MatterState(StrEnum):
    """Where a civil matter stands."""

    REGISTERED = "registered"
    GRANTED = "granted"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    ENDING = "ending"
    ENDED = "ended"

    @property
    def title(self) -> str:  # type: ignore[override]  # the Chinese title, not str.title()
        return {
            "registered": "待办结",
            "granted": "已办给",
            "refused": "未办给",
            "withdrawn": "已撤回",
            "ending": "拟终止",
            "ended": "已终止",
        }[self]


STILL_GIVEN = (MatterState.GRANTED, MatterState.ENDING)
"""Until somebody else confirms the end, nothing changes for the person."""


class EndReason(StrEnum):
    """Why an allowance ends."""

    DIED = "died"
    MOVED = "moved"
    NOT_QUALIFIED = "not_qualified"
    GIVEN_UP = "given_up"

    @property
    def title(self) -> str:  # type: ignore[override]  # the Chinese title, not str.title()
        return {
            "died": "去世",
            "moved": "迁出本地",
            "not_qualified": "不再符合条件",
            "given_up": "本人放弃",
        }[self]

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
