"""Registers the worklist room with Django."""

from django.apps import AppConfig


class WorklistConfig(AppConfig):
    name = "yimen.domains.worklist"
    label = "worklist"
    verbose_name = "待办"
