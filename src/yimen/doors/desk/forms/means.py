"""Income and property as the family declares them, to and from the household file."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from yimen.kernel import Money

from . import widgets

_ARTICLE_INCOME = _("月收入，没有的留空（民发〔2021〕57号 第十三条）")
INCOMES = {
    "wage": _("工资"),
    "business": _("经营净收入"),
    "property": _("财产性收入"),
    "pension": _("养老金"),
    "basic_pension": _("城乡居民基础养老金"),
    "land_transfer": _("土地流转收入"),
    "support": _("赡养抚养费"),
    "other": _("其他收入"),
}
VEHICLES = [
    ("car", _("汽车")),
    ("disability_mobility", _("残疾人代步车")),
    ("motorcycle", _("摩托车")),
    ("e_bike", _("电动自行车")),
    ("farm", _("农用车")),
]
BUSINESSES = [
    ("company", _("公司、企业")),
    ("couple_shop", _("夫妻店")),
    ("cooperative_member", _("合作社成员")),
]
_EXPENSES = {"medical": _("医疗"), "education": _("教育"), "rehabilitation": _("康复")}
STUDENTS = [
    ("", _("不在读")),
    ("preschool", _("学前")),
    ("compulsory", _("义务教育")),
    ("upper_secondary", _("高中")),
    ("vocational", _("中职")),
    ("undergraduate", _("大专、本科")),
]


class MemberMeansForm(forms.Form):
    """One member's ability to work, schooling, illness and incomes; `whose` is said with what is wrong."""

    whose = ""

    work_ability = widgets.one_of(
        _("劳动能力"), [("full", _("有")), ("partial", _("部分丧失")), ("none", _("无"))]
    )
    student = widgets.from_list(_("在读"), STUDENTS, required=False)
    serious_illness = widgets.tick(_("患重特大疾病"))
    wage = widgets.MoneyField(label=INCOMES["wage"], help_text=_ARTICLE_INCOME)
    business = widgets.MoneyField(label=INCOMES["business"])
    property = widgets.MoneyField(label=INCOMES["property"])
    pension = widgets.MoneyField(label=INCOMES["pension"])
    basic_pension = widgets.MoneyField(label=INCOMES["basic_pension"])
    land_transfer = widgets.MoneyField(label=INCOMES["land_transfer"])
    support = widgets.MoneyField(label=INCOMES["support"])
    other = widgets.MoneyField(label=INCOMES["other"])

    @staticmethod
    def initial_from(member: Mapping[str, Any], age: int) -> dict[str, Any]:
        amounts = {entry["kind"]: entry["amount"] for entry in member.get("income", ())}
        usual = "full" if 16 <= age < 60 else "none"
        if member.get("disability") and 16 <= age < 60:
            usual = ""  # what is left of it is for the family to say
        return {
            "work_ability": member.get("work_ability", usual),
            "student": member.get("student", "compulsory" if 6 <= age < 16 else ""),
            "serious_illness": member.get("serious_illness", False),
            **{kind: amounts.get(kind) for kind in INCOMES},
        }

    def declared(self, ref: str) -> dict[str, Any]:
        """The member's part of the household file."""
        given = self.cleaned_data
        incomes = [
            {"kind": kind, "amount": str(given[kind])}
            for kind in INCOMES
            if given[kind] not in (None, Money(0))
        ]
        return {
            "ref": ref,
            "work_ability": given["work_ability"],
            "serious_illness": given["serious_illness"],
            "student": given["student"] or None,
            "employed": bool(given["wage"] or given["business"]),
            "income": incomes,
        }


class HouseholdMeansForm(forms.Form):
    """What the household owns and must spend, and why it asks for help.

    Where spending is proven by receipts it is not asked a second time.
    """

    reason = widgets.paragraph(_("申请理由"), most=500, help_text=_("家庭遇到了什么困难，一两句话即可"))
    financial_assets = widgets.MoneyField(
        label=_("存款、证券、保险等合计"), unit=_("元"), help_text=_("民发〔2021〕57号 第十四条；由核对复核")
    )
    homes = widgets.count(_("自有住房套数"), initial=1)
    non_residential = widgets.count(_("商铺、车位等"), initial=0)
    vehicles = widgets.many_of(_("车辆"), VEHICLES)
    businesses = widgets.many_of(_("市场主体登记"), BUSINESSES)
    medical = widgets.MoneyField(label=_("近12个月自付医疗费"), unit=_("元/年"))
    education = widgets.MoneyField(label=_("近12个月教育支出"), unit=_("元/年"))
    rehabilitation = widgets.MoneyField(label=_("近12个月残疾康复支出"), unit=_("元/年"))

    def __init__(self, *arguments: Any, by_receipts: bool = False, **named: Any) -> None:
        super().__init__(*arguments, **named)
        if by_receipts:
            for kind in _EXPENSES:
                del self.fields[kind]

    @property
    def asks_for_spending(self) -> bool:
        return "medical" in self.fields

    @staticmethod
    def initial_from(household: Mapping[str, Any], reason: str) -> dict[str, Any]:
        return {
            "reason": reason,
            "financial_assets": household.get("financial_assets"),
            "homes": household.get("homes", 1),
            "non_residential": household.get("non_residential", 0),
            "vehicles": _kinds_of(household.get("vehicles", ())),
            "businesses": _kinds_of(household.get("businesses", ())),
            **{kind: household.get("rigid_expenses_12m", {}).get(kind) for kind in _EXPENSES},
        }

    def declared(self) -> dict[str, Any]:
        """The household's part of the household file."""
        given = self.cleaned_data
        spending = {kind: str(given[kind] or Money(0)) for kind in _EXPENSES if kind in self.fields}
        return {
            "financial_assets": str(given["financial_assets"] or Money(0)),
            "homes": given["homes"],
            "non_residential": given["non_residential"],
            "vehicles": [{"kind": kind, "value": "0.00"} for kind in given["vehicles"]],
            "businesses": [{"kind": kind} for kind in given["businesses"]],
            **({"rigid_expenses_12m": spending} if spending else {}),
        }


def _kinds_of(things: Any) -> list[str]:
    """The kinds of what is listed; nothing is ticked where nobody knows."""
    return [] if things == "unknown" else [each["kind"] for each in things]
