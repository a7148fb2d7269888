"""The form of a year's notice: its number, its date and its own words."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from . import widgets
from .choices import offer
from .looks import dressed


class YearForm(forms.Form):
    year = widgets.from_list(_("年份"), [], help_text=_("更正已录入的年份，原来的版本仍然保留"))
    number = widgets.text(_("文号"), most=120, help_text=_("国务院办公厅通知的发文字号"))
    issued_on = widgets.on_date(_("通知日期"), help_text=_("写在通知末尾的日期"))
    text = widgets.paragraph(
        _("放假安排"),
        most=4000,
        help_text=_(
            "粘贴通知原文，每个节日一行，例如：“清明节：4月4日（周六）至6日（周一）放假，共3天。”"
            "调休写在同一行：“5月9日（周六）上班。”星期和天数会与日历核对。"
        ),
    )

    def __init__(self, years: list[int], *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        named_years = [(str(year), str(year)) for year in years]
        offer(self, year=named_years)
        self.fields["text"].widget = dressed(forms.Textarea(), css="wide", rows="9")
