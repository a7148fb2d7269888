"""Django app of counted attempts."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LimitsConfig(AppConfig):
    name = "yimen.foundation.limits"
    label = "limits"
    verbose_name = _("次数限制")
