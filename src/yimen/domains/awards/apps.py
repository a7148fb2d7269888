"""Registers the awards room with Django."""

from django.apps import AppConfig

from yimen.kernel import Sentence


class AwardsConfig(AppConfig):
    name = "yimen.domains.awards"
    label = "awards"
    verbose_name = "在册"

    def ready(self) -> None:
        """Says which of its tables rest on households and persons."""
        from yimen.domains.people.queries.resting import Table, declare

        declare("awards.Determination", Table(Sentence("已有救助测算")))
        declare("awards.Award", Table(Sentence("已有在册救助")))
        declare("awards.PaymentHold", Table(Sentence("已有暂缓发放")))
        declare("awards.AccountRefusal", Table(Sentence("已有退回的账户")))
        declare("awards.AccountGiven", Table(Sentence("已有家庭提供的账户")))
