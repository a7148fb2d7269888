"""Registers the people room with Django."""

from django.apps import AppConfig

from yimen.kernel import Sentence


class PeopleConfig(AppConfig):
    name = "yimen.domains.people"
    label = "people"
    verbose_name = "居民"

    def ready(self) -> None:
        """Says which of its tables rest on persons, beside those that describe them."""
        from yimen.domains.people.queries.resting import Table, declare

        declare("people.ResidencePermit", Table(Sentence("已登记居住证"), persons=("person",)))
        identified = ("person", "became")
        declare("people.TemporaryIdentity", Table(Sentence("已有临时身份"), persons=identified))
        declare("people.TransferRequest", Table(Sentence("已申请档案转移"), persons=("person_id",)))
