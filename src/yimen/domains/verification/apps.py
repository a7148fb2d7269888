"""Registers the verification room with Django."""

from django.apps import AppConfig


class VerificationConfig(AppConfig):
    name = "yimen.domains.verification"
    label = "verification"
    verbose_name = "核对"
