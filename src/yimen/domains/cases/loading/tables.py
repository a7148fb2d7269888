"""The rows that replayed cases leave behind, gathered until they are written together."""

from dataclasses import dataclass, field

from django.db import models

from yimen.domains.awards.types import LoadedDetermination, LoadedGrant
from yimen.domains.cases.models import (
    Case,
    CaseMember,
    CaseOutcome,
    CaseStep,
    GivenMaterial,
    Hand,
    HomeInvestigation,
    Objection,
    OneTimeNotice,
    Opinion,
    OutcomeStep,
    PublicNotice,
)
from yimen.domains.papers.types import LoadedDelivery, Order
from yimen.domains.verification.types import LoadedAuthorisation, LoadedRequest
from yimen.domains.worklist.types import LoadedItem

ORDER: tuple[type[models.Model], ...] = (
    Case,
    CaseMember,
    GivenMaterial,
    OneTimeNotice,
    CaseStep,
    Hand,
    HomeInvestigation,
    CaseOutcome,
    OutcomeStep,
    Opinion,
    PublicNotice,
    Objection,
)
"""Parents first."""


@dataclass
class Tables:
    """Rows of this room by table, and what the rooms below are to write."""

    rows: dict[type[models.Model], list[models.Model]] = field(
        default_factory=lambda: {model: [] for model in ORDER}
    )
    authorisations: list[LoadedAuthorisation] = field(default_factory=list)
    requests: list[LoadedRequest] = field(default_factory=list)
    determinations: list[LoadedDetermination] = field(default_factory=list)
    grants: list[LoadedGrant] = field(default_factory=list)
    items: list[LoadedItem] = field(default_factory=list)
    orders: list[Order] = field(default_factory=list)
    deliveries: list[LoadedDelivery] = field(default_factory=list)

    def keep(self, *rows: models.Model) -> None:
        for row in rows:
            self.rows[type(row)].append(row)
