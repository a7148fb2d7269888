"""Channels and answers of a contact."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from yimen.domains.network.types import Actor
from yimen.kernel import RegionCode


class ContactChannel(StrEnum):
    """How somebody asked."""

    WINDOW = "window"
    VISIT = "visit"
    PHONE = "phone"
    ONLINE = "online"
    REFERRAL = "referral"

    @property
    def title(self) -> str:  # type: ignore[override]  # the Chinese title, not str.title()
        return {
            "window": "窗口来访",
            "visit": "上门走访",
            "phone": "电话",
            "online": "网上",
            "referral": "部门转来",
        }[self]


class Answer(StrEnum):
    """What the first person asked gave for an answer."""

    ON_THE_SPOT = "on_the_spot"
    ADVISED = "advised"
    APPLICATION = "application"
    REFUSED = "refused"

    @property
    def title(self) -> str:  # type: ignore[override]  # the Chinese title, not str.title()
        return {
            "on_the_spot": "当场答复",
            "advised": "一次性告知",
            "application": "已转申请",
            "refused": "不予受理",
        }[self]


@dataclass(frozen=True, slots=True)
class LoadedContact:
    """A contact to write as of its moment, answered or not, for loading many at once."""

    id: UUID
    region: RegionCode
    channel: ContactChannel
    person_id: UUID
    asked: str
    asked_at: datetime
    by: Actor
    answer: Answer | None = None
    answer_text: str = ""
    told_items: tuple[str, ...] = ()
    answered_at: datetime | None = None
    case_id: UUID | None = None
