"""Forms of the worklist: what to show, passing an item on, putting it back."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from yimen.domains.worklist.types import Filters, Light, WorkKind

from . import widgets
from .choices import offer


class WorkFilterForm(forms.Form):
    """An unknown value narrows nothing rather than showing an error on a first page."""

    text = widgets.text(_("姓名或编号"), required=False, most=60)
    kind = widgets.from_list(_("事项"), [], required=False)
    light = widgets.from_list(_("时限"), [], required=False)

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        offer(
            self,
            kind=[("", _("全部事项")), *((k.value, _(k.title)) for k in WorkKind)],
            light=[("", _("全部")), *((w.value, _(w.title)) for w in Light)],
        )

    def filters(self) -> Filters:
        given = self.cleaned_data if self.is_valid() else {}
        kind, light = given.get("kind"), given.get("light")
        return Filters(
            kind=WorkKind(kind) if kind else None,
            light=Light(light) if light else None,
            text=given.get("text", ""),
        )


class HandOverForm(forms.Form):
    to_post = widgets.one_of(_("交给"), [])
    reason = widgets.text(_("原因"), most=200, help_text=_("对方会看到，例如：休假、熟悉该户情况"))

    def __init__(self, colleagues: list[tuple[str, str]], *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        offer(self, to_post=colleagues)


class PutBackForm(forms.Form):
    reason = widgets.paragraph(
        _("原因"), most=200, help_text=_("接手的同事会看到，例如：与该户有亲属关系、临时外出")
    )
