"""Keeping what a signature stands for: the digest of the words, and that of the picture."""

from typing import cast
from uuid import UUID

from yimen.domains.papers import rendering, rules
from yimen.domains.papers.models import DocumentSignature, OfficialDocument
from yimen.domains.papers.types import Json
from yimen.foundation.files.queries import stored_files


def keep_signatures(document: OfficialDocument) -> None:
    """A row for everybody who signed before the document was issued; made-up people have no picture."""
    values = cast("dict[str, Json]", rendering.content_of(document)["values"])
    signers = list(rules.signers_in(values))
    pictures = {file.id: file for file in stored_files([UUID(file_id) for _name, file_id in signers])}
    digest = rendering.signing_digest_of(document) if pictures else ""
    DocumentSignature.objects.bulk_create(
        DocumentSignature(
            region=document.region,
            household_id=document.household_id,
            document=document,
            name=name,
            file_id=file_id,
            signed_digest=digest,
            picture_digest=bytes(pictures[UUID(file_id)].digest).hex(),
            signed_at=pictures[UUID(file_id)].stored_at,
        )
        for name, file_id in signers
        if UUID(file_id) in pictures
    )
