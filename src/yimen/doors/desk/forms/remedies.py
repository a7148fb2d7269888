"""Forms of reconsiderations and lawsuits: the notice, the answer, the day of hearing, the result."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from yimen.domains.cases.queries import SupervisionFilters
from yimen.domains.intake.actions import Filing
from yimen.domains.intake.types import RemedyKind, RemedyResult, RemedyState
from yimen.kernel import Programme, RegionCode, Step

from . import widgets
from .choices import offer


class RemedyForm(forms.Form):
    """What the notice of the reconsideration office or the court says."""

    kind = widgets.one_of(
        _("种类"), [(k.value, _(k.title)) for k in RemedyKind], help_text=_("社会救助法 第七十六条")
    )
    authority = widgets.text(_("复议机关或者法院"), most=120)
    reference = widgets.text(_("案号"), required=False, most=80)
    applied_on = widgets.on_date(
        _("申请（起诉）日期"),
        help_text=_("复议自送达起六十日（行政复议法 第二十条），诉讼六个月（行政诉讼法 第四十六条）"),
    )
    received_on = widgets.on_date(_("收到通知日期"))
    answer_by = widgets.on_date(
        _("书面答复期限"), required=False, help_text=_("通知书载明的日期；没有写明的按办公期限")
    )
    hearing_on = widgets.on_date(_("听证、开庭日期"), required=False)
    grounds = widgets.paragraph(_("申请人的理由"))

    def filing(self) -> Filing:
        given = self.cleaned_data
        return Filing(**{name: given[name] for name in given if name != "kind"})


class RemedyFilterForm(forms.Form):
    reference = widgets.text(_("案号"), required=False, most=80)
    kind = widgets.from_list(
        _("种类"), [("", _("全部")), *((k.value, _(k.title)) for k in RemedyKind)], required=False
    )
    state = widgets.from_list(
        _("状态"), [("", _("全部")), *((s.value, _(s.title)) for s in RemedyState)], required=False
    )


class DayForm(forms.Form):
    """One day: of the written answer, or of the hearing."""

    day = widgets.on_date(_("日期"))


class RemedyResultForm(forms.Form):
    result = widgets.one_of(_("结果"), [(r.value, _(r.title)) for r in RemedyResult])
    result_on = widgets.on_date(_("决定书、判决书日期"))
    note = widgets.paragraph(_("主要内容"), most=500)
    carry_out_by = widgets.on_date(
        _("执行期限"), required=False, help_text=_("文书载明的日期；变更、撤销、责令重作时填写")
    )


class CarryOutForm(forms.Form):
    followed = widgets.paragraph(
        _("执行情况"), most=500, help_text=_("重新办理的办件编号，或者变更、撤销的情况")
    )


class NearRelativeFilterForm(forms.Form):
    region = widgets.from_list(_("乡镇"), [], required=False)

    def __init__(self, regions: list[tuple[str, str]], *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        offer(self, region=[("", _("全部")), *regions])

    def chosen(self) -> RegionCode | None:
        region = self.cleaned_data.get("region") if self.is_valid() else None
        return RegionCode(region) if region else None


class DifferenceFilterForm(forms.Form):
    """Since the beginning of the year, unless asked otherwise."""

    since = widgets.on_date(_("自"), required=False)
    region = widgets.from_list(_("乡镇"), [], required=False)
    programme = widgets.from_list(
        _("项目"), [("", _("全部")), *((p.value, _(p.title)) for p in Programme)], required=False
    )
    step = widgets.from_list(
        _("环节"),
        [("", _("全部")), *((s.value, _(s.title)) for s in (Step.OPINION, Step.CONFIRM))],
        required=False,
    )

    def __init__(self, regions: list[tuple[str, str]], *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        offer(self, region=[("", _("全部")), *regions])

    def filters(self) -> SupervisionFilters:
        given = self.cleaned_data if self.is_valid() else {}
        region, programme, step = given.get("region"), given.get("programme"), given.get("step")
        return SupervisionFilters(
            since=given.get("since") or timezone.localdate().replace(month=1, day=1),
            region=RegionCode(region) if region else None,
            programme=Programme(programme) if programme else None,
            step=Step(step) if step else None,
        )
