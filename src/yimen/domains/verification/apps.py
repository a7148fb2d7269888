"""Registers the verification room with Django."""

from django.apps import AppConfig

from yimen.kernel import Sentence


class VerificationConfig(AppConfig):
    name = "yimen.domains.verification"
    label = "verification"
    verbose_name = "核对"

    def ready(self) -> None:
        """Says which of its tables rest on households and persons."""
        from yimen.domains.people.queries.resting import Table, declare

        declare("verification.Authorisation", Table(Sentence("已有核对授权")))
        declare("verification.VerificationLine", Table(Sentence("已有核对结果")))
        declare("verification.VerificationReport", Table(Sentence("已有核对报告")))
        declare("verification.SourceQuery", Table(Sentence("已向数据单位查询")))
        declare("verification.SetMatch", Table(Sentence("已有部门数据的人工对应")))
        declare("verification.QueryEntry", Table(Sentence("已有查询记录"), persons=("person_id",)))
