"""Forms of households and persons outside an application: registering, joining, leaving, moving, dying."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from yimen.kernel import RegionCode

from . import widgets
from .family import MemberForm


class RegionForm(forms.Form):
    region = widgets.from_list(_("村（社区）、乡镇"), [], required=False)

    def __init__(self, regions: list[tuple[str, str]], *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.fields["region"].choices = [("", _("全部")), *regions]  # type: ignore[attr-defined]

    def chosen(self) -> RegionCode | None:
        chosen = self.cleaned_data.get("region") if self.is_valid() else None
        return RegionCode(chosen) if chosen else None


class PlaceForm(forms.Form):
    """Where a household lives."""

    region = widgets.from_list(_("居住的村（社区）"), [])
    address = widgets.text(_("住址"), help_text=_("门牌或小地名；县、镇、村不用再写"))
    phone = widgets.text(_("户主电话"), required=False, most=20, inputmode="tel")
    is_urban = widgets.tick(_("城镇户"))

    def __init__(self, regions: list[tuple[str, str]], *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.fields["region"].choices = regions  # type: ignore[attr-defined]


class AddMemberForm(MemberForm):
    """The same fields as a member of a family that is typed whole."""


class LeaveForm(forms.Form):
    member = widgets.one_of(_("谁"), [])
    on = widgets.on_date(_("迁出日期"), initial=timezone.localdate)
    reason = widgets.text(_("原因"), help_text=_("如：婚嫁、分户、外出定居"))

    def __init__(self, members: list[tuple[str, str]], *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.fields["member"].choices = members  # type: ignore[attr-defined]


class MoveForm(forms.Form):
    region = widgets.from_list(_("迁往的村（社区）"), [])
    address = widgets.text(_("住址"))
    on = widgets.on_date(_("迁居日期"), initial=timezone.localdate)

    def __init__(self, regions: list[tuple[str, str]], *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.fields["region"].choices = regions  # type: ignore[attr-defined]


class DeathForm(forms.Form):
    on = widgets.on_date(_("死亡日期"), help_text=_("民发〔2022〕83号：3 个月内复核调整"))


class TransferForm(forms.Form):
    """Asks for a file that another station is responsible for."""

    identity = widgets.IdentityField()
    region = widgets.from_list(_("转入的村（社区）"), [])
    reason = widgets.text(_("事由"), help_text=_("如：已在本地居住，在本地申请救助"))

    def __init__(self, regions: list[tuple[str, str]], *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.fields["region"].choices = regions  # type: ignore[attr-defined]


class TransferAnswerForm(forms.Form):
    request_id = forms.UUIDField(widget=forms.HiddenInput())
    verb = forms.ChoiceField(
        choices=[("accept", "accept"), ("decline", "decline")], widget=forms.HiddenInput()
    )
    answer = widgets.text(_("答复"), required=False)
