"""Forms of the network: staffing and populations, departments, organisations, the duty roster, shares."""

from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Any, cast
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from yimen.domains.network.types import (
    DepartmentKind,
    OrganisationKind,
    ShareDirection,
    ShareFilter,
    ShareOffer,
    ShareReason,
    StaffingState,
)
from yimen.foundation.language import in_readers_words
from yimen.kernel import Month, RegionCode, SocialCreditCode, YimenError

from ..official_words import official
from . import widgets
from .choices import offer

Choices = Sequence[tuple[str, str]]
_SHARED_FOR = 30
"""Days a share is proposed for; whoever shares changes them."""
_ALL = ("", _("全部"))


class StaffingFilterForm(forms.Form):
    town = widgets.from_list(_("乡镇（街道）"), [], required=False)
    state = widgets.from_list(
        _("配备"),
        [
            _ALL,
            (StaffingState.SHORT.value, _("少于标准")),
            (StaffingState.UNKNOWN_POPULATION.value, _("人口未填")),
        ],
        required=False,
    )

    def __init__(self, towns: Choices, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        offer(self, town=[_ALL, *towns])

    def chosen(self) -> dict[str, Any]:
        """What narrows the list; nonsense narrows nothing."""
        given = self.cleaned_data if self.is_valid() else {}
        town, state = given.get("town"), given.get("state")
        return {
            "region": RegionCode(town) if town else None,
            "state": StaffingState(state) if state else None,
        }


class TownForm(forms.Form):
    town = widgets.from_list(_("乡镇（街道）"), [])

    def __init__(self, towns: Choices, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.towns = towns
        offer(self, town=towns)

    def chosen(self) -> str:
        """The town's code; the first one where nothing, or nonsense, was chosen."""
        return str(self.cleaned_data["town"]) if self.is_valid() else self.towns[0][0]


class PopulationForm(forms.Form):
    """The villages of a town, each with its residents; one left empty is unknown."""

    def __init__(self, villages: Iterable[tuple[str, str, int | None]], *arguments: Any) -> None:
        super().__init__(*arguments)
        for code, name, population in villages:
            self.fields[code] = widgets.count(name, required=False, initial=population, most=5_000_000)

    def given(self) -> dict[RegionCode, int | None]:
        return {RegionCode(code): population for code, population in self.cleaned_data.items()}


class OrganisationForm(forms.Form):
    kind = widgets.from_list(_("类别"), [])
    name = widgets.text(_("名称"), most=120)

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        kinds = [(kind.value, official(kind.title)) for kind in OrganisationKind]
        offer(self, kind=kinds)

    def given(self) -> dict[str, Any]:
        return self.cleaned_data | {"kind": OrganisationKind(self.cleaned_data["kind"])}


class RegisterOrganisationForm(OrganisationForm):
    """Its code is checked as a whole and never changes."""

    credit_code = widgets.text(
        _("统一社会信用代码"), most=18, help_text=_("18 位，见法人登记证书"), autocapitalize="characters"
    )

    def clean_credit_code(self) -> SocialCreditCode:
        try:
            return SocialCreditCode(self.cleaned_data["credit_code"].strip().upper())
        except YimenError as refusal:
            raise ValidationError(in_readers_words(refusal.message)) from refusal


class PartnersFilterForm(forms.Form):
    """What narrows a list of departments or organisations."""

    words = widgets.text(_("名称"), required=False, most=60)
    kind = widgets.from_list(_("类别"), [], required=False)

    def __init__(
        self, kinds: type[DepartmentKind] | type[OrganisationKind], *arguments: Any, **named: Any
    ) -> None:
        super().__init__(*arguments, **named)
        titled = [(kind.value, official(kind.title)) for kind in kinds]
        offer(self, kind=[_ALL, *titled])

    def chosen(self) -> dict[str, str]:
        """What narrows the list; nonsense narrows nothing."""
        given = self.cleaned_data if self.is_valid() else {}
        return {"words": given.get("words", ""), "kind": given.get("kind", "")}


class RosterFilterForm(forms.Form):
    station = widgets.from_list(_("站点"), [], required=False)
    year = widgets.from_list(_("年度"), [], required=False)

    def __init__(self, stations: Choices, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        this = timezone.localdate().year
        years = [(str(year), str(year)) for year in range(this + 1, this - 5, -1)]
        offer(self, station=stations, year=[("", str(this)), *years])

    def chosen(self) -> tuple[UUID | None, int]:
        """The station that was asked for, and the year; this year where none was."""
        given = self.cleaned_data if self.is_valid() else {}
        station, year = given.get("station"), given.get("year")
        return (UUID(station) if station else None), (int(year) if year else timezone.localdate().year)


class DutyForm(forms.Form):
    """Which department stands duty at a station in which months, and who comes for it."""

    months = widgets.many_of(_("月份"), [], required=True)
    department = widgets.from_list(_("值班部门"), [])
    liaison = widgets.from_list(
        _("值班联络员"), [], required=False, help_text=_("须是值班部门的联络员；不选为该部门的第一名联络员")
    )

    def __init__(self, months: Choices, departments: Choices, liaisons: Choices, *arguments: Any) -> None:
        super().__init__(*arguments)
        offer(self, months=months, department=departments, liaison=[("", _("（不指定）")), *liaisons])

    def chosen_months(self) -> list[Month]:
        return [Month.parse(month) for month in self.cleaned_data["months"]]


class ShareFilterForm(forms.Form):
    direction = widgets.from_list(_("方向"), [], required=False)
    reason = widgets.from_list(_("事由"), [], required=False)
    state = widgets.from_list(_("状态"), [_ALL, ("now", _("共享中")), ("over", _("已终止"))], required=False)

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        for name, choices in (("direction", ShareDirection), ("reason", ShareReason)):
            titled = [(one.value, official(one.title)) for one in cast("Iterable[Any]", choices)]
            offer(self, **{name: [_ALL, *titled]})

    def chosen(self) -> ShareFilter:
        """What narrows the list; nonsense narrows nothing."""
        given = self.cleaned_data if self.is_valid() else {}
        direction, reason, state = given.get("direction"), given.get("reason"), given.get("state")
        return ShareFilter(
            ShareDirection(direction) if direction else None,
            ShareReason(reason) if reason else None,
            state == "now" if state else None,
        )


class ShareForm(forms.Form):
    """With whom, why, until when; an organisation only with the family's consent."""

    to_region = widgets.PlaceField(
        label=_("共享给哪个地区"), help_text=_("输入县、乡镇名称后选择；与机构二选一")
    )
    to_organisation = widgets.from_list(_("或者：共享给哪个机构"), [], required=False)
    consented_on = widgets.on_date(
        _("本人单独同意的日期"),
        required=False,
        help_text=_("共享给机构时必填，同意书存入档案（个人信息保护法 第二十三条）"),
    )
    reason = widgets.one_of(_("事由"), [])
    note = widgets.text(_("说明"), help_text=_("要办的事和依据，如：协助核实石正镇住房，县局来函"))
    valid_until = widgets.on_date(_("到期日"), help_text=_("这一天起对方不再能看到"))
    is_with_cases = widgets.tick(_("连同申请办件一并共享"), help_text=_("含调查、核对和审核经过"))

    def __init__(
        self, reasons: Iterable[ShareReason], organisations: Choices, *arguments: Any, **named: Any
    ) -> None:
        super().__init__(*arguments, **named)
        titled = [(reason.value, official(reason.title)) for reason in reasons]
        offer(self, reason=titled, to_organisation=[("", _("（不选）")), *organisations])
        self.fields["valid_until"].initial = timezone.localdate() + timedelta(days=_SHARED_FOR)

    def offer(self) -> ShareOffer:
        given = self.cleaned_data
        return ShareOffer(
            reason=ShareReason(given["reason"]),
            note=given["note"],
            valid_until=given["valid_until"],
            to_region=given["to_region"],
            to_organisation_id=UUID(given["to_organisation"]) if given["to_organisation"] else None,
            consented_on=given["consented_on"],
        )
