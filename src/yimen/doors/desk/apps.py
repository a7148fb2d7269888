"""Registers the desk with Django, for its translations and static files."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "yimen.doors.desk"
    label = "desk"
    verbose_name = "工作台"
