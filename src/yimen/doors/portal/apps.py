"""Registers the portal with Django, for its translations and static files."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "yimen.doors.portal"
    label = "portal"
    verbose_name = "公开查询"
