"""Registers the people room with Django."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "yimen.domains.people"
    label = "people"
    verbose_name = "居民"
