"""Forms of the home investigation: what was seen, and the signatures of both sides."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from yimen.domains.cases.types import VisitMode

from . import widgets
from .choices import offer
from .helps import ADDED
from .means import INCOMES

TOPICS = {
    "living": _("居住条件"),
    "working": _("劳动能力与就业"),
    "earning": _("收入来源"),
    "owning": _("财产状况"),
    "spending": _("主要支出"),
}
_AS_DECLARED = _("与申报一致")
_DECLARED_TOPICS = ("working", "earning", "owning", "spending")
"""Where people live is not declared, so that nobody can find it as declared."""
_SAME, _OTHER = "same", "other"


def _compared(label: Any) -> forms.ChoiceField:
    return widgets.one_of(label, [(_SAME, _AS_DECLARED), (_OTHER, _("与申报不同"))])


def _seen(label: Any) -> forms.CharField:
    return widgets.text(
        _("%(topic)s：看到的情况") % {"topic": label}, required=False, help_text=ADDED["VisitForm.seen"]
    )


class VisitForm(forms.Form):
    """Nothing is found beforehand: each topic is compared with what was declared, what differs is written."""

    second_post = widgets.from_list(
        _("另一名调查人员"), [], help_text=_("不少于 2 人（民发〔2021〕57号 第十六条）")
    )
    visited_on = widgets.on_date(_("调查日期"), initial=timezone.localdate)
    mode = widgets.one_of(
        _("方式"), [(m.value, _(m.title)) for m in VisitMode], initial=VisitMode.VISIT.value
    )
    mode_reason = widgets.text(_("非入户原因"), required=False, help_text=_("仅限重大突发事件"))
    living = widgets.text(TOPICS["living"], help_text=_("房屋来历、结构、面积，室内状况"))
    working = _compared(TOPICS["working"])
    earning = _compared(TOPICS["earning"])
    owning = _compared(TOPICS["owning"])
    spending = _compared(TOPICS["spending"])
    financial_assets = widgets.MoneyField(
        label=_("更正：金融资产合计"), unit=_("元"), help_text=_("与申报一致时留空")
    )
    homes = widgets.count(_("更正：自有住房套数"), required=False)
    photos = widgets.FilesField(label=_("现场照片"), accept="image/*", help_text=_("住房内外、生活状况"))
    conclusion = widgets.paragraph(_("调查结论"), most=500)

    def __init__(
        self,
        partners: list[tuple[str, str]],
        members: Sequence[tuple[str, str]],
        *arguments: Any,
        **named: Any,
    ) -> None:
        """`members` are the refs and names of those whose income may be found otherwise."""
        super().__init__(*arguments, **named)
        offer(self, second_post=[("", _("请选择")), *partners])
        for name in _DECLARED_TOPICS:
            self.fields[f"{name}_seen"] = _seen(TOPICS[name])
        self.refs = [ref for ref, _name in members]
        for ref, member in members:
            facts = {"member": member}
            self.fields[f"kind_{ref}"] = widgets.from_list(
                _("更正：%(member)s的收入种类") % facts,
                [("", "—"), *INCOMES.items()],
                required=False,
                help_text=ADDED["VisitForm.kind"],
            )
            self.fields[f"amount_{ref}"] = widgets.MoneyField(
                label=_("更正：%(member)s的月收入") % facts, help_text=_("与申报一致时留空")
            )

    @property
    def topics(self) -> list[tuple[Any, Any]]:
        """Each declared topic with the field for what was seen instead."""
        return [(self[name], self[f"{name}_seen"]) for name in _DECLARED_TOPICS]

    @property
    def incomes(self) -> list[tuple[Any, Any]]:
        return [(self[f"kind_{ref}"], self[f"amount_{ref}"]) for ref in self.refs]

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = self.cleaned_data
        for name in _DECLARED_TOPICS:
            if given.get(name) == _OTHER and not given.get(f"{name}_seen"):
                self.add_error(f"{name}_seen", _("请写明看到的情况。"))
        for ref in self.refs:
            if bool(given.get(f"kind_{ref}")) != (given.get(f"amount_{ref}") is not None):
                self.add_error(f"amount_{ref}", _("收入种类和月收入请一并填写。"))
        return given

    def findings(self) -> list[tuple[str, str]]:
        given = self.cleaned_data
        found = [(str(TOPICS["living"]), given["living"])]
        for name in _DECLARED_TOPICS:
            seen = given[f"{name}_seen"] if given[name] == _OTHER else str(_AS_DECLARED)
            found.append((str(TOPICS[name]), seen))
        return found

    def corrections(self, declared: Mapping[str, Any]) -> dict[str, Any]:
        """Only what the visit found otherwise, as a part of the household file."""
        given = self.cleaned_data
        household: dict[str, Any] = {}
        if given["financial_assets"] is not None:
            household["financial_assets"] = str(given["financial_assets"])
        if given["homes"] is not None:
            household["homes"] = given["homes"]
        members = [self._income(member) for member in declared.get("members", ()) if self._has(member)]
        parts = {"household": household, "members": members}
        return {name: part for name, part in parts.items() if part}

    def _has(self, member: Mapping[str, Any]) -> bool:
        return bool(self.cleaned_data.get(f"kind_{member['ref']}"))

    def _income(self, member: Mapping[str, Any]) -> dict[str, Any]:
        """The member's incomes with the one that was found in place of that declared."""
        kind, amount = (self.cleaned_data[f"{part}_{member['ref']}"] for part in ("kind", "amount"))
        others = [entry for entry in member.get("income", ()) if entry["kind"] != kind]
        return {"ref": member["ref"], "income": [*others, {"kind": kind, "amount": str(amount)}]}


class SignVisitForm(forms.Form):
    family_signer = widgets.from_list(_("在场的家庭成员"), [])
    family = widgets.SignatureField(label=_("家庭成员签名"))
    first = widgets.SignatureField(label=_("调查人员签名"))
    second = widgets.SignatureField(label=_("调查人员签名"))

    def __init__(
        self, members: list[tuple[str, str]], investigators: tuple[str, str], *arguments: Any, **named: Any
    ) -> None:
        super().__init__(*arguments, **named)
        for field, name in zip(("first", "second"), investigators, strict=True):
            self.fields[field].label = gettext("调查人员签名（%(name)s）") % {"name": name}
        offer(self, family_signer=members)
