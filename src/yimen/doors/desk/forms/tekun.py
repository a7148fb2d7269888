"""Forms of support in extreme hardship: obligors and their consent, self-care, care, the county's check."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from yimen.domains.cases.actions.checks import Checked
from yimen.domains.cases.actions.tekun import Arranged, Assessed, Exit
from yimen.domains.cases.types import tekun

from . import widgets
from .helps import ADDED


class ObligorForm(forms.Form):
    """Who owes support outside the household; nothing is looked into before they consent."""

    name = widgets.text(_("姓名"), most=60)
    obligation = widgets.from_list(
        _("是申请人的"), [("", "—"), *((o.value, _(o.title)) for o in tekun.Obligation)]
    )
    address = widgets.text(_("住址"), help_text=_("现在住在哪里，写到门牌"), required=False)
    phone = widgets.text(_("联系电话"), required=False, most=20, inputmode="tel")


class ConsentForm(forms.Form):
    """They sign for themselves, with their own number."""

    identity = widgets.IdentityField()
    signature = widgets.SignatureField(label=_("本人签名"), accept="image/*,application/pdf")


class RefusedConsentForm(forms.Form):
    note = widgets.paragraph(
        _("征求和答复的情况"), most=200, help_text=_("何时、以何种方式征求，本人如何答复")
    )


class AbilityForm(forms.Form):
    ability = widgets.one_of(
        _("履行义务能力"),
        [(a.value, _(a.title)) for a in tekun.Ability if a is not tekun.Ability.OPEN],
        help_text=_("民发〔2021〕43号 第八条"),
        css="wide",
    )
    evidence = widgets.paragraph(_("依据"), most=500, help_text=_("如：户口簿、残疾人证、判决书、核对报告"))


class AssessmentForm(forms.Form):
    """Six indicators, none answered beforehand."""

    assessor = widgets.one_of(
        _("评估主体"),
        [(a.value, _(a.title)) for a in tekun.Assessor],
        help_text=_("民发〔2021〕43号 第二十条"),
        css="wide",
    )
    agency = widgets.text(_("评估单位"), most=80)
    assessors = widgets.text(_("评估人员"), most=120)
    helpers = widgets.text(
        _("协助人员"), required=False, most=120, help_text=_("乡镇、村（居）委会协助的人员")
    )
    assessed_on = widgets.on_date(_("评估日期"), initial=timezone.localdate)
    note = widgets.paragraph(_("说明"), required=False, most=500)

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        choices = [("yes", _("能够自主完成")), ("no", _("不能自主完成"))]
        for each in tekun.Indicator:
            self.fields[each.value] = widgets.one_of(
                _(each.title), choices, help_text=ADDED["AssessmentForm"]
            )
        self.order_fields([*(each.value for each in tekun.Indicator), *self.fields])

    def assessed(self) -> Assessed:
        given = self.cleaned_data
        return Assessed(
            assessed_on=given["assessed_on"],
            assessor=tekun.Assessor(given["assessor"]),
            agency=given["agency"],
            assessors=given["assessors"],
            failed=frozenset(each for each in tekun.Indicator if given[each.value] == "no"),
            helpers=given["helpers"],
            note=given["note"],
        )


class CareForm(forms.Form):
    """Care at home by agreement, or a place in an institution, as the person chose."""

    form = widgets.one_of(
        _("供养形式（由本人选择）"),
        [(f.value, _(f.title)) for f in tekun.CareForm],
        help_text=_("社会救助法 第十六条"),
        css="wide",
    )
    institution = widgets.text(_("供养服务机构"), required=False, most=80, help_text=_("集中供养的填写"))
    carer_name = widgets.text(_("照料人"), required=False, most=60, help_text=_("分散供养的填写"))
    carer_relation = widgets.text(_("照料人与供养对象关系"), required=False, most=40)
    carer_phone = widgets.text(_("照料人电话"), required=False, most=20, inputmode="tel")
    valid_from = widgets.on_date(_("起始日期"), help_text=_("集中供养的为入住日期"))
    valid_until = widgets.on_date(_("截止日期（不含）"), required=False, help_text=_("分散供养的填写"))
    signed_on = widgets.on_date(_("签订日期"), initial=timezone.localdate)
    duties = widgets.paragraph(
        _("照料内容"), required=False, most=500, help_text=_("分散供养的填写：饮食、起居、卫生、就医等")
    )
    payment = widgets.paragraph(
        _("费用支付"), required=False, most=200, help_text=_("分散供养的填写：支付给谁、如何支付")
    )

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = self.cleaned_data
        start, end = given.get("valid_from"), given.get("valid_until")
        if start and end and end <= start:
            raise ValidationError(_("截止日期应在起始日期之后。"))
        return given

    def arranged(self) -> Arranged:
        given = dict(self.cleaned_data)
        return Arranged(form=tekun.CareForm(given.pop("form")), **given)


class ExitForm(forms.Form):
    """Why support ends; of whoever died, who sees to the funeral."""

    ground = widgets.one_of(
        _("终止情形"),
        [(g.value, _(g.title)) for g in tekun.ExitGround],
        help_text=_("民发〔2021〕43号 第二十四条"),
        css="wide",
    )
    facts = widgets.paragraph(_("事实"), most=500)
    funeral = widgets.paragraph(
        _("丧葬事宜"),
        required=False,
        most=200,
        help_text=_("死亡的填写：由谁办理、如何办理"),
    )

    def named(self) -> Exit:
        given = self.cleaned_data
        return Exit(tekun.ExitGround(given["ground"]), given["facts"], given["funeral"])


class CheckForm(forms.Form):
    """What the county found about a file that was drawn."""

    method = widgets.one_of(_("核实方式"), [(m.value, _(m.title)) for m in tekun.CheckMethod])
    checked_on = widgets.on_date(_("核实日期"), initial=timezone.localdate)
    is_true = widgets.one_of(_("与上报情况"), [("yes", _("一致")), ("no", _("不一致"))])
    finding = widgets.paragraph(
        _("核实情况"), most=500, help_text=_("不一致的写明差异；需要补充的，登记后退回乡镇")
    )

    def checked(self) -> Checked:
        given = self.cleaned_data
        method = tekun.CheckMethod(given["method"])
        return Checked(given["checked_on"], method, given["finding"], given["is_true"] == "yes")
