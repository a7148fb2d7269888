"""Forms of the home investigation: what was seen, and the signatures of both sides."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from yimen.domains.cases.types import VisitMode

from . import widgets

TOPICS = {
    "living": _("居住条件"),
    "working": _("劳动能力与就业"),
    "earning": _("收入来源"),
    "owning": _("财产状况"),
    "spending": _("主要支出"),
}
_AS_DECLARED = _("与申报一致")


class VisitForm(forms.Form):
    """Topics begin with "as declared": only what differs is typed."""

    second_post = widgets.from_list(
        _("另一名调查人员"), [], help_text=_("不少于 2 人（民发〔2021〕57号 第十六条）")
    )
    visited_on = widgets.on_date(_("调查日期"), initial=timezone.localdate)
    mode = widgets.one_of(
        _("方式"), [(m.value, _(m.title)) for m in VisitMode], initial=VisitMode.VISIT.value
    )
    mode_reason = widgets.text(_("非入户原因"), required=False, help_text=_("仅限重大突发事件"))
    living = widgets.text(TOPICS["living"])
    working = widgets.text(TOPICS["working"])
    earning = widgets.text(TOPICS["earning"])
    owning = widgets.text(TOPICS["owning"])
    spending = widgets.text(TOPICS["spending"])
    financial_assets = widgets.MoneyField(
        label=_("更正：金融资产合计"), unit=_("元"), help_text=_("与申报一致时留空")
    )
    homes = widgets.count(_("更正：自有住房套数"), required=False)
    photos = widgets.FilesField(label=_("现场照片"), accept="image/*", help_text=_("住房内外、生活状况"))
    conclusion = widgets.paragraph(_("调查结论"), most=500)

    def __init__(self, partners: list[tuple[str, str]], *arguments: Any, **named: Any) -> None:
        named.setdefault("initial", dict.fromkeys(TOPICS, _AS_DECLARED))
        super().__init__(*arguments, **named)
        self.fields["second_post"].choices = [("", _("请选择")), *partners]  # type: ignore[attr-defined]

    def findings(self) -> list[tuple[str, str]]:
        return [(str(title), self.cleaned_data[name]) for name, title in TOPICS.items()]

    def corrections(self) -> dict[str, Any]:
        """Only what the visit found otherwise, as a part of the household file."""
        given = self.cleaned_data
        household: dict[str, Any] = {}
        if given["financial_assets"] is not None:
            household["financial_assets"] = str(given["financial_assets"])
        if given["homes"] is not None:
            household["homes"] = given["homes"]
        return {"household": household} if household else {}


class SignVisitForm(forms.Form):
    family_signer = widgets.from_list(_("在场的家庭成员"), [])
    family = widgets.SignatureField(label=_("家庭成员签名"))
    first = widgets.SignatureField(label=_("调查人员签名（一）"))
    second = widgets.SignatureField(label=_("调查人员签名（二）"))

    def __init__(self, members: list[tuple[str, str]], *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.fields["family_signer"].choices = members  # type: ignore[attr-defined]
