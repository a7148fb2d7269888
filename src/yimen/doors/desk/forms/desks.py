"""Forms of handing a whole desk over: whose and how divided, and to whom each part goes."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from . import widgets
from .choices import offer


class DeskForm(forms.Form):
    post = widgets.from_list(_("谁的办公桌"), [])
    split = widgets.from_list(
        _("怎样分"),
        [("one", _("全部交给一人")), ("programme", _("按项目分")), ("village", _("按村（社区）分"))],
    )

    def __init__(self, desks: list[tuple[str, str]], *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        offer(self, post=desks)


class DeskPartsForm(forms.Form):
    reason = widgets.text(_("原因"), most=200, help_text=_("写入审计记录和交接清单，例如：休假、调离、轮岗"))

    def __init__(
        self,
        parts: Sequence[tuple[str, str, int]],
        receivers: list[tuple[str, str]],
        *arguments: Any,
        **named: Any,
    ) -> None:
        super().__init__(*arguments, **named)
        for key, title, count in parts:
            label = _("%(part)s（%(n)s 件）交给") % {"part": title, "n": count}
            choices = [("", _("不移交")), *receivers]
            self.fields[f"to-{key}"] = widgets.from_list(label, choices, required=False)
        self.order_fields([*(f"to-{key}" for key, _title, _n in parts), "reason"])

    def receiver(self, key: str) -> UUID | None:
        """To whom a part goes; nobody where it stays."""
        chosen = self.cleaned_data.get(f"to-{key}")
        return UUID(chosen) if chosen else None
