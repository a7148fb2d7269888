"""Forms of the administrator: staff, posts, stations, delegations."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from yimen.domains.network.permissions import CARDS
from yimen.domains.network.types import DepartmentKind, Role, StaffState
from yimen.kernel import Programme

from ..official_words import official
from . import widgets
from .choices import offer

_STATES = [
    ("", _("全部")),
    (StaffState.WITHOUT_POST.value, _("没有岗位")),
    (StaffState.SWITCHED_OFF.value, _("已停用")),
]
_CONFIRMERS = (Role.TOWN_CONFIRMER, Role.COUNTY_CONFIRMER)


def _roles(roles: Sequence[Role]) -> list[tuple[str, str]]:
    return [(role.value, official(CARDS[role].title)) for role in roles]


def _programmes() -> list[tuple[str, str]]:
    return [(programme.value, official(programme.title)) for programme in Programme]


def department_kinds() -> dict[DepartmentKind, str]:
    """What a department does, in words."""
    return {kind: official(kind.title) for kind in DepartmentKind}


class StaffFilterForm(forms.Form):
    words = widgets.text(_("姓名或用户名"), required=False, most=60)
    role = widgets.from_list(_("岗位"), [], required=False)
    state = widgets.from_list(_("状态"), _STATES, required=False)

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        offer(self, role=[("", _("全部")), *_roles(list(Role))])

    def chosen(self) -> dict[str, Any]:
        """What narrows the list; nonsense narrows nothing."""
        given = self.cleaned_data if self.is_valid() else {}
        role, state = given.get("role"), given.get("state")
        return {
            "words": given.get("words", ""),
            "role": Role(role) if role else None,
            "state": StaffState(state) if state else None,
        }


class HireForm(forms.Form):
    name = widgets.text(_("姓名"), most=60)
    username = widgets.text(
        _("用户名"),
        most=64,
        help_text=_("登录用，建立后不能改：小写字母、数字、点、横线，如 dazhe.handler1。"),
        autocapitalize="none",
        spellcheck="false",
    )
    phone = widgets.text(_("手机号"), required=False, most=20, inputmode="tel")


class StaffForm(forms.Form):
    """How somebody is called and reached; the user name stays."""

    name = widgets.text(_("姓名"), most=60)
    phone = widgets.text(_("手机号"), required=False, most=20, inputmode="tel")


class DepartmentForm(forms.Form):
    kind = widgets.from_list(_("类别"), [])
    name = widgets.text(_("名称"), most=80, help_text=_("如：平远县教育局"))

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        kinds = [(kind.value, department_kinds()[kind]) for kind in DepartmentKind]
        offer(self, kind=kinds)


class CloseStationForm(forms.Form):
    """From which day it is closed, and who goes on with what still waits there."""

    on = widgets.on_date(_("自哪一天起关闭"), initial=timezone.localdate)
    heir = widgets.from_list(
        _("由哪个站点接手待办"), [], required=False, help_text=_("还有待办没有办结时须选择")
    )

    def __init__(self, stations: list[tuple[str, str]], *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        offer(self, heir=[("", _("（没有待办）")), *stations])


class AppointForm(forms.Form):
    role = widgets.from_list(_("岗位"), [])
    department = widgets.from_list(_("所代表的部门"), [], required=False, help_text=_("只有部门联络员填写"))
    organisation = widgets.from_list(
        _("派出机构"), [], required=False, help_text=_("只有机构派驻的社会工作者填写")
    )
    station = widgets.from_list(_("站点"), [])
    valid_from = widgets.on_date(_("任职日期"), initial=timezone.localdate)
    valid_until = widgets.on_date(
        _("离任日期"), required=False, help_text=_("不知道时留空；这一天起不再有权限。")
    )

    def __init__(
        self,
        stations: list[tuple[str, str]],
        departments: list[tuple[str, str]],
        organisations: list[tuple[str, str]],
        *arguments: Any,
        **named: Any,
    ) -> None:
        super().__init__(*arguments, **named)
        offer(
            self,
            role=_roles(list(Role)),
            department=[("", _("（无）")), *departments],
            organisation=[("", _("（无）")), *organisations],
            station=stations,
        )


class EndForm(forms.Form):
    """From which day a post or a delegation no longer counts."""

    on = widgets.on_date(_("自哪一天起"), initial=timezone.localdate)


class StationForm(forms.Form):
    name = widgets.text(_("名称"), most=80)
    address = widgets.text(_("地址"), required=False)
    hotline = widgets.text(_("电话"), required=False, most=40, inputmode="tel")
    hours = widgets.text(_("服务时间"), required=False, help_text=_("如：周一至周五 8:30—12:00，14:30—17:30"))


class DelegationForm(forms.Form):
    programme = widgets.from_list(_("项目"), [])
    region = widgets.from_list(_("区域"), [])
    role = widgets.one_of(_("由谁确认"), [])
    rule = widgets.text(
        _("依据的省级规定"), help_text=_("文号和条款；没有省级规定不能下放（社会救助法 第四十四条）。")
    )
    valid_from = widgets.on_date(_("自"), initial=timezone.localdate)
    valid_until = widgets.on_date(_("至"), required=False, help_text=_("不知道时留空。"))

    def __init__(self, regions: list[tuple[str, str]], *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        offer(self, programme=_programmes(), region=regions, role=_roles(_CONFIRMERS))
