"""Django app of runs; the queue itself is procrastinate's app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class JobsConfig(AppConfig):
    name = "yimen.foundation.jobs"
    label = "jobs"
    verbose_name = _("后台作业")
