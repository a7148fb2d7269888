"""What an application for one person is about: for whom, why, and of a child what became of the parents."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from . import widgets
from .choices import offer

PARENTS = [
    ("", _("不清楚")),
    ("able", _("能够抚养")),
    ("dead", _("死亡")),
    ("missing", _("失踪、失联")),
    ("in_prison", _("服刑、强制隔离戒毒等6个月以上")),
    ("in_rehab", _("强制隔离戒毒")),
    ("disabled", _("重度残疾")),
    ("ill", _("重病")),
]


class MatterForm(forms.Form):
    """Nothing about means: those programmes do not look at them, or they are known already."""

    for_person = widgets.one_of(_("为谁申请"), [])
    reason = widgets.paragraph(_("申请理由"), most=500, help_text=_("一两句话即可"))
    father = widgets.from_list(_("父亲"), PARENTS, required=False, help_text=_("民发〔2019〕62号：父母情况"))
    mother = widgets.from_list(_("母亲"), PARENTS, required=False)

    def __init__(
        self,
        members: list[tuple[str, str]],
        *arguments: Any,
        is_for_person: bool,
        is_for_child: bool,
        **named: Any,
    ) -> None:
        super().__init__(*arguments, **named)
        offer(self, for_person=members)
        if not is_for_person:
            del self.fields["for_person"]
        if not is_for_child:
            del self.fields["father"], self.fields["mother"]

    @staticmethod
    def initial_from(case: Any, member: Mapping[str, Any], reason: str) -> dict[str, Any]:
        father, mother = [*member.get("parents", ()), "", ""][:2]
        return {
            "for_person": str(case.for_person_id or ""),
            "reason": reason,
            "father": father,
            "mother": mother,
        }

    def whom(self) -> UUID | None:
        chosen = self.cleaned_data.get("for_person")
        return UUID(chosen) if chosen else None

    def declared(self, ref: str | None) -> dict[str, Any] | None:
        """The child's part of the household file; what nobody knows is unknown."""
        if "father" not in self.fields or ref is None:
            return None
        states = [self.cleaned_data[name] or "unknown" for name in ("father", "mother")]
        return {"members": [{"ref": ref, "parents": states}]}
