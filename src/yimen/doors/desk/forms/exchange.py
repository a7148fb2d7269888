"""Forms of the exchange with the provincial platform: what goes out, what comes in, what differs."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from yimen.domains.exchange.types.profiles import Profile, RecordKind
from yimen.domains.exchange.types.reconciling import DifferenceFilters, DifferenceKind, DifferenceState
from yimen.foundation.spreadsheets.reading import content_of
from yimen.kernel import Month, Programme, RegionCode

from . import widgets
from .choices import offer
from .looks import dressed

SHEETS = ".xlsx,.csv"
Titled = list[tuple[str, str]]
LAYOUT_SAYS = _("有哪些列、用什么表头和代码，由交换格式决定")


def _layouts(profiles: Sequence[Profile]) -> Titled:
    return [(profile.key, profile.title) for profile in profiles]


def _months(months: Sequence[Month]) -> Titled:
    return [(str(month), str(month)) for month in months]


def _sheet() -> forms.FileField:
    field = widgets.one_file(
        _("文件"), accept=SHEETS, help_text=_("XLSX 或 CSV；公式只取保存时的结果，宏和图片不读")
    )
    field.required = True
    return field


class SheetForm(forms.Form):
    """A file in one of the layouts that fit."""

    profile = widgets.from_list(_("交换格式"), [], help_text=LAYOUT_SAYS)
    file = _sheet()

    def __init__(self, profiles: Sequence[Profile], *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        offer(self, profile=_layouts(profiles))

    def content(self) -> bytes:
        upload: Any = self.cleaned_data["file"]
        return content_of(upload)

    def name(self) -> str:
        upload: Any = self.cleaned_data["file"]
        return upload.name or ""


class ExportForm(forms.Form):
    """Personal data leave the house: for what, of which place, in which layout."""

    profile = widgets.from_list(_("交换格式"), [], help_text=LAYOUT_SAYS)
    region = widgets.from_list(_("地区"), [])
    month = widgets.from_list(_("月份"), [])
    purpose = widgets.text(
        _("用途"), most=200, help_text=_("如：报送省平台 2026 年 3 月数据；文件含个人信息，用途记入审计")
    )

    def __init__(
        self,
        profiles: Sequence[Profile],
        places: Titled,
        months: Sequence[Month],
        *arguments: Any,
        **named: Any,
    ) -> None:
        super().__init__(*arguments, **named)
        offer(self, profile=_layouts(profiles), region=places, month=_months(months))


class ReconcileForm(SheetForm):
    """The province's list of a month."""

    region = widgets.from_list(_("地区"), [], help_text=_("名单覆盖的范围；范围外的在册对象不参加核对"))
    month = widgets.from_list(_("月份"), [])
    field_order = ("profile", "region", "month", "file")

    def __init__(
        self,
        profiles: Sequence[Profile],
        places: Titled,
        months: Sequence[Month],
        *arguments: Any,
        **named: Any,
    ) -> None:
        super().__init__(profiles, *arguments, **named)
        offer(self, region=places, month=_months(months))


class ReconciliationFilterForm(forms.Form):
    kind = widgets.from_list(
        _("名单"),
        [("", _("全部")), *((k.value, _(k.title)) for k in (RecordKind.AWARDS, RecordKind.HOUSEHOLDS))],
        required=False,
    )

    def chosen(self) -> RecordKind | None:
        kind = self.cleaned_data.get("kind") if self.is_valid() else None
        return RecordKind(kind) if kind else None


class PlatformDifferenceFilterForm(forms.Form):
    """What is looked for among what differs; what still waits unless asked otherwise."""

    kind = widgets.from_list(
        _("差异"), [("", _("全部")), *((k.value, _(k.title)) for k in DifferenceKind)], required=False
    )
    state = widgets.from_list(
        _("状态"), [("", _("待处理")), *((s.value, _(s.title)) for s in DifferenceState)], required=False
    )
    region = widgets.from_list(_("乡镇"), [], required=False)
    programme = widgets.from_list(
        _("项目"), [("", _("全部")), *((p.value, _(p.title)) for p in Programme)], required=False
    )
    month = widgets.from_list(_("月份"), [], required=False)
    list = forms.UUIDField(required=False, widget=forms.HiddenInput())

    def __init__(self, places: Titled, months: Sequence[Month], *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        offer(self, region=[("", _("全部")), *places], month=[("", _("全部")), *_months(months)])

    def filters(self) -> DifferenceFilters:
        given = self.cleaned_data if self.is_valid() else {}
        kind, state, region = given.get("kind"), given.get("state"), given.get("region")
        programme, month = given.get("programme"), given.get("month")
        return DifferenceFilters(
            kind=DifferenceKind(kind) if kind else None,
            state=DifferenceState(state) if state else None,
            region=RegionCode(region) if region else None,
            programme=Programme(programme) if programme else None,
            month=Month.parse(month) if month else None,
        )


class SettleDifferenceForm(forms.Form):
    reason = widgets.paragraph(
        _("核对情况和处理理由"),
        most=500,
        help_text=_("如：省平台录入有误，已通知更正；本平台金额已按决定调整"),
    )


class UndoContactsForm(forms.Form):
    reason = widgets.paragraph(
        _("撤销的原因"), most=200, help_text=_("如：上传错了文件；写入记录，撤销后可以重新上传")
    )


class LayoutForm(forms.Form):
    """A layout as text; what is wrong with it is said by its place."""

    key = widgets.text(_("代号"), most=40, help_text=_("小写字母、数字和下划线，如 province_awards"))
    text = forms.CharField(
        label=_("格式（YAML）"),
        max_length=40_000,
        help_text=_("写明 source（文件名称、文号），没有来源的按“无来源”显示"),
        widget=dressed(forms.Textarea(), css="wide", rows="24", spellcheck="false"),
    )
    note = widgets.text(_("更换的原因或者依据"), most=200)


class KnownLayoutForm(LayoutForm):
    """Another version of a layout that is there."""

    key = None  # type: ignore[assignment]  # Django's way to leave a field of the parent out


class RevertLayoutForm(forms.Form):
    note = widgets.text(_("恢复的原因"), most=200)
