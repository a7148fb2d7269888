"""Registers the cases room with Django."""

from django.apps import AppConfig
from django.db.models import Q

from yimen.kernel import Sentence

CASES = Sentence("已有办件")


class CasesConfig(AppConfig):
    name = "yimen.domains.cases"
    label = "cases"
    verbose_name = "办件"

    def ready(self) -> None:
        """Says which of its tables rest on households and persons."""
        from yimen.domains.people.queries.resting import Table, declare

        declare("cases.Case", Table(CASES, at="opened_at"))
        for table in ("CaseMember", "CaseOutcome", "HomeInvestigation", "Occasion", "Obligor"):
            declare(f"cases.{table}", Table(CASES))
        declare("cases.ExpenseReceipt", Table(Sentence("已有支出票据")))
        untouched = Q(finding="", result="", set_aside=[])
        declare("cases.CampaignEntry", Table(Sentence("已列入年度核查"), planned=untouched))
