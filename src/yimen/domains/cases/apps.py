"""Registers the cases room with Django."""

from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "yimen.domains.cases"
    label = "cases"
    verbose_name = "办件"
