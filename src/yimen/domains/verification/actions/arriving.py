"""What a department's machine sends, while it arrives: permitted, once, and what its digest says.

Whoever sends slowly holds no transaction: what can be refused is refused before the body is read, the body
is read to the disk, and only then does a transaction take it in.
"""

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import BinaryIO, cast

from cryptography.hazmat.primitives import hashes
from django.db import connection
from django.utils import timezone

from yimen.domains.verification.errors import (
    PushBrokenError,
    PushBusyError,
    PushNotPermittedError,
    PushReusedError,
)
from yimen.domains.verification.models import SetCredential, SetPush
from yimen.domains.verification.queries.set_agreements import agreed_sets
from yimen.domains.verification.types.pushes import Asked, Digest, DigestKind
from yimen.foundation.files.uploads import nameless_file
from yimen.foundation.models import blind
from yimen.kernel import RegionCode

PART = 64 * 1024
_PUSHING = 730_122_602
"""With the credential's own number: one push of it at a time."""


def refuse_other_sets(set_key: str, credential: SetCredential) -> None:
    """A credential pushes the sets it names, each while its agreement stands."""
    if set_key not in credential.set_keys:
        raise PushNotPermittedError("这个凭证不能推送“%(name)s”。", name=set_key[:40])
    if not agreed_sets(RegionCode(credential.region), [set_key], timezone.localdate()):
        raise PushNotPermittedError("推送“%(name)s”的书面约定已经终止或到期。", name=set_key)


@contextmanager
def arrived(stream: BinaryIO, digest: Digest) -> Iterator[BinaryIO]:
    """All of a body that is what its digest says, to be read again from its beginning."""
    with nameless_file() as kept:
        for part in Checked(stream, digest).parts():
            kept.write(part)
        kept.seek(0)
        yield cast(BinaryIO, kept)


def only_once(asked: Asked, credential: SetCredential) -> SetPush | None:
    """The same push as before, if it is one; nobody else pushes under the credential in this transaction."""
    with connection.cursor() as cursor:
        lock = int.from_bytes(credential.id.bytes[-4:], "big", signed=True)
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s, %s)", [_PUSHING, lock])
        if not cursor.fetchone()[0]:
            raise PushBusyError("这个凭证的另一次推送还在接收，请稍后再试。")
    earlier = SetPush.objects.filter(credential=credential, key=asked.key).first()
    if earlier is not None and bytes(earlier.asked) != fingerprint(asked):
        raise PushReusedError("推送编号已经用于另一份内容；新的内容请用新的编号。")
    return earlier


def fingerprint(asked: Asked) -> bytes:
    """What makes it the same push again, unreadable."""
    return blind(asked.words(), "set-push")


class Checked:
    """Hands a body on and raises at its end when it is not what its digest says."""

    def __init__(self, stream: BinaryIO, digest: Digest) -> None:
        self._stream, self._digest = stream, digest
        self._update, self._end = _digesting(digest.kind)

    def read(self, size: int) -> bytes:
        """The next bytes; none at the end."""
        try:
            piece = self._stream.read(size)
        except OSError as fault:
            raise PushBrokenError("内容没有传完，什么也没有保存；请用同一编号重新推送。") from fault
        self._update(piece)
        if not piece and self._end() != self._digest.value:
            raise PushBrokenError("内容与摘要不符，什么也没有保存；请核对文件后重新推送。")
        return piece

    def parts(self) -> Iterator[bytes]:
        """All of it, in parts of a size."""
        return iter(lambda: self.read(PART), b"")


def _digesting(kind: DigestKind) -> tuple[Callable[[bytes], None], Callable[[], bytes]]:
    if kind is DigestKind.SM3:
        sm3 = hashes.Hash(hashes.SM3())
        return sm3.update, sm3.finalize
    sha = hashlib.sha256()
    return sha.update, sha.digest
