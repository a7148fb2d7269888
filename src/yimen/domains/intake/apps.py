"""Registers the intake room with Django."""

from django.apps import AppConfig

from yimen.kernel import Sentence


class IntakeConfig(AppConfig):
    name = "yimen.domains.intake"
    label = "intake"
    verbose_name = "来访"

    def ready(self) -> None:
        """Says which of its tables rest on households and persons, and which answers courts still need."""
        from yimen.domains.intake.queries.remedies import contested_cases
        from yimen.domains.people.queries.resting import Table, declare
        from yimen.domains.verification.queries.retention import keep_longer

        keep_longer(contested_cases)
        declare("intake.Contact", Table(Sentence("已有来访登记")))
        declare("intake.ChangeReport", Table(Sentence("已有变化报告")))
        sent = Sentence("已转办其他部门")
        declare("intake.Transfer", Table(sent, households=("household_id",), at="sent_at"))
