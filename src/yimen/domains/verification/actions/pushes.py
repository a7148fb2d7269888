"""A department's machine pushes: what it sends goes the way of every file; nothing counts until it is whole.

It acts under the post of the verifier its credential names, as that post is now.
"""

import hashlib
import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import BinaryIO, cast

from cryptography.hazmat.primitives import hashes
from django.db import connection, transaction
from django.utils import timezone

from yimen.domains.network import queries as network
from yimen.domains.network.types import Actor
from yimen.domains.verification.actions.answers import hand_in_answers, take_answers
from yimen.domains.verification.actions.fetching import refuse_other_source
from yimen.domains.verification.actions.sets import hand_in_set
from yimen.domains.verification.errors import (
    PushBrokenError,
    PushBusyError,
    PushNotPermittedError,
    PushReusedError,
)
from yimen.domains.verification.models import AnswerFile, SetCredential, SetLoad, SetPush
from yimen.domains.verification.queries.set_agreements import agreed_sets
from yimen.domains.verification.types.pushes import Asked, Digest, DigestKind
from yimen.foundation import audit
from yimen.foundation.models import blind
from yimen.kernel import RegionCode, YimenError

_PUSHING = 730_122_602
"""With the credential's own number: one push of it at a time."""


def receiver_of(credential: SetCredential) -> Actor:
    """Who answers for what comes in; a post that ended receives nothing."""
    return network.actor_for(credential.receiver_user_id, credential.receiver_post_id)


def note_use(credential: SetCredential) -> None:
    """When it was last shown at the door."""
    SetCredential.objects.filter(pk=credential.pk).update(last_used_at=timezone.now())


def note_refusal(credential: SetCredential, refusal: YimenError) -> None:
    """A push that was refused changed nothing; that it was tried stays."""
    audit.record(
        "set:push_refuse",
        kind="set_credential",
        subject=credential.id,
        region=credential.region,
        by=audit.SYSTEM,
        changes={"code": refusal.code},
    )


@transaction.atomic
def push_set(*, asked: Asked, stream: BinaryIO, credential: SetCredential, by: Actor) -> SetPush:
    """The next version of a set, as if the verifier had handed the file in; a job loads it."""
    _refuse_other_sets(asked.set_key, credential)
    as_of = asked.as_of
    assert as_of is not None  # the door asks for it
    with _only_once(asked, credential) as earlier:
        if earlier is not None:
            return earlier
        load = hand_in_set(
            set_key=asked.set_key, as_of=as_of, stream=cast(BinaryIO, _Checked(stream, asked.digest)), by=by
        )
        return _keep(asked, credential, by, load=load)


@transaction.atomic
def push_answers(*, asked: Asked, stream: BinaryIO, credential: SetCredential, by: Actor) -> SetPush:
    """A source's file of answers: handed in and taken at once, as the verifier would."""
    refuse_other_source(asked.source, credential)
    with _only_once(asked, credential) as earlier:
        if earlier is not None:
            return earlier
        content = _Checked(stream, asked.digest).whole()
        name = f"{credential.title} {asked.key}"
        made = hand_in_answers(source_key=asked.source, content=content, name=name, by=by)
        return _keep(asked, credential, by, file=take_answers(file_id=made.id, by=by))


def _refuse_other_sets(set_key: str, credential: SetCredential) -> None:
    if set_key not in credential.set_keys:
        raise PushNotPermittedError("这个凭证不能推送“%(name)s”。", name=set_key[:40])
    if not agreed_sets(RegionCode(credential.region), [set_key], timezone.localdate()):
        raise PushNotPermittedError("推送“%(name)s”的书面约定已经终止或到期。", name=set_key)


@contextmanager
def _only_once(asked: Asked, credential: SetCredential) -> Iterator[SetPush | None]:
    """The same push as before, if it is one; nobody else pushes under the credential meanwhile."""
    with connection.cursor() as cursor:
        lock = int.from_bytes(credential.id.bytes[-4:], "big", signed=True)
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s, %s)", [_PUSHING, lock])
        if not cursor.fetchone()[0]:
            raise PushBusyError("这个凭证的另一次推送还在接收，请稍后再试。")
    earlier = SetPush.objects.filter(credential=credential, key=asked.key).first()
    if earlier is not None and bytes(earlier.asked) != _fingerprint(asked):
        raise PushReusedError("推送编号已经用于另一份内容；新的内容请用新的编号。")
    yield earlier


def _fingerprint(asked: Asked) -> bytes:
    return blind(asked.words(), "set-push")


def _keep(
    asked: Asked,
    credential: SetCredential,
    by: Actor,
    *,
    load: SetLoad | None = None,
    file: AnswerFile | None = None,
) -> SetPush:
    made = SetPush.objects.create(
        region=credential.region,
        credential=credential,
        key=asked.key,
        asked=_fingerprint(asked),
        load=load,
        file=file,
    )
    changes: dict[str, object] = {"credential": str(credential.id), "push": str(made.id)}
    about = load or file
    assert about is not None  # a constraint of the table
    audit.record(
        "set:push",
        kind="set_credential",
        subject=credential.id,
        region=made.region,
        by=by,
        changes={**changes, "about": str(about.id)},
    )
    return made


class _Checked:
    """Hands the body on and raises at its end when it is not what its digest says."""

    def __init__(self, stream: BinaryIO, digest: Digest) -> None:
        self._stream, self._digest = stream, digest
        self._update, self._end = _digesting(digest.kind)

    def read(self, size: int) -> bytes:
        try:
            piece = self._stream.read(size)
        except OSError as fault:
            raise PushBrokenError("内容没有传完，什么也没有保存；请用同一编号重新推送。") from fault
        self._update(piece)
        if not piece and self._end() != self._digest.value:
            raise PushBrokenError("内容与摘要不符，什么也没有保存；请核对文件后重新推送。")
        return piece

    def whole(self) -> bytes:
        return b"".join(iter(lambda: self.read(io.DEFAULT_BUFFER_SIZE), b""))


def _digesting(kind: DigestKind) -> tuple[Callable[[bytes], None], Callable[[], bytes]]:
    if kind is DigestKind.SM3:
        sm3 = hashes.Hash(hashes.SM3())
        return sm3.update, sm3.finalize
    sha = hashlib.sha256()
    return sha.update, sha.digest
