"""Forms of rows without a valid number: what narrows the list, whom a row is about, why that was wrong."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from yimen.domains.verification.types.matching import MatchState, Verdict

from . import widgets
from .choices import offer


class UnmatchedFilterForm(forms.Form):
    """How far."""

    state = widgets.from_list(
        _("状态"), [("", _("全部")), *((s.value, _(s.title)) for s in MatchState)], required=False
    )

    def state_given(self) -> MatchState | None:
        """An unknown value narrows nothing rather than showing an error on a list."""
        given = self.cleaned_data.get("state") if self.is_valid() else ""
        return MatchState(given) if given else None


class MatchForm(forms.Form):
    """One of the persons offered, or why none; nothing is chosen beforehand."""

    chosen = widgets.one_of(_("这一行是谁"), [], help_text=_("只选有把握的；相同的姓名和生日也可能是两个人"))
    reason = widgets.text(_("理由"), most=200, help_text=_("如：与户口簿核对一致；勿写姓名、证件号"))

    def __init__(self, people: Sequence[tuple[str, str]], *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        others = [(each.value, _(each.title)) for each in (Verdict.NOBODY, Verdict.WRONG_ROW)]
        offer(self, chosen=[*people, *others])

    def given(self) -> dict[str, Any]:
        """The arguments of the action."""
        chosen, reason = self.cleaned_data["chosen"], self.cleaned_data["reason"]
        if chosen in (Verdict.NOBODY.value, Verdict.WRONG_ROW.value):
            return {"verdict": Verdict(chosen), "person_id": None, "reason": reason}
        return {"verdict": Verdict.PERSON, "person_id": UUID(chosen), "reason": reason}


class RevokeMatchForm(forms.Form):
    """Why."""

    reason = widgets.text(_("撤销的原因"), most=200, help_text=_("写入记录，勿写姓名、证件号"))
