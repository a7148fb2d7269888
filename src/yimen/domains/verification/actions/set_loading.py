"""The job that loads a file: everything is written beside what stands, then one transaction makes it count.

Killed at any point, nothing counts; the next attempt begins anew and the left files are cleared away.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import BinaryIO, cast
from uuid import UUID

from django.utils import timezone

from yimen.domains.network import queries as network
from yimen.domains.network.permissions import Permission, require
from yimen.domains.network.types import Actor
from yimen.domains.verification.actions.sets import GONE, LOADS, WHOLE
from yimen.domains.verification.errors import SetRefusedError
from yimen.domains.verification.models import SetLoad, SetPart
from yimen.domains.verification.queries.set_agreements import refuse_unagreed
from yimen.domains.verification.sets.places import forget_attempt, left_behind, source_path, sweep
from yimen.domains.verification.types.sets import FileKind, SetState
from yimen.foundation import audit
from yimen.foundation.audit import Doer
from yimen.foundation.database.scope import scoped, system_scope
from yimen.foundation.files.sealed import SealedReader
from yimen.foundation.jobs.queue import defer
from yimen.foundation.jobs.runs import Steps, fail_run, in_steps
from yimen.foundation.models import make_id
from yimen.foundation.sentences import kept_sentence
from yimen.kernel import RegionCode, Sentence, YimenError

DAY = 24 * 60 * 60
LEFT_AFTER = timedelta(hours=6)
"""A load that waits so long has lost whoever was loading it."""


@dataclass(frozen=True)
class Kept:
    """The file of a load as the reader of batches asks for it."""

    load: SetLoad

    @property
    def kind(self) -> FileKind:
        return FileKind(self.load.kind)

    @property
    def encoding(self) -> str:
        return self.load.encoding

    @property
    def size(self) -> int:
        return self.load.size

    def open(self) -> BinaryIO:
        source = self.load.source_id
        return cast(BinaryIO, SealedReader(source_path(source), str(source), self.load.size))


def run_set_load(load_id: UUID) -> None:
    """As whoever handed it in, under their post as it is now: who may load no more loads nothing."""
    with system_scope():
        load = SetLoad.objects.get(id=load_id)
    try:
        by = network.actor_for(load.loaded_user_id, load.loaded_post_id)
        require(by, Permission.SET_LOAD, load.region)
    except YimenError as refusal:
        fail_run(load.run_id, refusal.code)
        with system_scope():
            _refuse(load, refusal.message, audit.SYSTEM)
        return
    load_set(load_id, by=by)


def load_set(load_id: UUID, *, by: Actor, tell: Callable[[float], None] = lambda share: None) -> None:
    """Load it, or keep the reason why not; one that waits no more is left as it is."""
    with scoped(by.scope):
        load = SetLoad.objects.get(id=load_id)
    if load.state != SetState.WAITING:
        return
    attempt = make_id()
    with in_steps(load.run_id, by.scope) as steps:
        steps.begin(WHOLE)
        try:
            steps.take(lambda: refuse_unagreed(load.set_key, RegionCode(load.region)))
            staged = _stage(load, attempt, _Teller(steps, tell))
        except YimenError as refusal:
            forget_attempt(attempt)
            sentence = refusal.message
            steps.take(lambda: _refuse(load, sentence, by))
            return
        except BaseException:
            forget_attempt(attempt)
            raise
        if not steps.take(lambda: _settle(load, staged, by)):
            forget_attempt(attempt)


class _Teller:
    """Counts the thousandths of the file that are read, each once."""

    def __init__(self, steps: Steps, tell: Callable[[float], None]) -> None:
        self._steps, self._tell, self._told = steps, tell, 0

    def say(self, share: float) -> None:
        reached = int(share * WHOLE)
        if reached > self._told:
            self._steps.take(lambda: None, reached - self._told)
            self._told = reached
        self._tell(share)


@dataclass(frozen=True)
class _Staged:
    """What one attempt has written."""

    attempt_id: UUID
    parts: list[SetPart]
    rows: int
    stored: int
    quarantined: int
    shards: int


def _stage(load: SetLoad, attempt: UUID, teller: _Teller) -> _Staged:
    """Read, check, spread and seal; touches no table."""
    from yimen.domains.verification.sets.staging import stage  # here: data frames only where a file is read

    outcome = stage(Kept(load), load.set_key, attempt, timezone.localdate(), teller.say)
    if outcome.first is None and not outcome.rows:
        raise SetRefusedError("文件只有表头，没有一行数据。")
    if outcome.first is not None and not outcome.stored:
        raise SetRefusedError(
            "%(n)s 行里没有一行可用，什么也没有装载；第一个问题：第 %(row)s 行“%(column)s”%(why)s。",
            n=outcome.rows,
            row=outcome.first.row,
            column=outcome.first.column or "整行",
            why=outcome.first.reason.title,
        )
    parts = [
        SetPart(
            region=load.region,
            load=load,
            kind=part.kind,
            number=part.number,
            rows=part.rows,
            size=part.size,
            digest=part.digest,
        )
        for part in outcome.parts
    ]
    return _Staged(attempt, parts, outcome.rows, outcome.stored, outcome.quarantined, outcome.shards)


def _settle(load: SetLoad, staged: _Staged, by: Actor) -> bool:
    """From here on it counts; of two attempts the first."""
    moved = SetLoad.objects.filter(id=load.id, state=SetState.WAITING).update(
        state=SetState.LOADED,
        attempt_id=staged.attempt_id,
        rows=staged.rows,
        stored=staged.stored,
        quarantined=staged.quarantined,
        shards=staged.shards,
        loaded_at=timezone.now(),
    )
    if not moved:
        return False
    SetPart.objects.bulk_create(staged.parts)
    changes = {"rows": staged.rows, "stored": staged.stored, "attempt": str(staged.attempt_id)}
    audit.record("set:load", kind="set_load", subject=load.id, region=load.region, by=by, changes=changes)
    return True


def _refuse(load: SetLoad, why: Sentence, by: Doer) -> None:
    """Unless another attempt was settled meanwhile: what counts stays as it is."""
    waiting = SetLoad.objects.filter(id=load.id, state=SetState.WAITING)
    if waiting.update(state=SetState.REFUSED, refusal=kept_sentence(why)):
        audit.record("set:refuse", kind="set_load", subject=load.id, region=load.region, by=by)


def clear_left_sets() -> None:
    """Files no row names go; loads that lost whoever was at work on them are taken up by a job."""
    with system_scope():
        waiting = SetLoad.objects.filter(state=SetState.WAITING, handed_in_at__lt=timezone.now() - LEFT_AFTER)
        for load_id in waiting.values_list("id", flat=True):
            defer(LOADS, load=load_id)
        named = SetLoad.objects.values_list("attempt_id", flat=True)
        attempts = {attempt for attempt in named if attempt is not None}
        sources = set(SetLoad.objects.exclude(state__in=GONE).values_list("source_id", flat=True))
    for path in left_behind(attempts, sources, time.time() - DAY):
        sweep(path)
