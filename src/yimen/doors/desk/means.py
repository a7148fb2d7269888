"""What a family declared, in words: the household file as lines a person can check."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yimen.domains.cases.types import ChangeCause
from yimen.kernel import Money

from .formats import relation_word, yuan
from .forms.means import BUSINESSES, INCOMES, STUDENTS, VEHICLES
from .official_words import official

File = Mapping[str, Any]
_NOTHING = (None, "0.00")
_INCOMES = INCOMES | {
    "unemployment_benefit": gettext_lazy("失业保险金"),
    "survivor": gettext_lazy("遗属补助"),
    "gift": gettext_lazy("赠与收入"),
    "social_assistance": gettext_lazy("社会救助款"),
    "disability_subsidy": gettext_lazy("残疾人补贴"),
    "old_age_allowance": gettext_lazy("高龄津贴"),
}
_ABILITIES = {
    "full": gettext_lazy("有劳动能力"),
    "partial": gettext_lazy("部分丧失劳动能力"),
    "none": gettext_lazy("无劳动能力"),
}


def member_lines(declared: File, members: Iterable[Any]) -> list[tuple[str, str]]:
    """For each member, by name and place in the family: ability to work, schooling, illness, incomes."""
    called = {
        member.ref: _("%(name)s（%(relation)s）")
        % {"name": member.name, "relation": relation_word(member.relation)}
        for member in members
    }
    return [(called.get(m["ref"], m["ref"]), _member(m)) for m in declared.get("members", ())]


def _member(member: File) -> str:
    words = [str(_ABILITIES[member["work_ability"]])] if member.get("work_ability") in _ABILITIES else []
    if member.get("student"):
        words.append(_("在读：%(stage)s") % {"stage": dict(STUDENTS)[member["student"]]})
    if member.get("serious_illness"):
        words.append(_("患重特大疾病"))
    for income in member.get("income", ()):
        kind = _INCOMES.get(income["kind"], _("其他收入"))
        words.append(f"{kind} {_said(income['amount'], 'month')}")
    return "，".join(words) or _("没有申报收入")


def household_lines(declared: File) -> list[tuple[str, str]]:
    """Property and necessary spending, only what is there."""
    home = declared.get("household", {})
    vehicles, businesses = dict(VEHICLES), dict(BUSINESSES)
    expenses = home.get("rigid_expenses_12m", {})
    named = {
        "living": _("生活"),
        "medical": _("医疗"),
        "education": _("教育"),
        "rehabilitation": _("康复"),
        "disaster": _("灾害"),
        "accident": _("事故"),
        "other": _("其他"),
    }
    spent = [
        f"{word} {_said(expenses[kind], 'year')}"
        for kind, word in named.items()
        if expenses.get(kind) not in _NOTHING
    ]
    return [
        (_("金融资产"), _said(home["financial_assets"]) if "financial_assets" in home else _("未申报")),
        (_("自有住房"), _("%(n)s 套") % {"n": home["homes"]} if "homes" in home else _("未申报")),
        (_("车辆"), _kinds(home, "vehicles", vehicles)),
        (_("市场主体"), _kinds(home, "businesses", businesses)),
        (_("近12个月必需支出"), "、".join(spent) or (_("无") if expenses else _("未申报"))),
    ]


def _kinds(home: File, key: str, titles: Mapping[str, Any]) -> str:
    """What is owned of a kind; what was never asked is not nothing."""
    if key not in home:
        return _("未申报")
    return "、".join(str(titles[each["kind"]]) for each in home[key]) or _("无")


def _said(amount: str, per: str = "") -> str:
    """An amount of the household file, which may also say that nobody knows it."""
    return _("未知") if amount == "unknown" else yuan(Money.yuan(amount), per)


def joined_lines(occasion: Any | None, members: Iterable[Any]) -> list[tuple[str, str]]:
    """The changes that were joined to a case that ran: what, of whom, when, in whose words."""
    names = {member.ref: member.name for member in members}
    return [
        (official(ChangeCause(told["cause"]).title), _joined(told, names))
        for told in (occasion.joined if occasion else ())
    ]


def _joined(told: Mapping[str, Any], names: Mapping[str, str]) -> str:
    happened = _("发生于 %(day)s") % {"day": told["happened_on"]} if told["happened_on"] else ""
    joined = _("%(day)s 由%(name)s并入") % {"day": told["joined_on"], "name": told["by"]}
    words = (names.get(told["member"] or "", ""), told["note"], happened, joined)
    return " · ".join(word for word in words if word)
