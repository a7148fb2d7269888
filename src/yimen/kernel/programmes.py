"""The programmes of social assistance and the steps a case takes, under their official names."""

from enum import StrEnum


class Programme(StrEnum):
    DIBAO = "dibao"
    DIBAO_SINGLE = "dibao_single"
    TEKUN = "tekun"
    DIBAO_MARGIN = "dibao_margin"
    RIGID_EXPENSE = "rigid_expense"
    ILLNESS_POVERTY = "illness_poverty"
    TEMPORARY = "temporary"
    DISABILITY_LIVING = "disability_living"
    DISABILITY_CARE = "disability_care"
    ORPHAN = "orphan"
    UNATTENDED_CHILD = "unattended_child"
    MEDICAL = "medical"
    PRICE_SUBSIDY = "price_subsidy"

    @property
    def title(self) -> str:  # type: ignore[override]  # the Chinese title, not str.title()
        return _PROGRAMME_TITLES[self]

    @property
    def is_one_off(self) -> bool:
        """Given once for one need, not month by month."""
        return self in _ONE_OFF

    @property
    def is_standing(self) -> bool:
        """A recognised standing, which opens other help; money only where the place adds an allowance."""
        return self in _STANDING


_STANDING = frozenset({Programme.DIBAO_MARGIN, Programme.RIGID_EXPENSE, Programme.ILLNESS_POVERTY})
_ONE_OFF = frozenset({Programme.TEMPORARY, Programme.MEDICAL, Programme.PRICE_SUBSIDY})
_PROGRAMME_TITLES = {
    Programme.DIBAO: "最低生活保障",
    Programme.DIBAO_SINGLE: "最低生活保障（单人保）",
    Programme.TEKUN: "特困人员救助供养",
    Programme.DIBAO_MARGIN: "最低生活保障边缘家庭",
    Programme.RIGID_EXPENSE: "刚性支出困难家庭",
    Programme.ILLNESS_POVERTY: "因病致贫重病患者",
    Programme.TEMPORARY: "临时救助",
    Programme.DISABILITY_LIVING: "困难残疾人生活补贴",
    Programme.DISABILITY_CARE: "重度残疾人护理补贴",
    Programme.ORPHAN: "孤儿基本生活保障",
    Programme.UNATTENDED_CHILD: "事实无人抚养儿童基本生活保障",
    Programme.MEDICAL: "医疗救助",
    Programme.PRICE_SUBSIDY: "价格临时补贴",
}


class Step(StrEnum):
    SUBMIT = "submit"
    NOTIFY_MISSING = "notify_missing"
    ACCEPT = "accept"
    VERIFY = "verify"
    INVESTIGATE = "investigate"
    OPINION = "opinion"
    POST = "post"
    OBJECT = "object"
    FORWARD = "forward"
    RETURN = "return"
    CONFIRM = "confirm"
    REFUSE = "refuse"
    DELIVER = "deliver"
    PUBLISH = "publish"
    WITHDRAW = "withdraw"
    TERMINATE = "terminate"

    @property
    def title(self) -> str:  # type: ignore[override]  # the Chinese title, not str.title()
        return _STEP_TITLES[self]


_STEP_TITLES = {
    Step.SUBMIT: "提交申请",
    Step.NOTIFY_MISSING: "一次性告知",
    Step.ACCEPT: "受理",
    Step.VERIFY: "家庭经济状况核对",
    Step.INVESTIGATE: "入户调查",
    Step.OPINION: "审核意见",
    Step.POST: "公示",
    Step.OBJECT: "异议",
    Step.FORWARD: "报请确认",
    Step.RETURN: "退回",
    Step.CONFIRM: "确认",
    Step.REFUSE: "不予确认",
    Step.DELIVER: "送达",
    Step.PUBLISH: "公布",
    Step.WITHDRAW: "撤回申请",
    Step.TERMINATE: "终止",
}
