"""Forms of reports of change: three fields on a phone, and what the town made of it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from yimen.domains.intake.types import ReportKind, ReportOutcome

from . import widgets
from .choices import offer
from .contacts import WHILE_TYPING


class ReportForm(forms.Form):
    """Who, what, and in a few words how; who reports for themselves says so."""

    name = widgets.text(
        _("谁家"), required=False, most=64, help_text=_("写姓名，从下面选出本人"), **WHILE_TYPING
    )
    person = forms.UUIDField(required=False, widget=forms.HiddenInput())
    kind = widgets.one_of(_("什么变化"), [(k.value, _(k.title)) for k in ReportKind])
    since = widgets.on_date(
        _("自哪一天离开"), required=False, help_text=_("“离开居住地”的填写；离开期满才核查，回来了不受影响")
    )
    text = widgets.paragraph(
        _("说明"), required=False, most=500, help_text=_("哪一天、什么情况；知道多少写多少")
    )
    is_own = widgets.tick(_("本人或家人自己报告"))
    region = widgets.from_list(_("村（社区）"), [], required=False, help_text=_("已建档的居民不用选"))

    def __init__(self, regions: list[tuple[str, str]], *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        offer(self, region=[("", _("（请选择）")), *regions] if len(regions) > 1 else regions)
        if len(regions) == 1:  # a village assistant reports for their own village
            region = self.fields["region"]
            region.widget, region.initial = forms.HiddenInput(), regions[0][0]

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = self.cleaned_data
        if given.get("person") is None and "person" in given:
            if not given.get("name"):
                self.add_error("name", _("请写明是谁家，或选择一位居民。"))
            if not given.get("region"):
                self.add_error("region", _("请选择住在哪里。"))
        if (given.get("kind") == ReportKind.AWAY) != bool(given.get("since")) and "since" in given:
            self.add_error("since", _("“离开居住地”须填写自哪一天离开；其他变化不填。"))
        return given


class ReportFilterForm(forms.Form):
    show = widgets.from_list(_("范围"), [("open", _("待核实")), ("all", _("全部"))], required=False)
    kind = widgets.from_list(
        _("什么变化"), [("", _("全部")), *((k.value, _(k.title)) for k in ReportKind)], required=False
    )


class SettleReportForm(forms.Form):
    """A change case has its own button and settles the report by itself."""

    outcome = widgets.one_of(
        _("核实结果"),
        [(o.value, _(o.title)) for o in (ReportOutcome.NO_CHANGE, ReportOutcome.CORRECTED)],
    )
    note = widgets.paragraph(_("核实情况"), most=500, help_text=_("怎样核实、什么理由"))
