"""Forms of the policy library: what narrows the list, what a county says of an item, how one ends."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from yimen.domains.library.types import (
    CHOICES,
    LINES,
    TEXTS,
    BenefitList,
    Item,
    ItemFilters,
    ItemKind,
    PeopleGroup,
    Shelf,
    Words,
)
from yimen.domains.network.types import DepartmentKind

from ..official_words import official
from . import widgets
from .choices import offer

_LINE_BY_LINE = _("每行一条")


def _titled(choices: Any) -> list[tuple[str, str]]:
    return [(one.value, official(one.title)) for one in choices]


class ItemsForm(forms.Form):
    """What is looked for; nothing chosen narrows nothing."""

    words = widgets.text(_("搜索"), required=False, most=60)
    department = widgets.from_list(_("部门"), [], required=False)
    group = widgets.from_list(_("人群"), [], required=False)
    kind = widgets.from_list(_("类别"), [], required=False)
    on = widgets.on_date(_("日期"), required=False, initial=timezone.localdate)

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        for name, choices in (("department", DepartmentKind), ("group", PeopleGroup), ("kind", ItemKind)):
            offer(self, **{name: [("", _("全部")), *_titled(choices)]})

    def chosen(self, tab: Shelf | BenefitList | None) -> tuple[date, ItemFilters]:
        """The day, and what is looked for on a tab."""
        given = self.cleaned_data if self.is_valid() else {}
        filters = ItemFilters(
            words=given.get("words", ""),
            shelf=tab if isinstance(tab, Shelf) else None,
            benefit_list=tab if isinstance(tab, BenefitList) else None,
            department=DepartmentKind(given["department"]) if given.get("department") else None,
            kind=ItemKind(given["kind"]) if given.get("kind") else None,
            group=PeopleGroup(given["group"]) if given.get("group") else None,
        )
        return given.get("on") or timezone.localdate(), filters


class ItemForm(forms.Form):
    """What a county says of an item; for a programme of the rulebook only what no rule says."""

    since = widgets.on_date(_("自哪一天起"), help_text=_("这一天起按新版本，之前的版本保留。"))
    title = widgets.text(_("事项名称"), required=False, most=80)
    shelf = widgets.one_of(_("放在哪个库"), [], required=False)
    department = widgets.from_list(_("主管部门"), [], required=False)
    kind = widgets.from_list(_("类别"), [], required=False)
    groups = widgets.many_of(_("对象"), [])
    summary = widgets.paragraph(_("一句话说明"), required=False, most=200)
    basis = widgets.paragraph(_("依据"), required=False, help_text=_LINE_BY_LINE)
    conditions = widgets.paragraph(_("条件"), required=False, help_text=_LINE_BY_LINE)
    materials = widgets.paragraph(_("材料"), required=False, help_text=_LINE_BY_LINE)
    process = widgets.paragraph(_("办理步骤"), required=False, help_text=_LINE_BY_LINE)
    time_limit = widgets.text(_("办理时限"), required=False)
    amount = widgets.text(_("标准"), required=False)
    office = widgets.text(_("办理单位"), required=False)
    where = widgets.text(_("到哪里办"), required=False)
    phone = widgets.text(_("联系电话"), required=False, most=60, inputmode="tel")
    note = widgets.paragraph(_("备注"), required=False, most=500)
    source = widgets.text(_("来源"), required=False, help_text=_("文件名称、文号"))
    why = widgets.text(_("修改原因"), help_text=_("如：按某文件调整、补充办理地点"))

    def __init__(self, typed: frozenset[str], *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        choices = {"shelf": Shelf, "department": DepartmentKind, "kind": ItemKind, "groups": PeopleGroup}
        for name, options in choices.items():
            offer(self, **{name: _titled(options)})
        for name in {*TEXTS, *LINES, *CHOICES} - typed:
            del self.fields[name]

    def says(self) -> dict[str, Words]:
        """What was typed, lists as lists."""
        given: Mapping[str, Any] = self.cleaned_data
        told: dict[str, Words] = {name: given[name].strip() for name in TEXTS if name in given}
        told |= {name: _lines(given[name]) for name in LINES if name in given}
        told |= {name: given[name] for name in CHOICES if name in given and name != "groups"}
        return told | ({"groups": tuple(given["groups"])} if "groups" in given else {})


class WithdrawForm(forms.Form):
    """From which day the county does not have an item any more, or has it again, and why."""

    since = widgets.on_date(_("自哪一天起"), initial=timezone.localdate)
    why = widgets.text(_("原因"), help_text=_("如：按某文件停止或者恢复办理"))


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def initial_of(item: Item) -> dict[str, Any]:
    """What holds now, as the form shows it."""
    shown: dict[str, Any] = {name: getattr(item, name) for name in TEXTS}
    shown |= {name: "\n".join(getattr(item, name)) for name in LINES}
    return shown | {
        "department": item.department.value,
        "shelf": item.shelf.value,
        "kind": item.kind.value,
        "groups": [one.value for one in item.groups],
    }
