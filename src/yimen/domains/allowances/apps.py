"""Registers the allowances room with Django."""

from django.apps import AppConfig


class AllowancesConfig(AppConfig):
    name = "yimen.domains.allowances"
    label = "allowances"
    verbose_name = "津贴与认证"
