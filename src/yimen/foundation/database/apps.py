"""Django app that carries the database functions behind every row policy; it has no model."""

from django.apps import AppConfig


class DatabaseConfig(AppConfig):
    name = "yimen.foundation.database"
    label = "database"
