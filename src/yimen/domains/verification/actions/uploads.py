"""A large push that comes in pieces: each is sealed as it arrives, and nothing counts until all are there.

What has arrived stays through a cut connection for a day; then the next piece goes on where it broke off.
"""

import io
import time
from collections.abc import Iterator
from datetime import timedelta
from typing import BinaryIO, cast
from uuid import UUID

from django.db import OperationalError, transaction
from django.utils import timezone

from yimen.domains.network.permissions import Permission, require
from yimen.domains.network.types import Actor
from yimen.domains.verification.actions.arriving import PART, Checked, refuse_other_sets
from yimen.domains.verification.actions.pushes import expect_set, push_set
from yimen.domains.verification.errors import (
    PushBrokenError,
    PushBusyError,
    PushNotFoundError,
    PushReusedError,
    SetRefusedError,
    UploadPieceError,
)
from yimen.domains.verification.models import SetCredential, SetPush, SetUpload
from yimen.domains.verification.sets.places import forget_upload, piece_path, sweep, uploads_left_behind
from yimen.domains.verification.types.pushes import Asked, Begun, Digest, DigestKind, Piece
from yimen.foundation import audit
from yimen.foundation.audit import Doer
from yimen.foundation.database.scope import scoped
from yimen.foundation.files.sealed import read_sealed, write_sealed

MOST_OPEN = 3
"""Of one credential at a time: what has arrived lies on the disk."""
LEAST_OF_A_PIECE = 1_000_000
"""Bytes, but for the last piece: so few pieces that their list stays short."""
LEFT_FOR = timedelta(days=1)
"""So long a connection may stay cut; the platform's own."""


@transaction.atomic
def begin_upload(*, asked: Asked, size: int, credential: SetCredential, by: Actor) -> Begun:
    """A place for the pieces of a push; asked again the same place, or the push that came of it."""
    earlier = expect_set(asked=asked, credential=credential, by=by)
    if earlier is not None:
        return Begun(push=earlier)
    open_ones = SetUpload.objects.filter(credential=credential, push=None)
    if (known := open_ones.filter(key=asked.key).first()) is not None:
        return Begun(_same(known, asked, size))
    if open_ones.count() >= MOST_OPEN:
        raise PushBusyError("这个凭证已有 %(n)s 个没有传完的分片上传；请先传完或者放弃。", n=MOST_OPEN)
    made = SetUpload.objects.create(
        region=credential.region,
        credential=credential,
        key=asked.key,
        set_key=asked.set_key,
        as_of=asked.day,
        digest_kind=asked.digest.kind,
        digest=asked.digest.value,
        size=size,
    )
    _record("set:upload_begin", made, by, {"set": made.set_key, "size": size})
    return Begun(made)


def _same(known: SetUpload, asked: Asked, size: int) -> SetUpload:
    if (asked.words(), size) != (_asked(known).words(), known.size):
        raise PushReusedError("推送编号已经用于另一份内容；新的内容请用新的编号。")
    return known


@transaction.atomic
def expect_piece(*, upload_id: UUID, piece: Piece, credential: SetCredential, by: Actor) -> SetUpload | None:
    """Refuses what can be refused before the piece is read; the upload, where the piece is there already."""
    upload = _held(upload_id, credential)
    refuse_other_sets(upload.set_key, credential)
    require(by, Permission.SET_LOAD, by.region)
    if _is_there(upload, piece):
        return upload
    _refuse_elsewhere(upload, piece)
    return None


@transaction.atomic
def take_piece(
    *, upload_id: UUID, piece: Piece, stream: BinaryIO, credential: SetCredential, by: Actor
) -> SetUpload:
    """The piece that comes next and has arrived, whole or not at all."""
    known = expect_piece(upload_id=upload_id, piece=piece, credential=credential, by=by)
    if known is not None:
        return known
    upload = _held(upload_id, credential)
    path, name = piece_path(upload.id, piece.offset), _name(upload, piece.offset)
    written = write_sealed(path, name, iter(lambda: stream.read(PART), b""))
    if written.size != piece.size:
        raise PushBrokenError("这一片没有传完，没有保存；请用同一位置重新上传。")
    upload.pieces.append([piece.size, str(piece.digest)])
    upload.received += piece.size
    upload.touched_at = timezone.now()
    upload.save(update_fields=["pieces", "received", "touched_at"])
    return upload


def finish_upload(*, upload_id: UUID, credential: SetCredential, by: Actor) -> SetPush:
    """From here on it is a push like one that came whole; asked again it is the same push.

    Of a whole that is refused the pieces become no other: the upload is over, which is committed apart.
    """
    try:
        with scoped(by.scope):
            return _handed_in(_held(upload_id, credential), credential, by)
    except (PushBrokenError, SetRefusedError):
        with scoped(by.scope):
            _drop(_held(upload_id, credential), by)
        raise


def _handed_in(upload: SetUpload, credential: SetCredential, by: Actor) -> SetPush:
    if upload.push is not None:
        return upload.push
    if upload.received < upload.size:
        raise UploadPieceError(
            "还没有传完：已收到 %(received)s 字节，共 %(size)s 字节。",
            received=upload.received,
            size=upload.size,
        )
    asked = _asked(upload)
    joined = cast(BinaryIO, io.BufferedReader(_Joined(_content(upload))))
    stream = cast(BinaryIO, Checked(joined, asked.digest))
    upload.push = push_set(asked=asked, stream=stream, credential=credential, by=by)
    upload.save(update_fields=["push"])
    transaction.on_commit(lambda: forget_upload(upload.id))
    return upload.push


@transaction.atomic
def drop_upload(*, upload_id: UUID, credential: SetCredential, by: Actor) -> None:
    """What was sent of it goes; a push that came of it stays."""
    upload = _held(upload_id, credential)
    if upload.push is not None:
        raise UploadPieceError("已经传完并交入，不能放弃；要撤回的由本县核对员办理。")
    _drop(upload, by)


def clear_left_uploads() -> int:
    """Hourly: what nobody went on with goes, and files that no row names."""
    rows = SetUpload.objects.select_for_update(skip_locked=True)  # a piece arrives just now
    with transaction.atomic():
        left = list(rows.filter(touched_at__lt=timezone.now() - LEFT_FOR))
        for each in left:
            _drop(each, audit.SYSTEM)
    known = set(SetUpload.objects.filter(push=None).values_list("id", flat=True))
    for path in uploads_left_behind(known, time.time() - LEFT_FOR.total_seconds()):
        sweep(path)
    return len(left)


def _drop(upload: SetUpload, by: Doer) -> None:
    upload_id, is_open = upload.id, upload.push_id is None
    if is_open:
        _record("set:upload_drop", upload, by, {"received": upload.received, "size": upload.size})
    upload.delete()
    transaction.on_commit(lambda: forget_upload(upload_id))


def _held(upload_id: UUID, credential: SetCredential) -> SetUpload:
    rows = SetUpload.objects.filter(pk=upload_id, credential=credential)
    try:
        with transaction.atomic():
            found = rows.select_for_update(nowait=True).first()
    except OperationalError as fault:
        raise PushBusyError("这个凭证的另一次推送还在接收，请稍后再试。") from fault
    if found is None:
        raise PushNotFoundError("没有这次上传；只有开始它的凭证可以继续。", push=str(upload_id))
    return found


def _is_there(upload: SetUpload, piece: Piece) -> bool:
    start = 0
    for size, digest in upload.pieces:
        if start == piece.offset:
            return bool((size, digest) == (piece.size, str(piece.digest)))
        start += size
    return False


def _refuse_elsewhere(upload: SetUpload, piece: Piece) -> None:
    end = piece.offset + piece.size
    if piece.offset != upload.received or end > upload.size or not piece.size:
        raise UploadPieceError(
            "请从第 %(received)s 字节继续，到第 %(size)s 字节为止。",
            received=upload.received,
            size=upload.size,
        )
    if piece.size < LEAST_OF_A_PIECE and end < upload.size:
        raise UploadPieceError("除最后一片外，每片至少 %(least)s 字节。", least=LEAST_OF_A_PIECE)


def _asked(upload: SetUpload) -> Asked:
    digest = Digest(DigestKind(upload.digest_kind), bytes(upload.digest))
    return Asked(upload.key, digest, set_key=upload.set_key, as_of=upload.as_of)


def _name(upload: SetUpload, offset: int) -> str:
    return f"{upload.id}:{offset}"


def _content(upload: SetUpload) -> Iterator[bytes]:
    start = 0
    for size, _digest in upload.pieces:
        yield from read_sealed(piece_path(upload.id, start), _name(upload, start), size)
        start += size


class _Joined(io.RawIOBase):
    """Parts one after the other as one file that is read once."""

    def __init__(self, parts: Iterator[bytes]) -> None:
        self._parts, self._held = parts, b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]  # any writable buffer
        if not self._held:
            self._held = next(self._parts, b"")
        part, self._held = self._held[: len(buffer)], self._held[len(buffer) :]
        buffer[: len(part)] = part
        return len(part)


def _record(action: str, made: SetUpload, by: Doer, changes: dict[str, object]) -> None:
    audit.record(action, kind="set_upload", subject=made.id, region=made.region, by=by, changes=changes)
