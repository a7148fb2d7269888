"""Registers the allowances room with Django."""

from django.apps import AppConfig
from django.db.models import Q

from yimen.kernel import Sentence


class AllowancesConfig(AppConfig):
    name = "yimen.domains.allowances"
    label = "allowances"
    verbose_name = "津贴与认证"

    def ready(self) -> None:
        """Says which of its tables rest on households and persons."""
        from yimen.domains.people.queries.resting import Table, declare

        planned = Q(result__in=["", "lapsed"], case_id__isnull=True)
        declare("allowances.Attestation", Table(Sentence("已有认证登记"), planned=planned))
        declare("allowances.CivilMatter", Table(Sentence("已有民政事项")))
