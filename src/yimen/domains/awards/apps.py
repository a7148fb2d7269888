"""Registers the awards room with Django."""

from django.apps import AppConfig


class AwardsConfig(AppConfig):
    name = "yimen.domains.awards"
    label = "awards"
    verbose_name = "在册"
