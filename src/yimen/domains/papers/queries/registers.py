"""The register of numbers, the proof that none is missing, and the papers that reached nobody yet."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from yimen.domains.network.types import Actor
from yimen.domains.papers import rules
from yimen.domains.papers.models import Delivery, DocumentSequence, OfficialDocument
from yimen.domains.papers.permissions import visible_documents
from yimen.domains.papers.types import DocumentKind
from yimen.foundation.database.scope import system_scope

_COLUMNS = (
    "region",
    "household_id",
    "subject_kind",
    "subject_id",
    "kind",
    "number",
    "office",
    "year",
    "serial",
    "issued_on",
    "masked_name",
    "withdrawn_at",
    "withdrawn_reason",
)


@dataclass(frozen=True)
class RegisterFilter:
    """What a clerk looks for in the register; empty where everything is meant."""

    year: int = 0
    kind: str = ""
    office: str = ""
    number: str = ""


@dataclass(frozen=True)
class SequenceProof:
    """One sequence of numbers: its last, how many papers bear one, how many are withdrawn, and gaps."""

    office: str
    kind: DocumentKind
    year: int
    last: int
    papers: int
    withdrawn: int
    missing: tuple[int, ...]


def register(asked: RegisterFilter, *, by: Actor) -> "QuerySet[OfficialDocument]":
    """Every number that was given, the newest first."""
    wanted = Q()
    wanted &= Q(year=asked.year) if asked.year else Q()
    wanted &= Q(kind=asked.kind) if asked.kind else Q()
    wanted &= Q(office=asked.office) if asked.office else Q()
    wanted &= Q(number__contains=asked.number) if asked.number else Q()
    return (
        visible_documents(by)
        .filter(wanted)
        .only(*_COLUMNS)
        .annotate(is_delivered=Exists(Delivery.objects.filter(document=OuterRef("pk"))))
        .order_by("-issued_on", "-id")
    )


def offices_of_register(*, by: Actor) -> list[str]:
    """The offices that issued what the actor sees."""
    return sorted(visible_documents(by).values_list("office", flat=True).distinct())


def sequence_proofs(year: int, *, by: Actor) -> list[SequenceProof]:
    """Of every sequence of the actor's stations: are all numbers from one to the last there?

    Counted with every row: what is kept from a reader of the region still bears its number.
    """
    sequences = DocumentSequence.objects.filter(
        year=year,
        station__region__gte=by.scope.lo,
        station__region__lt=by.scope.hi,
        kind__in=[kind.value for kind in DocumentKind],
    ).select_related("station")
    with system_scope():
        given = OfficialDocument.objects.filter(year=year, region__gte=by.scope.lo, region__lt=by.scope.hi)
        counted = given.values("station_id", "kind").annotate(
            papers=Count("id"), withdrawn=Count("id", filter=Q(withdrawn_at__isnull=False))
        )
        found = {(row["station_id"], row["kind"]): row for row in counted}
        return [
            _proof(sequence, found.get((sequence.station_id, sequence.kind)))
            for sequence in sequences.order_by("station__region", "kind")
        ]


def undelivered(asked: RegisterFilter, *, by: Actor) -> "QuerySet[OfficialDocument]":
    """Papers that must reach somebody and have not, oldest first."""
    kinds = [kind.value for kind in rules.DELIVERED]
    return (
        register(asked, by=by)
        .filter(kind__in=kinds, withdrawn_at__isnull=True, deliveries__isnull=True)
        .annotate(tries=Count("attempts"))
        .order_by("issued_on", "id")
    )


def _proof(sequence: DocumentSequence, row: Mapping[str, Any] | None) -> SequenceProof:
    papers = row["papers"] if row else 0
    return SequenceProof(
        sequence.station.name,
        DocumentKind(sequence.kind),
        sequence.year,
        sequence.last,
        papers,
        row["withdrawn"] if row else 0,
        _missing(sequence.station_id, sequence) if papers != sequence.last else (),
    )


def _missing(station_id: UUID, sequence: DocumentSequence) -> tuple[int, ...]:
    """The numbers themselves; asked only where the count does not agree."""
    given = OfficialDocument.objects.filter(station_id=station_id, kind=sequence.kind, year=sequence.year)
    there = set(given.values_list("serial", flat=True))
    return tuple(serial for serial in range(1, sequence.last + 1) if serial not in there)
