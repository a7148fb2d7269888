"""Forms of the first page and of the statistics: which month, where."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from yimen.domains.cases.types import CaseKind
from yimen.domains.command.types import SPLITS, About, Inquiry
from yimen.domains.worklist.types import WorkKind
from yimen.foundation.figures import Split
from yimen.kernel import Month, Programme, RegionCode

from . import widgets
from .choices import offer

MONTHS_AHEAD, MONTHS_BACK = 12, 36
SPLIT_WORDS = {
    Split.PLACE: _("按地区"),
    Split.MONTH: _("按月"),
    Split.PROGRAMME: _("按救助项目"),
    Split.KIND: _("按种类"),
    Split.STEP: _("按环节"),
    Split.PERSON: _("按人员"),
}
WITHOUT = {
    About.CASES: ("programme", "step", "person", "untaken"),
    About.DECISIONS: ("kind", "step", "untaken"),
    About.AWARDS: ("since", "kind", "step", "person", "untaken"),
    About.STEPS: ("programme", "kind"),
}
"""Fields that say nothing about what is counted."""


class MonthForm(forms.Form):
    """The present month unless another of the next twelve is asked for; the whole region unless a part is."""

    month = widgets.from_list(_("月份"), [], required=False)
    region = widgets.from_list(_("村（社区）、乡镇"), [], required=False)

    def __init__(self, regions: list[tuple[str, str]], *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        present = Month.of(timezone.localdate())
        ahead = [str(present.plus(n)) for n in range(MONTHS_AHEAD)]
        offer(
            self,
            month=[("", _("本月")), *((month, month) for month in ahead[1:])],
            region=[("", _("全部")), *regions],
        )
        if not regions:
            del self.fields["region"]

    def chosen(self, usual: RegionCode) -> tuple[Month, RegionCode]:
        given = self.cleaned_data if self.is_valid() else {}
        month, region = given.get("month"), given.get("region")
        return (
            Month.parse(month) if month else Month.of(timezone.localdate()),
            RegionCode(region) if region else usual,
        )


class StatisticsForm(forms.Form):
    """What is counted, by what, where and when; since the beginning of the year unless asked otherwise."""

    about = forms.ChoiceField(
        choices=[(about.value, about.value) for about in About], required=False, widget=forms.HiddenInput
    )
    split = widgets.from_list(_("按什么分"), [], required=False)
    since = widgets.from_list(_("自"), [], required=False)
    until = widgets.from_list(_("至"), [], required=False)
    region = widgets.from_list(_("乡镇、村（社区）"), [], required=False)
    programme = widgets.from_list(_("救助项目"), [], required=False)
    kind = widgets.from_list(_("种类"), [], required=False)
    step = widgets.from_list(_("环节"), [], required=False)
    person = forms.UUIDField(required=False, widget=forms.HiddenInput)
    untaken = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def __init__(
        self, about: About, regions: list[tuple[str, str]], *arguments: Any, with_staff: bool, **named: Any
    ) -> None:
        super().__init__(*arguments, **named)
        self.counted = about
        splits = [split for split in SPLITS[about] if with_staff or split is not Split.PERSON]
        offer(self, split=[(split.value, SPLIT_WORDS[split]) for split in splits])
        present = Month.of(timezone.localdate())
        months = [(str(month), str(month)) for n in range(MONTHS_BACK) if (month := present.plus(-n))]
        offer(
            self,
            since=[("", _("今年一月")), *months],
            until=[("", _("本月")), *months],
            region=[("", _("全部")), *regions],
            programme=[("", _("全部")), *((one.value, _(one.title)) for one in Programme)],
            kind=[("", _("全部")), *((one.value, _(one.title)) for one in CaseKind)],
            step=[("", _("全部")), *((one.value, _(one.title)) for one in WorkKind)],
        )
        for name in WITHOUT[about] if with_staff else (*WITHOUT[about], "person", "untaken"):
            self.fields.pop(name, None)

    def split_chosen(self) -> Split:
        chosen = self._given().get("split")
        return Split(chosen) if chosen else SPLITS[self.counted][0]

    def inquiry(self, usual: RegionCode) -> Inquiry:
        """A wrong value narrows nothing: these addresses are shared, and choices come and go."""
        given, present = self._given(), Month.of(timezone.localdate())
        until = Month.parse(given["until"]) if given.get("until") else present
        since = Month.parse(given["since"]) if given.get("since") else Month(until.year, 1)
        programme, kind, step = given.get("programme"), given.get("kind"), given.get("step")
        return Inquiry(
            about=self.counted,
            region=RegionCode(given["region"]) if given.get("region") else usual,
            first=min(since, until),
            last=until,
            programme=Programme(programme) if programme else None,
            kind=CaseKind(kind) if kind else None,
            step=WorkKind(step) if step else None,
            person=given.get("person"),
            is_untaken=bool(given.get("untaken")),
        )

    def _given(self) -> dict[str, Any]:
        self.is_valid()
        return self.cleaned_data
