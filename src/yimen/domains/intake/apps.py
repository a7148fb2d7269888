"""Registers the intake room with Django."""

from django.apps import AppConfig


class IntakeConfig(AppConfig):
    name = "yimen.domains.intake"
    label = "intake"
    verbose_name = "来访"
