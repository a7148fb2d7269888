"""Forms of monthly rounds: the days of a town, its meeting, what it made of each, the end, the figures."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from yimen.domains.cases.actions.rounds import Meeting, MeetingItem
from yimen.domains.cases.types import MeetingResult, ReportFigure, RoundLine, RoundPlan, Shift
from yimen.kernel import Money, Month, Programme

from . import widgets
from .choices import offer

_SHIFTS = [(shift.value, _(shift.title)) for shift in Shift]
_RESULTS = (MeetingResult.AGREED, MeetingResult.DECLINED, MeetingResult.PUT_OFF)
_CHOICES = [("", _("未议")), *((result.value, _(result.title)) for result in _RESULTS)]


class TownForm(forms.Form):
    """Of a county: whose rounds."""

    town = widgets.from_list(_("乡镇（街道）"), [], required=False)

    def __init__(self, towns: list[tuple[str, Any]], *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        if towns:
            offer(self, town=towns)
        else:
            del self.fields["town"]


class PlanForm(forms.Form):
    """How a town counts its days, from which month on."""

    from_month = widgets.from_list(_("自哪个月起"), [])
    meeting_day = widgets.count(_("审核会：每月几日"), least=1, most=28)
    meeting_shift = widgets.one_of(_("审核会遇休息日"), _SHIFTS)
    closing_working_days = widgets.count(_("收件截止：会前几个工作日"), least=0, most=15)
    notice_days = widgets.count(_("公示天数（不少于法定天数）"), least=1, most=30)
    settlement_day = widgets.count(_("月度结算：每月几日"), least=1, most=28)
    settlement_shift = widgets.one_of(_("结算遇休息日"), _SHIFTS)
    verification_day = widgets.count(_("核对批次：每月几日"), least=1, most=28)
    verification_shift = widgets.one_of(_("核对批次遇休息日"), _SHIFTS)

    def __init__(self, months: list[Month], *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        named_months = [(str(month), str(month)) for month in months]
        offer(self, from_month=named_months)

    def plan(self) -> RoundPlan:
        given = {name: self.cleaned_data[name] for name in RoundPlan.__dataclass_fields__}
        shifts = {name: Shift(given[name]) for name in given if name.endswith("_shift")}
        return RoundPlan(**given | shifts)


class MeetingForm(forms.Form):
    """Who sat together."""

    held_on = widgets.on_date(_("会议日期"), initial=timezone.localdate)
    place = widgets.text(_("会议地点"), most=80)
    chair = widgets.text(_("主持人"), most=64)
    participants = widgets.text(_("参加人员"), most=300)

    def meeting(self) -> Meeting:
        return Meeting(**self.cleaned_data)


class ItemForm(forms.Form):
    """What the meeting made of one programme, on the figure and version that were shown."""

    version = forms.IntegerField(widget=forms.HiddenInput(), min_value=1)
    shown = forms.CharField(widget=forms.HiddenInput(), required=False, max_length=20)
    result = widgets.one_of(_("议定"), _CHOICES, required=False, css="broad")
    note = widgets.text(_("说明"), required=False, most=300)

    def __init__(self, line: RoundLine, given: Any, initial: dict[str, Any]) -> None:
        super().__init__(given, prefix=str(line.outcome_id), initial=initial)
        self.line = line
        self.whose = line.name

    def clean_shown(self) -> Money | None:
        shown = self.cleaned_data["shown"]
        return Money.yuan(shown) if shown else None

    def item(self) -> MeetingItem | None:
        """What was resolved, or nothing where the meeting did not speak of it."""
        given = self.cleaned_data
        if not given["result"]:
            return None
        result = MeetingResult(given["result"])
        return MeetingItem(self.line.outcome_id, given["version"], result, given["shown"], given["note"])


class EndForm(forms.Form):
    note = widgets.paragraph(_("说明（没有开会的，写明原因）"), required=False, most=300)


class FiguresForm(forms.Form):
    """Which list behind which figure."""

    month = widgets.text(_("月份"), most=7)
    figure = widgets.from_list(_("数字"), [(f.value, _(f.title)) for f in ReportFigure])
    programme = widgets.from_list(
        _("救助项目"), [("", _("全部")), *((p.value, _(p.title)) for p in Programme)], required=False
    )

    town = widgets.from_list(_("乡镇（街道）"), [], required=False)

    def __init__(self, towns: list[tuple[str, Any]], *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        if towns:
            choices = [("", _("全县")), *towns]
            offer(self, town=choices)
        else:
            del self.fields["town"]

    def chosen(self) -> tuple[Month, ReportFigure, Programme | None]:
        """What was asked for; the present month's books where nothing sensible was."""
        self.is_valid()
        given = self.cleaned_data
        programme = given.get("programme")
        figure = ReportFigure(given.get("figure") or ReportFigure.CLOSING)
        return _month(given.get("month", "")), figure, Programme(programme) if programme else None


def _month(text: str) -> Month:
    present = Month.of(timezone.localdate())
    year, _dash, number = text.partition("-")
    if not (year.isascii() and year.isdigit() and number.isascii() and number.isdigit()):
        return present
    if not (2000 <= int(year) <= 2100 and 1 <= int(number) <= 12):
        return present
    return Month(int(year), int(number))


def versions_chosen(given: Any, lines: tuple[RoundLine, ...]) -> dict[UUID, int]:
    """The lines ticked on a page with the versions that the page showed; what is not on it is left out."""
    chosen = set(given.getlist("outcome"))
    found: dict[UUID, int] = {}
    for line in lines:
        seen = given.get(f"version-{line.outcome_id}", "")
        if str(line.outcome_id) in chosen and seen.isascii() and seen.isdigit():
            found[line.outcome_id] = int(seen)
    return found
