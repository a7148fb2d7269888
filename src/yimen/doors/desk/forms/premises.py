"""Forms of a station's rooms and of trainings."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from yimen.domains.network.actions import Rooms
from yimen.domains.network.types import Equipment, StationLevel, TrainingKind, Zone

from ..official_words import official
from . import widgets
from .choices import offer
from .looks import dressed


class PremisesForm(forms.Form):
    """What somebody finds who looks around a station; what is not ticked is not there."""

    floor_area = forms.DecimalField(
        label=_("建筑面积（平方米）"),
        required=False,
        min_value=Decimal("0.1"),
        max_digits=7,
        decimal_places=1,
        widget=dressed(forms.TextInput(), inputmode="decimal", autocomplete="off"),
    )
    has_sign = widgets.tick(_("门口或室内醒目处有统一的标识牌"))
    has_road_sign = widgets.tick(_("附近路口有导向标识（县级）"))
    zones = widgets.many_of(_("功能区域"), [])
    equipment = widgets.many_of(_("设施设备"), [])
    tasks = widgets.paragraph(_("公布的服务项目"), required=False, help_text=_("每行一条"))
    is_posted = widgets.tick(_("工作时间、服务热线、服务项目已在入口和窗口公开"))

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        for name, choices in (("zones", Zone), ("equipment", Equipment)):
            offer(self, **{name: [(one.value, official(one.title)) for one in choices]})

    def rooms(self) -> Rooms:
        """What was found."""
        given = self.cleaned_data
        return Rooms(
            floor_area=given["floor_area"],
            has_sign=given["has_sign"],
            has_road_sign=given["has_road_sign"],
            zones=[Zone(one) for one in given["zones"]],
            equipment=[Equipment(one) for one in given["equipment"]],
            tasks=[line.strip() for line in given["tasks"].splitlines() if line.strip()],
            is_posted=given["is_posted"],
        )


class ScoresForm(forms.Form):
    """Which stations' haves are listed."""

    level = widgets.from_list(
        _("级别"),
        [
            ("", _("全部")),
            (StationLevel.COUNTY.value, _("县")),
            (StationLevel.TOWN.value, _("乡镇（街道）")),
            (StationLevel.VILLAGE.value, _("村（社区）")),
        ],
        required=False,
    )
    light = widgets.from_list(
        _("灯"),
        [("", _("全部")), ("red", _("红灯")), ("yellow", _("黄灯")), ("green", _("绿灯"))],
        required=False,
    )

    def chosen(self) -> tuple[StationLevel | None, str]:
        given = self.cleaned_data if self.is_valid() else {}
        return StationLevel(given["level"]) if given.get("level") else None, given.get("light", "")


class YearForm(forms.Form):
    """Which year."""

    year = widgets.count(_("年度"), required=False, least=2000, most=2100)

    def chosen(self) -> int:
        given = self.cleaned_data if self.is_valid() else {}
        return int(given.get("year") or timezone.localdate().year)


class TrainingForm(forms.Form):
    """A course that was held, and who took part."""

    station = widgets.from_list(_("组织单位"), [])
    held_on = widgets.on_date(_("培训日期"), initial=timezone.localdate)
    title = widgets.text(_("培训内容"), most=120)
    kind = widgets.one_of(_("种类"), [])
    attendees = widgets.many_of(_("参训人员"), [])

    def __init__(
        self,
        stations: Sequence[tuple[str, str]],
        people: Sequence[tuple[str, str]],
        *arguments: Any,
        **named: Any,
    ) -> None:
        super().__init__(*arguments, **named)
        offer(self, station=stations, attendees=people)
        kinds = [(one.value, official(one.title)) for one in TrainingKind]
        offer(self, kind=kinds)


class AttendanceForm(forms.Form):
    """Who took part in a course."""

    attendees = widgets.many_of(_("参训人员"), [])

    def __init__(self, people: Sequence[tuple[str, str]], *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        offer(self, attendees=people)
