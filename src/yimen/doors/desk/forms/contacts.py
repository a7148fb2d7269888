"""Forms of the contact register: who asked, what, and what was answered."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from yimen.domains.intake.types import Answer, ContactChannel

from . import widgets


class ContactForm(forms.Form):
    channel = widgets.one_of(
        _("途径"),
        [(c.value, _(c.title)) for c in ContactChannel],
        initial=ContactChannel.WINDOW.value,
        css="wide",
    )
    name = widgets.text(_("来访人姓名"), most=64)
    phone = widgets.text(_("联系电话"), required=False, most=20, inputmode="tel")
    region = widgets.from_list(_("住在哪个村（社区）"), [])
    asked = widgets.paragraph(_("诉求"), most=500, help_text=_("首问负责：登记人负责到答复或移交为止"))

    def __init__(self, regions: list[tuple[str, str]], *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.fields["region"].choices = regions  # type: ignore[attr-defined]


class AnswerForm(forms.Form):
    """Answers other than an application, which has its own button."""

    answer = widgets.one_of(
        _("如何答复"),
        [(a.value, _(a.title)) for a in (Answer.ON_THE_SPOT, Answer.ADVISED, Answer.REFUSED)],
        initial=Answer.ON_THE_SPOT.value,
    )
    text = widgets.paragraph(
        _("答复内容"), required=False, most=500, help_text=_("不予受理须说明理由（社会救助法 第七十条）")
    )
    told_items = widgets.paragraph(
        _("一次性告知的事项"), required=False, help_text=_("一行一项，须全部列出（民发〔2021〕57号 第十条）")
    )

    def items(self) -> list[str]:
        return [line.strip() for line in self.cleaned_data["told_items"].splitlines() if line.strip()]


class ContactHandOverForm(forms.Form):
    to_post = widgets.one_of(_("交给"), [])

    def __init__(self, colleagues: list[tuple[str, str]], *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.fields["to_post"].choices = colleagues  # type: ignore[attr-defined]
