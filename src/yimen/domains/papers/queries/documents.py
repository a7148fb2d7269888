"""Reads of documents, for staff within their scope and, masked, for anyone who holds a check code."""

from collections.abc import Collection
from typing import cast
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet

from yimen.domains.network.types import Actor
from yimen.domains.papers import rendering, rules
from yimen.domains.papers.models import Delivery, DeliveryAttempt, OfficialDocument
from yimen.domains.papers.permissions import access_document, visible_documents
from yimen.domains.papers.types import COPY, DocumentKind, PublicCheck, SignatureCheck
from yimen.foundation import audit
from yimen.foundation.audit.reading import times_opened
from yimen.foundation.files.queries import stored_files

_LISTED = ("region", "household_id", "subject_id", "kind", "number", "office", "issued_on", "issued_at")


def get_document(document_id: UUID, *, by: Actor) -> OfficialDocument:
    """One document; the opening is recorded, as that of its PDF is by its own action."""
    found = access_document(document_id, by=by)
    audit.record_opening(kind="document", subject=found.id, region=found.region, by=by)
    return found


def documents_of_household(
    household_id: UUID, *, also: Collection[UUID] = (), by: Actor
) -> list[OfficialDocument]:
    """Newest first, deliveries fetched with them; `also`: households whose file was carried into it."""
    found = visible_documents(by).filter(household_id__in=[household_id, *also])
    return list(_listed(found).prefetch_related("deliveries"))


def documents_of_subjects(subjects: Collection[UUID], *, by: Actor) -> list[OfficialDocument]:
    """The documents about any of these subjects (cases, outcomes …), newest first."""
    return list(_listed(visible_documents(by).filter(subject_id__in=subjects)))


def marks_of(subject_id: UUID, kind: DocumentKind, *, by: Actor, **said: str) -> dict[str, object] | None:
    """Number, check code and QR code of the paper of a kind that says this, for what bears its number.

    Newest first where several do; None where none does.
    """
    for document in visible_documents(by).filter(subject_id=subject_id, kind=kind).order_by("-issued_at"):
        paper = rendering.paper_of(document)
        values = cast("dict[str, object]", paper["values"])
        if all(values.get(name) == wanted for name, wanted in said.items()):
            return {name: paper[name] for name in ("number", "code", "qr")}
    return None


def deliveries_of(document_id: UUID, *, by: Actor) -> list[Delivery]:
    """How one document reached people, oldest first."""
    return list(access_document(document_id, by=by).deliveries.order_by("delivered_on", "recorded_at"))


def signatures_of(document_id: UUID, *, by: Actor) -> list[SignatureCheck]:
    """Everybody who signed, and whether what they signed is still what the document says."""
    document = access_document(document_id, by=by)
    rows = list(document.signatures.order_by("signed_at", "id"))
    digest = rendering.signing_digest_of(document) if rows else ""
    pictures = {file.id: bytes(file.digest).hex() for file in stored_files([row.file_id for row in rows])}
    return [
        SignatureCheck(
            row.name,
            row.signed_digest,
            row.signed_at,
            row.signed_digest == digest,
            pictures[row.file_id] == row.picture_digest if row.file_id in pictures else None,
        )
        for row in rows
    ]


def copies_of(document_id: UUID, *, by: Actor) -> int:
    """How often a document was printed once more."""
    return times_opened(access_document(document_id, by=by).id, COPY)


def attempts_of(document_id: UUID, *, by: Actor) -> list[DeliveryAttempt]:
    """Deliveries that failed, oldest first."""
    return list(access_document(document_id, by=by).attempts.order_by("tried_on", "recorded_at"))


def public_check(text: str) -> PublicCheck | None:
    """What a check code tells anybody; None for a code that leads to no document.

    Needs no scope: the database function behind it returns these columns of this one row and nothing else.
    """
    code = rules.read_code(text)
    if code is None:
        return None
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT kind, number, office, issued_on, masked_name, digest, is_valid, is_synthetic"
            " FROM papers_public_check(%s)",
            [code],
        )
        row = cursor.fetchone()
    return PublicCheck(DocumentKind(row[0]), *row[1:]) if row else None


def _listed(documents: "QuerySet[OfficialDocument]") -> "QuerySet[OfficialDocument]":
    """What a list names; what the papers say is decrypted only where one is opened."""
    return documents.only(*_LISTED).order_by("-issued_at", "-id")
