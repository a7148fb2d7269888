"""Registers the papers room with Django."""

from django.apps import AppConfig

from yimen.kernel import Sentence


class PapersConfig(AppConfig):
    name = "yimen.domains.papers"
    label = "papers"
    verbose_name = "文书"

    def ready(self) -> None:
        """Says which of its tables rest on households and persons."""
        from yimen.domains.people.queries.resting import Table, declare

        said, named = Sentence("已有文书"), ("household_id",)
        declare("papers.OfficialDocument", Table(said, households=named, at="issued_at"))
        for table in ("ArchiveFile", "FilePackage", "Delivery", "DeliveryAttempt", "DocumentSignature"):
            declare(f"papers.{table}", Table(said, households=named))
