"""Channels and answers of a contact."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from yimen.domains.network.types import Actor
from yimen.kernel import RegionCode, Titled


class ContactChannel(Titled):
    """How somebody asked."""

    WINDOW = "window", "窗口来访"
    VISIT = "visit", "上门走访"
    PHONE = "phone", "救助热线、电话"
    HOTLINE_12345 = "12345", "12345 热线"
    PETITION = "petition", "信访转办"
    VILLAGE_REGISTER = "village", "村（社区）登记"
    ON_BEHALF = "on_behalf", "代为求助"
    ONLINE = "online", "网上"
    PLATFORM = "platform", "省平台"
    REFERRAL = "referral", "部门转来"
    DISCOVERY = "discovery", "主动发现"


WITH_REFERENCE = frozenset(
    {
        ContactChannel.HOTLINE_12345,
        ContactChannel.PETITION,
        ContactChannel.PLATFORM,
        ContactChannel.REFERRAL,
    }
)
"""Come with a number of the office that sent them, and on a day that may lie before that of the entry."""


class Answer(Titled):
    """What the first person asked gave for an answer."""

    ON_THE_SPOT = "on_the_spot", "当场答复"
    ADVISED = "advised", "一次性告知"
    APPLICATION = "application", "已转申请"
    TRANSFER = "transfer", "已转办"
    REFUSED = "refused", "不予受理"
    REGISTERED = "registered", "已登记民政事项"


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a contact came from: the sender's number, the day it came in, who asked for somebody else."""

    reference: str = ""
    received_on: date | None = None
    asked_by: str = ""
    asked_by_relation: str = ""


@dataclass(frozen=True, slots=True)
class ContactFilters:
    """Which contacts to list; everything left out does not narrow."""

    is_open: bool = False
    is_late: bool = False
    channel: ContactChannel | None = None
    answer: Answer | None = None
    text: str = ""
    since: date | None = None
    until: date | None = None


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
    origin: Origin = Origin()
