"""Registers the desk with Django, for its translations and static files, and gives its fields their helps."""

from importlib import import_module

from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "yimen.doors.desk"
    label = "desk"
    verbose_name = "工作台"

    def ready(self) -> None:
        import_module("yimen.doors.desk.forms.helps").say_helps()
