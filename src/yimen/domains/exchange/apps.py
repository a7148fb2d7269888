"""Registers the exchange room with Django."""

from django.apps import AppConfig

from yimen.kernel import Sentence


class ExchangeConfig(AppConfig):
    name = "yimen.domains.exchange"
    label = "exchange"
    verbose_name = "数据交换"

    def ready(self) -> None:
        """Says which of its tables rest on households and persons."""
        from yimen.domains.people.queries.resting import Table, declare

        named = ("household_id",)
        declare("exchange.Difference", Table(Sentence("已有与省平台的差异"), households=named))
        listed = Sentence("另一份期初名册里也有")
        declare("exchange.RollFamily", Table(listed, households=("household_id", "linked_id")))
