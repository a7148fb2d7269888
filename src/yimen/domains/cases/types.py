"""The words of the legal process that others may hold: states, verbs and small frozen values."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from yimen.domains.cases import tekun as tekun
from yimen.kernel import Programme


class CaseKind(StrEnum):
    """Why there is a case: somebody asks, a planned review is due, or something has changed."""

    APPLICATION = "application"
    REVIEW = "review"
    CHANGE = "change"

    @property
    def title(self) -> str:  # type: ignore[override]  # the Chinese title, not str.title()
        return {"application": "申请", "review": "定期核查", "change": "情况变化"}[self]


class ChangeCause(StrEnum):
    """What changed in a household with awards in force; the first five are the rulebook's own words."""

    MEMBER_DIED = "member_died"
    STARTED_WORK = "started_work"
    INCOME_CHANGED = "income_changed"
    MOVED_AWAY = "moved_away"
    STANDARD_CHANGED = "standard_changed"
    MEMBER_JOINED = "member_joined"
    MEMBER_LEFT = "member_left"
    HOUSEHOLD_SPLIT = "household_split"
    HOUSEHOLD_MERGED = "household_merged"
    PROPERTY_CHANGED = "property_changed"

    @property
    def title(self) -> str:  # type: ignore[override]  # the Chinese title, not str.title()
        return _CAUSE_TITLES[self]


_CAUSE_TITLES = {
    ChangeCause.MEMBER_DIED: "家庭成员死亡",
    ChangeCause.STARTED_WORK: "家庭成员就业",
    ChangeCause.INCOME_CHANGED: "收入变化",
    ChangeCause.MOVED_AWAY: "迁出本地",
    ChangeCause.STANDARD_CHANGED: "保障标准调整",
    ChangeCause.MEMBER_JOINED: "家庭成员增加",
    ChangeCause.MEMBER_LEFT: "家庭成员减少",
    ChangeCause.HOUSEHOLD_SPLIT: "分户",
    ChangeCause.HOUSEHOLD_MERGED: "并户",
    ChangeCause.PROPERTY_CHANGED: "财产变化",
}


class Effect(StrEnum):
    """What a decision of a review or change case does to an award."""

    KEEP = "keep"
    INCREASE = "increase"
    DECREASE = "decrease"
    PHASE_OUT = "phase_out"
    STOP = "stop"

    @property
    def title(self) -> str:  # type: ignore[override]  # the Chinese title, not str.title()
        return {
            "keep": "维持",
            "increase": "增发",
            "decrease": "减发",
            "phase_out": "渐退",
            "stop": "停发",
        }[self]

    @property
    def is_against(self) -> bool:
        """Whether the person is heard before it is decided (社会救助法 第四十八条)."""
        return self in (Effect.DECREASE, Effect.PHASE_OUT, Effect.STOP)


class HearingAnswer(StrEnum):
    """What the office made of what the person said."""

    ADOPTED = "adopted"
    PARTLY_ADOPTED = "partly_adopted"
    NOT_ADOPTED = "not_adopted"

    @property
    def title(self) -> str:  # type: ignore[override]  # the Chinese title, not str.title()
        return {"adopted": "采纳", "partly_adopted": "部分采纳", "not_adopted": "不采纳"}[self]


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
    STOPPED = "stopped"

    @property
    def title(self) -> str:  # type: ignore[override]  # the Chinese title, not str.title()
        return _OUTCOME_STATE_TITLES[self]

    @property
    def is_decided(self) -> bool:
        return self in DECIDED_STATES


DECIDED_STATES = frozenset({OutcomeState.CONFIRMED, OutcomeState.REFUSED, OutcomeState.STOPPED})

_OUTCOME_STATE_TITLES = {
    OutcomeState.PROPOSED: "待提初审意见",
    OutcomeState.OPINION: "已提初审意见",
    OutcomeState.POSTED: "公示中",
    OutcomeState.OBJECTED: "公示有异议",
    OutcomeState.WITH_CONFIRMER: "待确认",
    OutcomeState.RETURNED: "已退回补充",
    OutcomeState.CONFIRMED: "已确认",
    OutcomeState.REFUSED: "不予确认",
    OutcomeState.STOPPED: "已决定停发",
}


class CaseVerb(StrEnum):
    """What can be done to an application."""

    SUBMIT = "submit"
    TELL_MISSING = "tell_missing"
    SUPPLEMENT = "supplement"
    ACCEPT = "accept"
    NOT_ACCEPT = "not_accept"
    INVESTIGATE = "investigate"
    HELP_FIRST = "help_first"
    CONCLUDE = "conclude"
    BEGIN = "begin"
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
    CaseVerb.NOT_ACCEPT: "不予受理",
    CaseVerb.INVESTIGATE: "启动调查",
    CaseVerb.HELP_FIRST: "先行救助登记",
    CaseVerb.CONCLUDE: "办结",
    CaseVerb.BEGIN: "启动核查",
    CaseVerb.WITHDRAW: "撤回申请",
    CaseVerb.TERMINATE: "终止审核确认",
}


class OutcomeVerb(StrEnum):
    """What can be done to one programme of an application."""

    GIVE_OPINION = "give_opinion"
    POST = "post"
    OBJECT = "object"
    SEND = "send"
    HELP_FIRST = "help_first"
    RETURN = "return"
    CONFIRM = "confirm"
    REFUSE = "refuse"
    KEEP = "keep"
    INCREASE = "increase"
    DECREASE = "decrease"
    PHASE_OUT = "phase_out"
    STOP = "stop"

    @property
    def title(self) -> str:  # type: ignore[override]  # the Chinese title, not str.title()
        return _OUTCOME_VERB_TITLES[self]


_OUTCOME_VERB_TITLES = {
    OutcomeVerb.GIVE_OPINION: "提出初审意见",
    OutcomeVerb.POST: "公示",
    OutcomeVerb.OBJECT: "登记异议",
    OutcomeVerb.SEND: "报送确认",
    OutcomeVerb.HELP_FIRST: "报送当场决定",
    OutcomeVerb.RETURN: "退回补充材料",
    OutcomeVerb.CONFIRM: "确认",
    OutcomeVerb.REFUSE: "不予确认",
    OutcomeVerb.KEEP: "决定维持",
    OutcomeVerb.INCREASE: "决定增发",
    OutcomeVerb.DECREASE: "决定减发",
    OutcomeVerb.PHASE_OUT: "决定渐退",
    OutcomeVerb.STOP: "决定停发",
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

    @property
    def article(self) -> str:
        """The rule it rests on; a death ends a process by itself."""
        return {"death": "", "no_cooperation": "民发〔2021〕57号 第二十九条"}[self]


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
    CASE_ENDED = "case_ended"

    @property
    def title(self) -> str:  # type: ignore[override]  # the Chinese title, not str.title()
        return {
            "reinvestigation": "重新调查",
            "democratic_review": "民主评议",
            "case_ended": "办件结束",
        }[self]


WAYS_TO_SETTLE = (ObjectionMethod.REINVESTIGATION, ObjectionMethod.DEMOCRATIC_REVIEW)
"""What somebody chooses; an objection also ends with the case that it is about."""


class CountyVisitReason(StrEnum):
    """Why the county itself must visit (57号 第二十条)."""

    NEAR_RELATIVE = "near_relative"
    COMPLAINT = "complaint"

    @property
    def title(self) -> str:  # type: ignore[override]  # the Chinese title, not str.title()
        return {"near_relative": "近亲属备案", "complaint": "审核确认阶段接到投诉举报"}[self]


class Speed(StrEnum):
    """How fast temporary assistance goes (民发〔2018〕23号 二（二）；社会救助法 第五十条)."""

    SMALL_FAST = "small_fast"
    EMERGENCY = "emergency"
    EXPENDITURE = "expenditure"

    @property
    def title(self) -> str:  # type: ignore[override]  # the Chinese title, not str.title()
        return {"small_fast": "小额快救", "emergency": "急难型", "expenditure": "支出型"}[self]

    @property
    def is_urgent(self) -> bool:
        """Help first, papers afterwards."""
        return self is not Speed.EXPENDITURE


class Hardship(StrEnum):
    """What brought the hardship about (民发〔2018〕23号 二（一）)."""

    FIRE = "fire"
    ACCIDENT = "accident"
    ILLNESS = "illness"
    DISASTER = "disaster"
    EDUCATION = "education"
    NO_INCOME = "no_income"
    OTHER = "other"

    @property
    def title(self) -> str:  # type: ignore[override]  # the Chinese title, not str.title()
        return {
            "fire": "火灾",
            "accident": "交通事故等意外",
            "illness": "突发重大疾病",
            "disaster": "自然灾害",
            "education": "教育支出骤增",
            "no_income": "失业断了收入",
            "other": "其他特殊困难",
        }[self]


class ExpenseKind(StrEnum):
    """What a receipt was spent on (刚性支出困难家庭认定办法 第五条), named as in the household file."""

    LIVING = "living"
    MEDICAL = "medical"
    EDUCATION = "education"
    REHABILITATION = "rehabilitation"
    OTHER = "other"

    @property
    def title(self) -> str:  # type: ignore[override]  # the Chinese title, not str.title()
        return {
            "living": "生活",
            "medical": "医疗",
            "education": "教育",
            "rehabilitation": "残疾康复",
            "other": "县级另行认定",
        }[self]


class FileKind(StrEnum):
    """What a file of a case was kept as; it proves nothing else."""

    SIGNATURE = "signature"
    SIGNED_SCAN = "signed_scan"
    MATERIAL = "material"
    VISIT_PHOTO = "visit_photo"

    @property
    def title(self) -> str:  # type: ignore[override]  # the Chinese title, not str.title()
        return {
            "signature": "屏幕签名",
            "signed_scan": "签字件扫描",
            "material": "材料扫描件",
            "visit_photo": "入户照片",
        }[self]


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
    """The steps of a case that wait in somebody's worklist; most carry a legal time limit.

    A notice runs out and comes down by itself: its clock says until when, and is nobody's work.
    """

    DRAFT = "draft"
    ACCEPTANCE = "acceptance"
    MATERIALS = "materials"
    INVESTIGATION_START = "investigation_start"
    VISIT = "visit"
    OPINION = "opinion"
    POSTING = "posting"
    NOTICE = "notice"
    OBJECTION = "objection"
    FORWARD = "forward"
    COUNTY_REVIEW = "county_review"
    COUNTY_VISIT = "county_visit"
    COUNTY_CHECK = "county_check"
    RETURNED = "returned"
    REFUSAL_LETTER = "refusal_letter"
    DELIVERY = "delivery"
    PUBLICATION = "publication"
    ENDING_LETTER = "ending_letter"
    URGENT_PAPERS = "urgent_papers"
    RENEWAL = "renewal"
    TOTAL = "total"
    HEARING = "hearing"

    @property
    def title(self) -> str:  # type: ignore[override]  # the Chinese title, not str.title()
        return _CLOCK_TITLES[self]


_CLOCK_TITLES = {
    Clock.DRAFT: "填写申请",
    Clock.ACCEPTANCE: "审查受理",
    Clock.MATERIALS: "补正材料",
    Clock.INVESTIGATION_START: "启动家庭经济状况调查",
    Clock.VISIT: "入户调查",
    Clock.OPINION: "提出初审意见",
    Clock.POSTING: "张贴公示",
    Clock.NOTICE: "初审意见公示",
    Clock.OBJECTION: "处理公示异议",
    Clock.FORWARD: "报请确认",
    Clock.COUNTY_REVIEW: "审核确认",
    Clock.COUNTY_VISIT: "县级入户调查",
    Clock.COUNTY_CHECK: "抽查核实",
    Clock.RETURNED: "补充后重新提出意见",
    Clock.REFUSAL_LETTER: "不予确认书面告知",
    Clock.DELIVERY: "送达确认书",
    Clock.PUBLICATION: "公布确认结果",
    Clock.ENDING_LETTER: "送达不予受理、终止文书",
    Clock.URGENT_PAPERS: "补齐先行救助手续",
    Clock.RENEWAL: "到期前重新申请",
    Clock.TOTAL: "审核确认总期限",
    Clock.HEARING: "听取意见",
}


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
class Offer:
    """A programme the rules find and the family did not ask for: for the household, or for one member."""

    programme: Programme
    person_id: UUID | None
    ref: str | None
    name: str


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
    kind: NoticeKind
    village: str
    masked_name: str
    household_size: int
    amount_fen: int
    programme: Programme
    posted_on: date
    ends_on: date | None
