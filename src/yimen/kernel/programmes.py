"""The programmes of social assistance and the steps a case takes, under their official names."""

from yimen.kernel.titled import Titled


class Programme(Titled):
    DIBAO = "dibao", "最低生活保障"
    DIBAO_SINGLE = "dibao_single", "最低生活保障（单人保）"
    TEKUN = "tekun", "特困人员救助供养"
    DIBAO_MARGIN = "dibao_margin", "最低生活保障边缘家庭"
    RIGID_EXPENSE = "rigid_expense", "刚性支出困难家庭"
    ILLNESS_POVERTY = "illness_poverty", "因病致贫重病患者"
    TEMPORARY = "temporary", "临时救助"
    DISABILITY_LIVING = "disability_living", "困难残疾人生活补贴"
    DISABILITY_CARE = "disability_care", "重度残疾人护理补贴"
    ORPHAN = "orphan", "孤儿基本生活保障"
    UNATTENDED_CHILD = "unattended_child", "事实无人抚养儿童基本生活保障"
    MEDICAL = "medical", "医疗救助"
    PRICE_SUBSIDY = "price_subsidy", "价格临时补贴"

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


class Step(Titled):
    SUBMIT = "submit", "提交申请"
    NOTIFY_MISSING = "notify_missing", "一次性告知"
    ACCEPT = "accept", "受理"
    VERIFY = "verify", "家庭经济状况核对"
    INVESTIGATE = "investigate", "入户调查"
    OPINION = "opinion", "审核意见"
    POST = "post", "公示"
    OBJECT = "object", "异议"
    FORWARD = "forward", "报请确认"
    RETURN = "return", "退回"
    CONFIRM = "confirm", "确认"
    REFUSE = "refuse", "不予确认"
    DELIVER = "deliver", "送达"
    PUBLISH = "publish", "公布"
    WITHDRAW = "withdraw", "撤回申请"
    TERMINATE = "terminate", "终止"
