"""Forms of the application after the means: agent and near relatives, signatures, materials."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from yimen.domains.cases.types import Declaration

from . import widgets
from .choices import offer

_NO_YES = [("no", _("没有")), ("yes", _("有"))]
_RELATIONS = [
    (word, word) for word in ("配偶", "父母", "子女", "兄弟姐妹", "祖父母、外祖父母", "孙子女、外孙子女")
]


class AgentForm(forms.Form):
    """Who speaks for the applicant, and whether somebody in the family is close to an official."""

    has_agent = widgets.one_of(
        _("由他人代为申请"),
        [("no", _("本人申请")), ("yes", _("委托代办"))],
        initial="no",
        help_text=_("民发〔2021〕57号 第六条：可以委托村（居）民委员会或者其他人代为申请"),
    )
    agent_name = widgets.text(_("代办人姓名"), required=False, most=64)
    agent_relation = widgets.text(_("与申请人关系"), required=False, most=40)
    agent_phone = widgets.text(_("代办人电话"), required=False, most=20, inputmode="tel")
    has_relative = widgets.one_of(
        _("家庭成员是否有经办人员、村（居）委会成员的近亲属"),
        _NO_YES,
        help_text=_("民发〔2021〕57号 第十一条：有的须备案，由县级直接入户调查"),
    )
    relative_of = widgets.text(_("是何人的近亲属"), required=False, most=80)
    relation = widgets.from_list(_("关系"), [("", "—"), *_RELATIONS], required=False)

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = self.cleaned_data
        if given.get("has_agent") == "yes" and not given.get("agent_name"):
            self.add_error("agent_name", _("请填写代办人姓名。"))
        return given

    def agent(self) -> dict[str, Any]:
        names = ("agent_name", "agent_relation", "agent_phone")
        is_there = self.cleaned_data["has_agent"] == "yes"
        return {name: self.cleaned_data[name] if is_there else "" for name in names}

    def declaration(self) -> Declaration:
        given = self.cleaned_data
        if given["has_relative"] == "no":
            return Declaration(False)
        return Declaration(True, given["relative_of"], given["relation"])


class SignatureForm(forms.Form):
    """One adult's authorisation: drawn on screen, or signed on paper; `whose` is said with what is wrong."""

    whose = ""

    signed_by = widgets.from_list(
        _("签名人"), [], help_text=_("无民事行为能力的，由监护人代签"), required=True
    )
    signature = widgets.SignatureField(label=_("签名"), required=False, accept="image/*,application/pdf")

    def __init__(self, signers: list[tuple[str, str]], *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        offer(self, signed_by=signers)

    @property
    def is_signed(self) -> bool:
        return bool(self.cleaned_data.get("signature"))


class MaterialForm(forms.Form):
    """One paper the family hands in; without a scan it is enough to say that it was seen."""

    kind = forms.CharField(max_length=40, widget=forms.HiddenInput())
    scan = widgets.one_file(_("扫描件或照片"))
