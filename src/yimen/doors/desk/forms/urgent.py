"""Forms of temporary assistance: the one page of an emergency, its later papers, what a meeting resolved."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from yimen.domains.cases.types import Hardship, Speed
from yimen.domains.people.types import PersonFacts
from yimen.kernel import RegionCode, Sex

from . import widgets
from .choices import offer
from .contacts import WHILE_TYPING

_URGENT = [(speed.value, _(speed.title)) for speed in Speed if speed.is_urgent]


class EmergencyForm(forms.Form):
    """Who, where, what happened, how much: everything before the decision, on one page."""

    name = widgets.text(_("姓名"), most=64, help_text=_("边输边找已建档的居民"), **WHILE_TYPING)
    person = forms.UUIDField(required=False, widget=forms.HiddenInput())
    phone = widgets.phone(_("联系电话"), required=False, **WHILE_TYPING)
    identity = widgets.IdentityField(required=False, help_text=_("已建档的居民不用填"))
    birth_date = widgets.on_date(_("出生日期"), required=False, help_text=_("没有证件号时填写"))
    sex = widgets.one_of(_("性别"), [(s.value, _(s.title)) for s in Sex], required=False)
    region = widgets.from_list(
        _("急难发生在哪个村（社区）"), [], help_text=_("社会救助法 第三十七条：向急难发生地申请")
    )
    address = widgets.text(_("现在住在哪里"), required=False, help_text=_("已建档的居民不用填"))
    is_from_elsewhere = widgets.tick(
        _("户籍不在本县"), help_text=_("户籍地按证件号前六位登记，可在家庭档案中更正")
    )
    speed = widgets.one_of(
        _("救助类型"),
        _URGENT,
        help_text=_("小额快救：不超过1个月低保标准，乡镇当场决定；急难型：按金额由有权机关当日决定"),
    )
    hardship = widgets.one_of(_("困难类型"), [(h.value, _(h.title)) for h in Hardship], css="wide")
    happened = widgets.paragraph(_("发生了什么"), most=500)
    amount = widgets.MoneyField(label=_("拟救助金额"), required=True, unit=_("元（一次性）"))
    stages = widgets.count(_("分几个月发放"), initial=1, least=1, most=12)

    def __init__(self, regions: list[tuple[str, str]], *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        several = [("", _("（请选择）")), *regions] if len(regions) > 1 else regions
        offer(self, region=several)

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = self.cleaned_data
        is_known = given.get("person") or given.get("identity") or "identity" not in given
        if not is_known and not (given.get("birth_date") and given.get("sex")):
            raise ValidationError(_("请选择已建档的居民，或者填写身份证号；确实没有的，填写出生日期和性别。"))
        if given.get("is_from_elsewhere") and not given.get("identity"):
            self.add_error("is_from_elsewhere", _("外地户籍须有证件号，才能登记户籍地。"))
        return given

    def facts(self) -> PersonFacts:
        """Somebody who is not on file yet."""
        given, identity = self.cleaned_data, self.cleaned_data["identity"]
        return PersonFacts(
            name=given["name"],
            identity=identity,
            sex=None if identity else Sex(given["sex"]),
            birth_date=None if identity else given["birth_date"],
            phone=given["phone"],
        )

    def registered_region(self) -> RegionCode:
        """Where the person is registered: here, or the county of the identity number."""
        given = self.cleaned_data
        if given["is_from_elsewhere"]:
            return RegionCode(f"{str(given['identity'])[:6]}000000")
        return RegionCode(given["region"])


class UrgentPapersForm(forms.Form):
    """What is added once the emergency is over."""

    relieved_on = widgets.on_date(_("紧急情况解除日期"), initial=timezone.localdate)
    text = widgets.paragraph(
        _("补充说明"), most=500, help_text=_("社会救助法 第五十条：紧急情况解除后，按照规定补充说明情况")
    )
    recipient = widgets.SignatureField(label=_("救助对象签名"), accept="image/*,application/pdf")
    handler = widgets.SignatureField(label=_("经办人签名"), accept="image/*,application/pdf")


class ResolutionForm(forms.Form):
    """一事一议: who met, what was resolved, how much, who approved."""

    held_on = widgets.on_date(_("会议日期"), initial=timezone.localdate)
    participants = widgets.text(_("参加人员"), most=300)
    text = widgets.paragraph(_("议定事项"), most=500, help_text=_("民发〔2018〕23号 二（三）：一事一议"))
    amount = widgets.MoneyField(label=_("议定金额"), required=True, unit=_("元（一次性）"))
    approver = widgets.text(_("审批人"), most=64)
