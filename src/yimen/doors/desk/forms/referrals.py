"""Forms of transfers to departments and charities: what is needed, what goes with it, what was answered."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from yimen.domains.intake.queries import STAGES
from yimen.domains.intake.types import Feedback, Receiver, TransferFilters, TransferTopic, Verdict
from yimen.domains.papers.types import DeliveryMethod

from . import widgets
from .choices import offer

_STAGE_WORDS = {
    "sent": _("待接办"),
    "accepted": _("办理中"),
    "untold": _("待反馈群众"),
    "told": _("已反馈"),
}


class ReferralForm(forms.Form):
    """What kind of help was chosen before; only papers of this family can go with it."""

    topic = forms.ChoiceField(choices=[(t.value, t.value) for t in TransferTopic], widget=forms.HiddenInput())
    receiver = widgets.from_list(_("转给哪个部门或机构"), [])
    need = widgets.paragraph(
        _("需要解决的问题"), most=500, help_text=_("对方据此办理；只写办理这件事所必需的")
    )
    wants = widgets.paragraph(
        _("对方需要的材料"), required=False, help_text=_("一行一项；县里还没有填写的，请向对方问清再写")
    )
    papers = widgets.many_of(_("随附的文书"), [], help_text=_("只选对方办理必需的；对方在办结以前可以查看"))

    def __init__(
        self,
        receivers: list[tuple[str, list[tuple[str, str]]]],
        papers: list[tuple[str, str]],
        *arguments: Any,
        **named: Any,
    ) -> None:
        super().__init__(*arguments, **named)
        offer(self, receiver=[("", _("（请选择）")), *receivers], papers=papers)
        if not papers:
            del self.fields["papers"]

    def to(self) -> Receiver:
        """`d:` is a department, `o:` an organisation."""
        kind, _colon, given = self.cleaned_data["receiver"].partition(":")
        receiver = UUID(given)
        return Receiver(department_id=receiver) if kind == "d" else Receiver(organisation_id=receiver)

    def lines(self) -> list[str]:
        return [line.strip() for line in self.cleaned_data["wants"].splitlines() if line.strip()]


class ReferralFilterForm(forms.Form):
    """An unknown value narrows nothing rather than showing an error on a list."""

    text = widgets.text(_("姓名、事项或单位"), required=False, most=60)
    stage = widgets.from_list(
        _("状态"), [("", _("全部")), *((name, _STAGE_WORDS[name]) for name in STAGES)], required=False
    )
    topic = widgets.from_list(
        _("类别"), [("", _("全部")), *((t.value, _(t.title)) for t in TransferTopic)], required=False
    )

    def filters(self) -> TransferFilters:
        given = self.cleaned_data if self.is_valid() else {}
        topic = given.get("topic")
        return TransferFilters(
            stage=given.get("stage", ""),
            topic=TransferTopic(topic) if topic else None,
            text=given.get("text", ""),
        )


class ReferralAnswerForm(forms.Form):
    """What the receiver says beyond taking it on; `answerer` only where somebody writes it down for them."""

    verdict = widgets.one_of(_("答复"), [])
    text = widgets.paragraph(
        _("理由或结果"), required=False, most=500, help_text=_("不予接办写明理由，办结写明结果；会告知群众")
    )
    answerer = widgets.text(_("对方答复人和方式"), most=64, help_text=_("如：王主任，来函文号；张会长，电话"))

    def __init__(
        self, verdicts: tuple[Verdict, ...], is_relayed: bool, *arguments: Any, **named: Any
    ) -> None:
        super().__init__(*arguments, **named)
        offer(self, verdict=[(v.value, _(v.title)) for v in verdicts])
        if not is_relayed:
            del self.fields["answerer"]


class FeedbackForm(forms.Form):
    """How the family was told: the delivery of the feedback sheet."""

    method = widgets.one_of(
        _("怎样告知"),
        [(m.value, _(m.title)) for m in DeliveryMethod if m is not DeliveryMethod.POSTED_IN_VILLAGE],
        initial=DeliveryMethod.HANDED_OVER.value,
        css="wide",
    )
    recipient = widgets.text(_("告知了谁"), most=60)
    told_on = widgets.on_date(_("告知日期"), initial=timezone.localdate)
    proof = widgets.text(_("凭证"), help_text=_("如：本人签收、通话时间和号码、短信回执"))

    def feedback(self) -> Feedback:
        given = self.cleaned_data
        return Feedback(DeliveryMethod(given["method"]), given["recipient"], given["told_on"], given["proof"])
