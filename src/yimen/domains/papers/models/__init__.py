"""Tables of documents and what belongs to them; those that name a household are under row-level security."""

from yimen.domains.papers.models.archives import ArchiveFile, FilePackage
from yimen.domains.papers.models.documents import (
    Delivery,
    DeliveryAttempt,
    DocumentSequence,
    DocumentSignature,
    OfficialDocument,
)
from yimen.domains.papers.models.styles import StyleVersion

__all__ = [
    "ArchiveFile",
    "Delivery",
    "DeliveryAttempt",
    "DocumentSequence",
    "DocumentSignature",
    "FilePackage",
    "OfficialDocument",
    "StyleVersion",
]
