"""Complaints and reports from the public: by which channel, about whom, how far, and what was found."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID


class ComplaintChannel(StrEnum):
    """How it reached the office."""

    VISIT = "visit"
    PHONE = "phone"
    HOTLINE_12345 = "hotline_12345"
    LETTER = "letter"
    ONLINE = "online"
    PETITION = "petition"
    SUPERIOR = "superior"
    STAFF = "staff"

    @property
    def title(self) -> str:  # type: ignore[override]  # the Chinese title, not str.title()
        return {
            "visit": "来访",
            "phone": "社会救助热线",
            "hotline_12345": "12345 转来",
            "letter": "来信",
            "online": "网上",
            "petition": "信访转来",
            "superior": "上级或纪检监察机关转来",
            "staff": "工作人员反映",
        }[self]


class ComplaintAbout(StrEnum):
    """Whom or what it is about."""

    HOUSEHOLD = "household"
    CASE = "case"
    STAFF = "staff"
    STATION = "station"

    @property
    def title(self) -> str:  # type: ignore[override]  # the Chinese title, not str.title()
        return {"household": "家庭", "case": "办件", "staff": "工作人员", "station": "单位"}[self]


class ComplaintState(StrEnum):
    """How far it is. What concerns everybody who could handle it here is referred to the superior office."""

    RECEIVED = "received"
    ASSIGNED = "assigned"
    INVESTIGATED = "investigated"
    ANSWERED = "answered"
    LEARNT = "learnt"
    REFERRED = "referred"

    @property
    def title(self) -> str:  # type: ignore[override]  # the Chinese title, not str.title()
        return {
            "received": "待指派",
            "assigned": "核查中",
            "investigated": "待答复",
            "answered": "已答复",
            "learnt": "已总结",
            "referred": "已转上级",
        }[self]


class ComplaintResult(StrEnum):
    """What the investigation found."""

    TRUE = "true"
    PARTLY_TRUE = "partly_true"
    UNTRUE = "untrue"
    NOT_ESTABLISHED = "not_established"

    @property
    def title(self) -> str:  # type: ignore[override]  # the Chinese title, not str.title()
        return {
            "true": "属实",
            "partly_true": "部分属实",
            "untrue": "不属实",
            "not_established": "无法查实",
        }[self]


@dataclass(frozen=True, slots=True)
class ComplaintTarget:
    """Whom a complaint is about: `id` is known unless a family was only described in words."""

    about: ComplaintAbout
    title: str
    id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Complainant:
    """Who complained, shown to nobody but who handles it."""

    name: str
    phone: str


@dataclass(frozen=True, slots=True)
class ReceivedComplaint:
    """What whoever received it keeps in hand: its number, the receipt, until when it is answered."""

    id: UUID
    number: str
    receipt_id: UUID
    due_on: date
    is_referred: bool
