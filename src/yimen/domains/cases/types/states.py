"""Why there is a case, where it and its outcomes stand, and the verbs that move them."""

from yimen.kernel import Titled


class CaseKind(Titled):
    """Why there is a case: somebody asks, a planned review is due, or something has changed."""

    APPLICATION = "application", "申请"
    REVIEW = "review", "定期核查"
    CHANGE = "change", "情况变化"


class ChangeCause(Titled):
    """What changed in a household with awards in force; the first five are the rulebook's own words."""

    MEMBER_DIED = "member_died", "家庭成员死亡"
    STARTED_WORK = "started_work", "家庭成员就业"
    INCOME_CHANGED = "income_changed", "收入变化"
    MOVED_AWAY = "moved_away", "迁出本地"
    STANDARD_CHANGED = "standard_changed", "保障标准调整"
    MEMBER_JOINED = "member_joined", "家庭成员增加"
    MEMBER_LEFT = "member_left", "家庭成员减少"
    HOUSEHOLD_SPLIT = "household_split", "分户"
    HOUSEHOLD_MERGED = "household_merged", "并户"
    PROPERTY_CHANGED = "property_changed", "财产变化"
    DISABILITY_CHANGED = "disability_changed", "残疾等级、证件变化"
    SELF_CARE_CHANGED = "self_care_changed", "生活自理能力变化"


class Effect(Titled):
    """What a decision of a review or change case does to an award."""

    KEEP = "keep", "维持"
    INCREASE = "increase", "增发"
    DECREASE = "decrease", "减发"
    PHASE_OUT = "phase_out", "渐退"
    STOP = "stop", "停发"

    @property
    def is_against(self) -> bool:
        """Whether the person is heard before it is decided (社会救助法 第四十八条)."""
        return self in (Effect.DECREASE, Effect.PHASE_OUT, Effect.STOP)


class HearingAnswer(Titled):
    """What the office made of what the person said."""

    ADOPTED = "adopted", "采纳"
    PARTLY_ADOPTED = "partly_adopted", "部分采纳"
    NOT_ADOPTED = "not_adopted", "不采纳"
    AGREED = "agreed", "对拟作出的决定无异议"


class CaseState(Titled):
    """Where an application stands."""

    DRAFT = "draft", "草稿"
    SUBMITTED = "submitted", "已提交"
    INCOMPLETE = "incomplete", "待补正"
    ACCEPTED = "accepted", "已受理"
    INVESTIGATING = "investigating", "调查核对中"
    CONCLUDED = "concluded", "已办结"
    WITHDRAWN = "withdrawn", "已撤回"
    TERMINATED = "terminated", "已终止"

    @property
    def is_open(self) -> bool:
        return self not in CLOSED_CASE_STATES


CLOSED_CASE_STATES = frozenset({CaseState.CONCLUDED, CaseState.WITHDRAWN, CaseState.TERMINATED})


class OutcomeState(Titled):
    """Where one programme of an application stands."""

    PROPOSED = "proposed", "待提初审意见"
    OPINION = "opinion", "已提初审意见"
    POSTED = "posted", "公示中"
    OBJECTED = "objected", "公示有异议"
    WITH_CONFIRMER = "with_confirmer", "待确认"
    RETURNED = "returned", "已退回补充"
    CONFIRMED = "confirmed", "已确认"
    REFUSED = "refused", "不予确认"
    STOPPED = "stopped", "已决定停发"

    @property
    def is_decided(self) -> bool:
        return self in DECIDED_STATES


DECIDED_STATES = frozenset({OutcomeState.CONFIRMED, OutcomeState.REFUSED, OutcomeState.STOPPED})


class CaseVerb(Titled):
    """What can be done to an application."""

    SUBMIT = "submit", "提交申请"
    TELL_MISSING = "tell_missing", "一次性告知补正"
    SUPPLEMENT = "supplement", "补正提交"
    ACCEPT = "accept", "受理"
    NOT_ACCEPT = "not_accept", "不予受理"
    INVESTIGATE = "investigate", "启动调查"
    HELP_FIRST = "help_first", "先行救助登记"
    CONCLUDE = "conclude", "办结"
    BEGIN = "begin", "启动核查"
    WITHDRAW = "withdraw", "撤回申请"
    TERMINATE = "terminate", "终止审核确认"


class OutcomeVerb(Titled):
    """What can be done to one programme of an application."""

    GIVE_OPINION = "give_opinion", "提出初审意见"
    POST = "post", "公示"
    OBJECT = "object", "登记异议"
    SEND = "send", "报送确认"
    HELP_FIRST = "help_first", "报送当场决定"
    RETURN = "return", "退回补充材料"
    CONFIRM = "confirm", "确认"
    REFUSE = "refuse", "不予确认"
    KEEP = "keep", "决定维持"
    INCREASE = "increase", "决定增发"
    DECREASE = "decrease", "决定减发"
    PHASE_OUT = "phase_out", "决定渐退"
    STOP = "stop", "决定停发"
