"""Complaints and reports from the public: by which channel, about whom, how far, and what was found."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from yimen.kernel import Titled


class ComplaintChannel(Titled):
    """How it reached the office."""

    VISIT = "visit", "来访"
    PHONE = "phone", "社会救助热线"
    HOTLINE_12345 = "hotline_12345", "12345 转来"
    LETTER = "letter", "来信"
    ONLINE = "online", "网上"
    PETITION = "petition", "信访转来"
    SUPERIOR = "superior", "上级或纪检监察机关转来"
    STAFF = "staff", "工作人员反映"


class ComplaintAbout(Titled):
    """Whom or what it is about."""

    HOUSEHOLD = "household", "家庭"
    CASE = "case", "办件"
    STAFF = "staff", "工作人员"
    STATION = "station", "单位"


class ComplaintState(Titled):
    """How far it is. What concerns everybody who could handle it here is referred to the superior office."""

    RECEIVED = "received", "待指派"
    ASSIGNED = "assigned", "核查中"
    INVESTIGATED = "investigated", "待答复"
    ANSWERED = "answered", "已答复"
    LEARNT = "learnt", "已总结"
    REFERRED = "referred", "已转上级"


class ComplaintResult(Titled):
    """What the investigation found."""

    TRUE = "true", "属实"
    PARTLY_TRUE = "partly_true", "部分属实"
    UNTRUE = "untrue", "不属实"
    NOT_ESTABLISHED = "not_established", "无法查实"


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
