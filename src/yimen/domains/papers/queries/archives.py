"""The three archives by household and year: what lies in them, and what a file still lacks."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, cast
from uuid import UUID

from django.db.models import Count, Max, OuterRef, QuerySet, Subquery

from yimen.domains.network.types import Actor
from yimen.domains.papers import rendering, rules
from yimen.domains.papers.errors import PackageNotFoundError
from yimen.domains.papers.models import ArchiveFile, FilePackage, OfficialDocument
from yimen.domains.papers.permissions import visible_documents
from yimen.domains.papers.types import Archive, DocumentKind, Json
from yimen.foundation.audit.verification import is_recorded
from yimen.foundation.database.scope import system_scope

_FILED = {"number": "number", "box": "box", "on": "filed_on"}
"""What a list of the archives can be sorted by, of the filing of a household's papers."""


@dataclass(frozen=True)
class ArchiveLine:
    """A household's papers of one year in one archive."""

    household_id: UUID
    name: str
    papers: int
    lacking: tuple[str, ...]
    filed: ArchiveFile | None


def is_recorded_package(seal: str) -> bool:
    """Whether this house bound a package of this seal: it is kept, and the audit's chain says so too."""
    with system_scope():
        found = FilePackage.objects.filter(seal=seal).values_list("id", flat=True).first() if seal else None
    return found is not None and is_recorded("package:bind", found, "seal", seal)


def archive_rows(
    archive: Archive, year: int, *, by: Actor, is_by_box: bool = False
) -> "QuerySet[OfficialDocument, Any]":
    """Households with papers of this archive and year, and what is known of their filing."""
    filed = ArchiveFile.objects.filter(household_id=OuterRef("household_id"), archive=archive, year=year)
    kept = {f"filed_{name}": Subquery(filed.values(column)[:1]) for name, column in _FILED.items()}
    return (
        visible_documents(by)
        .filter(year=year, kind__in=rules.kinds_of(archive), household_id__isnull=False)
        .values("household_id")
        .annotate(papers=Count("id"), name=Max("masked_name"), region=Max("region"), **kept)
        .order_by(*(["filed_box"] if is_by_box else []), "region", "household_id")
    )


def archive_lines(
    rows: Iterable[Mapping[str, Any]], archive: Archive, year: int, *, by: Actor
) -> list[ArchiveLine]:
    """The rows with what each file lacks and whether it was filed."""
    shown = list(rows)
    households = [row["household_id"] for row in shown]
    filed = {
        file.household_id: file
        for file in ArchiveFile.objects.filter(household_id__in=households, archive=archive, year=year)
    }
    held = _held(archive, year, households, by)
    return [
        ArchiveLine(
            row["household_id"],
            row["name"],
            row["papers"],
            tuple(lacking_of(archive, held.get(row["household_id"], []))),
            filed.get(row["household_id"]),
        )
        for row in shown
    ]


def documents_in_archive(
    household_id: UUID, archive: Archive, year: int, *, by: Actor
) -> list[OfficialDocument]:
    """The papers of a household, oldest first."""
    rows = visible_documents(by).filter(
        household_id=household_id, year=year, kind__in=rules.kinds_of(archive), withdrawn_at__isnull=True
    )
    return list(rows.order_by("issued_at", "id"))


def lacking_of(archive: Archive, documents: Collection[OfficialDocument]) -> list[str]:
    """What the law wants in the file of these papers' programmes, and is not there."""
    kinds = {DocumentKind(document.kind) for document in documents}
    programmes = {
        programme
        for document in documents
        if document.kind in (DocumentKind.APPLICATION, *rules.DECISIONS)
        for programme in rules.programmes_of(
            cast("dict[str, Json]", rendering.content_of(document)["values"])
        )
    }
    return rules.lacking(archive, kinds, sorted(programmes))


def packages_of_household(household_id: UUID, *, by: Actor) -> list[FilePackage]:
    """Newest first, with the run of each."""
    rows = FilePackage.objects.filter(household_id=household_id).select_related("run")
    within = rows.filter(region__gte=by.scope.lo, region__lt=by.scope.hi)
    return list(within.order_by("-asked_at"))


def get_package(package_id: UUID, *, by: Actor) -> FilePackage:
    """One package of the actor's regions."""
    rows = FilePackage.objects.filter(id=package_id, region__gte=by.scope.lo, region__lt=by.scope.hi)
    found = rows.select_related("run").first()
    if found is None:
        raise PackageNotFoundError("没有找到这个档案包，或者它不在您负责的区域内；请从家庭档案页打开。")
    return found


def _held(
    archive: Archive, year: int, households: Collection[UUID], by: Actor
) -> dict[UUID, list[OfficialDocument]]:
    rows = visible_documents(by).filter(
        household_id__in=households, year=year, kind__in=rules.kinds_of(archive), withdrawn_at__isnull=True
    )
    held: dict[UUID, list[OfficialDocument]] = {}
    for document in rows:
        held.setdefault(cast("UUID", document.household_id), []).append(document)
    return held
