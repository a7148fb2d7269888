"""Storing a file, and opening one: both are recorded."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from django.db import transaction

from yimen.foundation import audit
from yimen.foundation.audit import Doer
from yimen.foundation.files.content import MAX_BYTES, content_type_of
from yimen.foundation.files.errors import FileMissingError
from yimen.foundation.files.models import StoredFile
from yimen.foundation.files.sealed import digest_of
from yimen.foundation.files.types import OWN_KINDS
from yimen.foundation.files.vault import path_of, read_content, write_content


class Upload(Protocol):
    """Anything with bytes to read: an uploaded file, an open file, a BytesIO."""

    def read(self, size: int = ..., /) -> bytes: ...


@dataclass(frozen=True)
class OpenedFile:
    """What a door needs to hand a file out; `chunks` is read once, after the transaction if need be."""

    content_type: str
    size: int
    chunks: Iterator[bytes]


@transaction.atomic
def store(upload: Upload | bytes, *, kind: str, subject: UUID, region: str, by: Doer) -> StoredFile:
    """Check the content, keep it encrypted, and return its row."""
    content = upload if isinstance(upload, bytes) else upload.read(MAX_BYTES + 1)
    content_type = content_type_of(content)
    return keep_produced(content, content_type=content_type, kind=kind, subject=subject, region=region, by=by)


@transaction.atomic
def keep_produced(
    content: bytes, *, content_type: str, kind: str, subject: UUID, region: str, by: Doer
) -> StoredFile:
    """Keep what we made ourselves, which needs no look at its content."""
    file = StoredFile(
        kind=kind,
        subject=subject,
        region=str(region),
        content_type=content_type,
        size=len(content),
        digest=digest_of(content),
        user_id=by.user_id,
        post_id=by.post_id,
    )
    write_content(file.id, content)
    file.save(force_insert=True)
    audit.record(
        "file:store", kind=kind, subject=subject, region=file.region, by=by, changes={"file": str(file.id)}
    )
    return file


@transaction.atomic
def open_file(file_id: UUID, *, by: Doer, purpose: str = "") -> OpenedFile:
    """Record the opening and return the content; only a file of the present scope is found."""
    file = StoredFile.objects.filter(id=file_id).first()
    is_anothers = file is not None and file.kind in OWN_KINDS and file.user_id != by.user_id
    if file is None or is_anothers or not path_of(file_id).exists():
        raise FileMissingError("找不到这份文件：可能已被移走，或不在您的辖区；请回到来源页面重新打开。")
    audit.record_opening(kind=file.kind, subject=file.subject, region=file.region, by=by, purpose=purpose)
    return OpenedFile(file.content_type, file.size, read_content(file.id, file.size))


@transaction.atomic
def make_over(file_id: UUID, *, subject: UUID, region: str, by: Doer) -> None:
    """A file that waited to be looked at belongs to somebody now; its content stays where it is."""
    file = StoredFile.objects.filter(id=file_id).first()
    if file is None:
        raise FileMissingError("找不到这份文件：可能已被移走，或不在您的辖区；请回到来源页面重新打开。")
    file.subject, file.region = subject, region
    file.save(update_fields=["subject", "region"])
    audit.record(
        "file:make_over", kind=file.kind, subject=subject, region=region, by=by,
        changes={"file": str(file_id)},
    )  # fmt: skip


@transaction.atomic
def discard(file_id: UUID, *, by: Doer) -> None:
    """Its keeping time is over: the row goes now, the content when that is committed."""
    file = StoredFile.objects.filter(id=file_id).first()
    if file is None:
        return
    audit.record("file:discard", kind=file.kind, subject=file.subject, region=file.region, by=by)
    file.delete()
    transaction.on_commit(lambda: path_of(file_id).unlink(missing_ok=True))
