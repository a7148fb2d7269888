"""Registers the library with Django."""

from django.apps import AppConfig


class LibraryConfig(AppConfig):
    name = "yimen.domains.library"
    label = "library"
    verbose_name = "政策库"
