"""Django app of the calendar tables."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CalendarConfig(AppConfig):
    name = "yimen.foundation.calendar"
    label = "calendar"
    verbose_name = _("工作日历")
