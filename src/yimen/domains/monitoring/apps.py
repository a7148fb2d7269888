"""Registers the monitoring room with Django."""

from django.apps import AppConfig
from django.db.models import Q

from yimen.kernel import Sentence


class MonitoringConfig(AppConfig):
    name = "yimen.domains.monitoring"
    label = "monitoring"
    verbose_name = "监测"

    def ready(self) -> None:
        """Says which of its tables rest on households and persons, and on which department data."""
        from yimen.domains.monitoring.queries.comparisons import loads_in_dispute
        from yimen.domains.people.queries.resting import Table, declare
        from yimen.domains.verification.queries.set_retention import keep_loads

        keep_loads(loads_in_dispute)
        declare("monitoring.Finding", Table(Sentence("已有比对发现的问题")))
        declare("monitoring.Audit", Table(Sentence("已有随机抽查")))
        declare("monitoring.Lead", Table(Sentence("已有走访线索")))
        declare("monitoring.LayerStay", Table(Sentence("已列入低收入人口"), planned=Q(until__isnull=True)))
        declare("monitoring.AwayPlan", Table(Sentence("已有人户分离联系计划")))
        declare(
            "monitoring.ScenarioHousehold",
            Table(Sentence("已按政策测算列入核查"), planned=Q(asked_at__isnull=True)),
        )
