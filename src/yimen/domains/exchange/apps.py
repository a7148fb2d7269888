"""Registers the exchange room with Django."""

from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    name = "yimen.domains.exchange"
    label = "exchange"
    verbose_name = "数据交换"
