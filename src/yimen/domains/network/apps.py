"""Registers the network room with Django."""

from django.apps import AppConfig


class NetworkConfig(AppConfig):
    name = "yimen.domains.network"
    label = "network"
    verbose_name = "网络"
