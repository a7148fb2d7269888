"""Why there is a case, where it and its outcomes stand, and the verbs that move them."""

from enum import StrEnum


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
    DISABILITY_CHANGED = "disability_changed"
    SELF_CARE_CHANGED = "self_care_changed"

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
    ChangeCause.DISABILITY_CHANGED: "残疾等级、证件变化",
    ChangeCause.SELF_CARE_CHANGED: "生活自理能力变化",
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
    AGREED = "agreed"

    @property
    def title(self) -> str:  # type: ignore[override]  # the Chinese title, not str.title()
        return {
            "adopted": "采纳",
            "partly_adopted": "部分采纳",
            "not_adopted": "不采纳",
            "agreed": "对拟作出的决定无异议",
        }[self]


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
