"""Forms of cases: what to list, and each step of the process that a person writes something for."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from yimen.domains.cases.types import (
    WAYS_TO_SETTLE,
    CaseKind,
    CaseState,
    ExtensionReason,
    NoticeKind,
    TerminationReason,
)
from yimen.domains.papers.types import DeliveryMethod
from yimen.kernel import Money, Programme, RegionCode

from . import widgets
from .choices import offer
from .family import ASKED_FOR


class CaseFilterForm(forms.Form):
    state = widgets.from_list(
        _("状态"), [("", _("全部")), *((s.value, _(s.title)) for s in CaseState)], required=False
    )
    kind = widgets.from_list(
        _("种类"), [("", _("全部")), *((k.value, _(k.title)) for k in CaseKind)], required=False
    )
    programme = widgets.from_list(
        _("申请项目"), [("", _("全部")), *((p.value, _(p.title)) for p in ASKED_FOR)], required=False
    )
    region = widgets.from_list(_("村（社区）、乡镇"), [], required=False)

    def __init__(self, regions: list[tuple[str, str]], *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        offer(self, region=[("", _("全部")), *regions])

    def narrowing(self) -> dict[str, Any]:
        """What a list of cases is narrowed to."""
        given = self.cleaned_data if self.is_valid() else {}
        state, region, kind = given.get("state"), given.get("region"), given.get("kind")
        programme = given.get("programme")
        return {
            "state": CaseState(state) if state else None,
            "region": RegionCode(region) if region else None,
            "kind": CaseKind(kind) if kind else None,
            "programme": Programme(programme) if programme else None,
        }


class NoticeFilterForm(forms.Form):
    """Which of the sheets that hang now."""

    kind = widgets.from_list(
        _("种类"),
        [
            ("", _("全部")),
            (NoticeKind.OPINION.value, _("初审公示")),
            (NoticeKind.DECISION.value, _("结果公布")),
        ],
        required=False,
    )
    programme = widgets.from_list(
        _("项目"), [("", _("全部")), *((p.value, _(p.title)) for p in Programme)], required=False
    )
    region = widgets.from_list(_("村（社区）、乡镇"), [], required=False)

    def __init__(self, regions: list[tuple[str, str]], *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        offer(self, region=[("", _("全部")), *regions])

    def narrowing(self) -> dict[str, Any]:
        """What the list of notices is narrowed to."""
        given = self.cleaned_data if self.is_valid() else {}
        kind, programme, region = given.get("kind"), given.get("programme"), given.get("region")
        return {
            "kind": NoticeKind(kind) if kind else None,
            "programme": Programme(programme) if programme else None,
            "region": RegionCode(region) if region else None,
        }


class ReasonForm(forms.Form):
    """One written reason: withdrawal, return, refusal."""

    why = widgets.paragraph(_("原因"), most=500)


class ProgrammeForm(forms.Form):
    """A further programme, chosen by its button."""

    programme = forms.ChoiceField(choices=[(p.value, p.value) for p in Programme])
    person = forms.UUIDField(required=False)


class TerminateForm(forms.Form):
    reason = widgets.one_of(_("终止原因"), [(r.value, _(r.title)) for r in TerminationReason])
    died_on = widgets.on_date(
        _("死亡日期"), required=False, help_text=_("申请人死亡而档案中还没有登记的填写，随本次一并登记")
    )
    note = widgets.paragraph(_("具体情况"), most=500, help_text=_("民发〔2021〕57号 第二十九条"))


class ExtendForm(forms.Form):
    reason = widgets.one_of(_("延长原因"), [(r.value, _(r.title)) for r in ExtensionReason])
    note = widgets.paragraph(
        _("具体情况"), most=500, help_text=_("民发〔2022〕83号 第四条：最长至 45 个工作日")
    )


class AmountForm(forms.Form):
    """A form that asks for an amount of a programme: by the month, or once; not where a standing is all."""

    def __init__(self, programme: str, computed: Money, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        if Programme(programme).is_standing and not computed:
            del self.fields["amount"]
        elif Programme(programme).is_one_off:
            self.fields["amount"].widget.unit = _("元（一次性）")

    def granted(self) -> Money:
        """What is granted; a standing grants none."""
        return self.cleaned_data.get("amount") or Money(0)


class OpinionForm(AmountForm):
    """Agreeing with what the rules compute, or differing with a written reason."""

    is_positive = widgets.one_of(_("审核意见"), [("yes", _("符合条件")), ("no", _("不符合条件"))])
    amount = widgets.MoneyField(label=_("拟救助金额"), help_text=_("默认为测算金额；改动须写理由"))
    text = widgets.paragraph(_("意见说明"), most=500)
    difference_reason = widgets.paragraph(
        _("与测算不同的理由"), required=False, most=500, help_text=_("意见或金额与测算一致时不用填")
    )


class ObjectionForm(forms.Form):
    raised_by = widgets.text(_("异议人"), required=False, most=64, help_text=_("可以匿名；姓名加密保存"))
    text = widgets.paragraph(_("异议内容"), most=500)


class SettleForm(forms.Form):
    method = widgets.one_of(
        _("处理方式"),
        [(m.value, _(m.title)) for m in WAYS_TO_SETTLE],
        help_text=_("民发〔2021〕57号 第十九条：重新调查，或组织民主评议"),
    )
    attendance = widgets.count(_("评议人数"), required=False, least=1, most=9999)
    conclusion = widgets.paragraph(_("处理结论"), most=500)


class ConfirmForm(AmountForm):
    amount = widgets.MoneyField(
        label=_("确认金额"), required=True, help_text=_("默认为测算金额；改动须写理由")
    )
    reason = widgets.paragraph(_("与测算不同的理由"), required=False, most=500, help_text=_("一致时不用填"))


class DeliveryForm(forms.Form):
    """Nothing is chosen beforehand: whoever delivered says how, to whom and when."""

    method = widgets.one_of(_("送达方式"), [(m.value, _(m.title)) for m in DeliveryMethod])
    recipient = widgets.text(_("受送达人"), most=64)
    relation = widgets.text(
        _("与申请人的关系"), required=False, most=30, help_text=_("受送达人不是本户成员时填写")
    )
    delivered_on = widgets.on_date(_("送达日期"))
    proof = widgets.text(_("送达凭证"), help_text=_("如：本人签收、邮寄单号、张贴照片"))
    scan = widgets.one_file(_("凭证照片"), help_text=_("直接、留置送达和村内张贴的须上传"))
