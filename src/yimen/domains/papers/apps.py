"""Registers the papers room with Django."""

from django.apps import AppConfig


class PapersConfig(AppConfig):
    name = "yimen.domains.papers"
    label = "papers"
    verbose_name = "文书"
