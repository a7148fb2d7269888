"""The words of the legal process that other rooms may hold: states, verbs and small frozen values; no Django here."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID


class CaseState(StrEnum):
    """Where an application stands."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    INCOMPLETE = "incomplete"
    ACCEPTED = "accepted"
    INVESTIGATING = "investigating"
    CONCLUDED = "concluded"
    WITHDRAWN = "withdrawn"
    TERMINATED = "terminated"

    @property
    def title(self) -> str:  # type: ignore[override]  # the Chinese title, not str.title()
        return _CASE_STATE_TITLES[self]

    @property
    def is_open(self) -> bool:
        return self not in CLOSED_CASE_STATES


CLOSED_CASE_STATES = frozenset({CaseState.CONCLUDED, CaseState.WITHDRAWN, CaseState.TERMINATED})

_CASE_STATE_TITLES = {
    CaseState.DRAFT: "草稿",
    CaseState.SUBMITTED: "已提交",
    CaseState.INCOMPLETE: "待补正",
    CaseState.ACCEPTED: "已受理",
    CaseState.INVESTIGATING: "调查核对中",
    CaseState.CONCLUDED: "已办结",
    CaseState.WITHDRAWN: "已撤回",
    CaseState.TERMINATED: "已终止",
}


class OutcomeState(StrEnum):
    """Where one programme of an application stands."""

    PROPOSED = "proposed"
    OPINION = "opinion"
    POSTED = "posted"
    OBJECTED = "objected"
    WITH_CONFIRMER = "with_confirmer"
    RETURNED = "returned"
    CONFIRMED = "confirmed"
    REFUSED = "refused"

    @property
    def title(self) -> str:  # type: ignore[override]  # the Chinese title, not str.title()
        return _OUTCOME_STATE_TITLES[self]

    @property
    def is_decided(self) -> bool:
        return self in DECIDED_STATES


DECIDED_STATES = frozenset({OutcomeState.CONFIRMED, OutcomeState.REFUSED})

_OUTCOME_STATE_TITLES = {
    OutcomeState.PROPOSED: "待提初审意见",
    OutcomeState.OPINION: "已提初审意见",
    OutcomeState.POSTED: "公示中",
    OutcomeState.OBJECTED: "公示有异议",
    OutcomeState.WITH_CONFIRMER: "待确认",
    OutcomeState.RETURNED: "已退回补充",
    OutcomeState.CONFIRMED: "已确认",
    OutcomeState.REFUSED: "不予确认",
}


class CaseVerb(StrEnum):
    """What can be done to an application."""

    SUBMIT = "submit"
    TELL_MISSING = "tell_missing"
    SUPPLEMENT = "supplement"
    ACCEPT = "accept"
    INVESTIGATE = "investigate"
    CONCLUDE = "conclude"
    WITHDRAW = "withdraw"
    TERMINATE = "terminate"

    @property
    def title(self) -> str:  # type: ignore[override]  # the Chinese title, not str.title()
        return _CASE_VERB_TITLES[self]


_CASE_VERB_TITLES = {
    CaseVerb.SUBMIT: "提交申请",
    CaseVerb.TELL_MISSING: "一次性告知补正",
    CaseVerb.SUPPLEMENT: "补正提交",
    CaseVerb.ACCEPT: "受理",
    CaseVerb.INVESTIGATE: "启动调查",
    CaseVerb.CONCLUDE: "办结",
    CaseVerb.WITHDRAW: "撤回申请",
    CaseVerb.TERMINATE: "终止审核确认",
}


class OutcomeVerb(StrEnum):
    """What can be done to one programme of an application."""

    GIVE_OPINION = "give_opinion"
    POST = "post"
    OBJECT = "object"
    SEND = "send"
    RETURN = "return"
    CONFIRM = "confirm"
    REFUSE = "refuse"

    @property
    def title(self) -> str:  # type: ignore[override]  # the Chinese title, not str.title()
        return _OUTCOME_VERB_TITLES[self]


_OUTCOME_VERB_TITLES = {
    OutcomeVerb.GIVE_OPINION: "提出初审意见",
    OutcomeVerb.POST: "公示",
    OutcomeVerb.OBJECT: "登记异议",
    OutcomeVerb.SEND: "报送确认",
    OutcomeVerb.RETURN: "退回补充材料",
    OutcomeVerb.CONFIRM: "确认",
    OutcomeVerb.REFUSE: "不予确认",
}


class Channel(StrEnum):
    """How an application reached us."""

    WINDOW = "window"
    VILLAGE = "village"
    ONLINE = "online"
    DISCOVERED = "discovered"

    @property
    def title(self) -> str:  # type: ignore[override]  # the Chinese title, not str.title()
        return {
            "window": "乡镇窗口",
            "village": "村（居）代办",
            "online": "网上申请",
            "discovered": "主动发现",
        }[self]


class TerminationReason(StrEnum):
    """Why the process ends without a decision (民发〔2021〕57号 第二十九条)."""

    DEATH = "death"
    NO_COOPERATION = "no_cooperation"

    @property
    def title(self) -> str:  # type: ignore[override]  # the Chinese title, not str.title()
        return {"death": "申请人死亡", "no_cooperation": "无正当理由拒不配合"}[self]


class ExtensionReason(StrEnum):
    """The only grounds that stretch the total limit to 45 working days (民发〔2022〕83号 第四条第一项)."""

    OBJECTION = "objection"
    LIVES_AWAY = "lives_away"
    APPLIED_ELSEWHERE = "applied_elsewhere"
    HARD_TO_INVESTIGATE = "hard_to_investigate"

    @property
    def title(self) -> str:  # type: ignore[override]  # the Chinese title, not str.title()
        return {
            "objection": "公示有异议",
            "lives_away": "人户分离",
            "applied_elsewhere": "异地申办",
            "hard_to_investigate": "家庭经济状况调查难度较大",
        }[self]


class VisitMode(StrEnum):
    """How a home investigation was held; anything but a visit needs a major emergency (57号 第十六条)."""

    VISIT = "visit"
    PHONE = "phone"
    VIDEO = "video"

    @property
    def title(self) -> str:  # type: ignore[override]  # the Chinese title, not str.title()
        return {"visit": "入户", "phone": "电话", "video": "视频"}[self]


class ObjectionMethod(StrEnum):
    """How an objection was looked into (57号 第十九条)."""

    REINVESTIGATION = "reinvestigation"
    DEMOCRATIC_REVIEW = "democratic_review"

    @property
    def title(self) -> str:  # type: ignore[override]  # the Chinese title, not str.title()
        return {"reinvestigation": "重新调查", "democratic_review": "民主评议"}[self]


class CountyVisitReason(StrEnum):
    """Why the county itself must visit (57号 第二十条)."""

    NEAR_RELATIVE = "near_relative"
    COMPLAINT = "complaint"

    @property
    def title(self) -> str:  # type: ignore[override]  # the Chinese title, not str.title()
        return {"near_relative": "近亲属备案", "complaint": "审核确认阶段接到投诉举报"}[self]


class HandKind(StrEnum):
    """The part somebody had in a case; whoever had one never confirms it."""

    HANDLED = "handled"
    VERIFIED = "verified"
    INVESTIGATED = "investigated"
    REVIEWED = "reviewed"


class NoticeKind(StrEnum):
    """What hangs in the village: the opinion before the decision, or the decision."""

    OPINION = "opinion"
    DECISION = "decision"


class Clock(StrEnum):
    """The legal time limits of a case; each opens one work item."""

    INVESTIGATION_START = "investigation_start"
    NOTICE = "notice"
    COUNTY_REVIEW = "county_review"
    REFUSAL_LETTER = "refusal_letter"
    TOTAL = "total"

    @property
    def title(self) -> str:  # type: ignore[override]  # the Chinese title, not str.title()
        return {
            "investigation_start": "启动家庭经济状况调查",
            "notice": "初审意见公示",
            "county_review": "县级审核确认",
            "refusal_letter": "不予确认书面告知",
            "total": "审核确认总期限",
        }[self]


@dataclass(frozen=True, slots=True)
class Material:
    """One paper or statement an application needs; `source` names the data source that answers it instead."""

    kind: str
    title: str
    article: str
    source: str = ""


@dataclass(frozen=True, slots=True)
class Declaration:
    """The near-relative declaration (57号 第十一条): whose relative, and how."""

    has_relative: bool
    relative_of: str = ""
    relation: str = ""


@dataclass(frozen=True, slots=True)
class Difference:
    """One figure that changed between the determination of the opinion and that of the confirmation."""

    name: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class PublicLine:
    """What anonymous readers of the web see of a notice: the name masked, nothing more than the law names."""

    notice_id: UUID
    village: str
    masked_name: str
    household_size: int
    amount_fen: int
    programme: str
    posted_on: date
    ends_on: date
