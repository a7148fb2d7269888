"""Forms of households and persons outside an application: registering, joining, leaving, moving, dying."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from yimen.domains.people.types import Relation
from yimen.kernel import Programme, RegionCode

from . import widgets
from .choices import offer
from .family import MemberForm
from .helps import ADDED


class HouseholdFilterForm(forms.Form):
    region = widgets.from_list(_("村（社区）、乡镇"), [], required=False)
    programme = widgets.from_list(
        _("在册救助"), [("", _("全部")), *((p.value, _(p.title)) for p in Programme)], required=False
    )

    def __init__(self, regions: list[tuple[str, str]], *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        offer(self, region=[("", _("全部")), *regions])

    def region_chosen(self) -> RegionCode | None:
        chosen = self.cleaned_data.get("region") if self.is_valid() else None
        return RegionCode(chosen) if chosen else None

    def programme_chosen(self) -> Programme | None:
        chosen = self.cleaned_data.get("programme") if self.is_valid() else None
        return Programme(chosen) if chosen else None


class PlaceForm(forms.Form):
    """Where a household lives."""

    region = widgets.from_list(_("居住的村（社区）"), [])
    address = widgets.text(_("住址"), help_text=_("门牌或小地名；县、镇、村不用再写"))
    registered = widgets.PlaceField(
        label=_("户籍地（与居住地不同的填写）"), help_text=_("全国省、市、县、镇，输入名称后选择；相同的留空")
    )
    phone = widgets.phone(_("户主电话"), required=False)
    is_urban = widgets.tick(_("城镇户"))

    def __init__(self, regions: list[tuple[str, str]], *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        offer(self, region=regions)


class AddMemberForm(MemberForm):
    """The same fields as a member of a family that is typed whole, and the day."""

    on = widgets.on_date(
        _("加入日期"), initial=timezone.localdate, help_text=_("出生、结婚、搬来同住的那一天")
    )


class CorrectPersonForm(MemberForm):
    """What is on file about a person, to be put right; the relation belongs to the family."""

    relation = None  # type: ignore[assignment]  # taken out of the form
    phone = widgets.phone(_("联系电话"), required=False)
    reason = widgets.paragraph(
        _("更正的原因和依据"),
        most=200,
        help_text=_("如：登记时误写，已核对身份证；改证件号的，写明看过什么证件"),
    )
    field_order = ("name", "identity", "phone", "disability", "birth_date", "sex", "reason")


class ReasonForm(forms.Form):
    reason = widgets.text(_("原因"))


class CorrectHouseholdForm(forms.Form):
    """What was written wrongly; a household that has moved is moved, with the day."""

    address = widgets.text(_("住址"), help_text=_("门牌或小地名；县、镇、村不用再写"))
    registered_region = widgets.from_list(_("户籍地"), [])
    registered = widgets.PlaceField(
        label=_("户籍地在外地"), help_text=_("全国省、市、县、镇，输入名称后选择；填了以此为准")
    )
    is_urban = widgets.tick(_("城镇户"))
    reason = widgets.paragraph(_("更正的原因和依据"), most=200)

    def __init__(self, regions: list[tuple[str, str]], *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        offer(self, registered_region=regions)

    @property
    def registered_at(self) -> RegionCode:
        """The place anywhere in the country if one was named, else the village chosen."""
        given = self.cleaned_data
        return given["registered"] or RegionCode(given["registered_region"])


class ChangeHeadForm(forms.Form):
    """Who becomes head, and what every other member is to them."""

    heir = widgets.one_of(_("新户主"), [])
    on = widgets.on_date(_("自哪一天起"), initial=timezone.localdate)

    def __init__(self, members: list[tuple[str, str, str]], *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        heirs = [(key, name) for key, name, relation in members if relation != Relation.HEAD]
        offer(self, heir=heirs)
        kinds = [(r.value, _(r.title)) for r in Relation if r is not Relation.HEAD]
        for key, name, relation in members:
            label = format_lazy(_("{name}是新户主的"), name=name)
            known = "" if relation == Relation.HEAD else relation
            self.fields[f"is-{key}"] = widgets.from_list(
                label,
                [("", _("（请选择）")), *kinds],
                required=False,
                initial=known,
                help_text=ADDED["ChangeHeadForm.is"],
            )

    def relations(self) -> dict[str, Relation]:
        """What everybody but the heir is, by person."""
        given, heir = self.cleaned_data, self.cleaned_data["heir"]
        return {
            name.removeprefix("is-"): Relation(chosen)
            for name, chosen in given.items()
            if name.startswith("is-") and name != f"is-{heir}"
        }

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = self.cleaned_data
        for name in [name for name in given if name.startswith("is-")]:
            if not given[name] and name != f"is-{given.get('heir')}":
                self.add_error(name, _("请选择与新户主的关系。"))
        return given


class CorrectRelationForm(forms.Form):
    """A relation that was written wrongly; the head is changed elsewhere."""

    member = widgets.one_of(_("谁"), [])
    relation = widgets.from_list(
        _("与户主关系"),
        [("", _("（请选择）")), *((r.value, _(r.title)) for r in Relation if r is not Relation.HEAD)],
    )
    reason = widgets.paragraph(_("更正的原因和依据"), most=200, help_text=_("如：登记时误写，已核对户口簿"))

    def __init__(self, members: list[tuple[str, str]], *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        offer(self, member=members)


class LeaveForm(forms.Form):
    member = widgets.one_of(_("谁"), [])
    on = widgets.on_date(_("迁出日期"), initial=timezone.localdate)
    reason = widgets.text(_("原因"), help_text=_("如：婚嫁、分户、外出定居；当天误加的，写“误登”"))

    def __init__(self, members: list[tuple[str, str]], *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        offer(self, member=members)


class MoveForm(forms.Form):
    region = widgets.from_list(_("迁往的村（社区）"), [])
    address = widgets.text(_("住址"))
    on = widgets.on_date(_("迁居日期"), initial=timezone.localdate)

    def __init__(self, regions: list[tuple[str, str]], *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        offer(self, region=regions)


class DeathForm(forms.Form):
    on = widgets.on_date(_("死亡日期"), help_text=_("民发〔2022〕83号：3 个月内复核调整"))


class TransferForm(forms.Form):
    """Asks for a file that another station is responsible for."""

    identity = widgets.IdentityField()
    region = widgets.from_list(_("转入的村（社区）"), [])
    reason = widgets.text(_("事由"), help_text=_("如：已在本地居住，在本地申请救助"))

    def __init__(self, regions: list[tuple[str, str]], *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        offer(self, region=regions)


class TransferAnswerForm(forms.Form):
    request_id = forms.UUIDField(widget=forms.HiddenInput())
    verb = forms.ChoiceField(
        choices=[("accept", "accept"), ("decline", "decline")], widget=forms.HiddenInput()
    )
    answer = widgets.text(_("答复"), required=False)

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = self.cleaned_data
        if given.get("verb") == "decline" and not given.get("answer"):
            self.add_error("answer", _("不同意转出的，请写明原因。"))
        return given
