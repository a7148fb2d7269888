"""The form of the policy parameters: where and on which day."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from . import widgets


class ParametersForm(forms.Form):
    on = widgets.on_date(_("日期"), initial=timezone.localdate)
    area = widgets.from_list(_("城乡"), [("rural", _("农村")), ("urban", _("城镇"))])
    name = widgets.text(_("名称"), required=False, most=60)

    def chosen(self) -> tuple[Any, bool, str]:
        given = self.cleaned_data if self.is_valid() else {}
        return given.get("on") or timezone.localdate(), given.get("area") == "urban", given.get("name", "")
