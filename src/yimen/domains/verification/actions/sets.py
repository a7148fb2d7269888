"""A file of a department is handed in, loaded again, or retracted; loading itself is `set_loading`."""

from datetime import date
from typing import BinaryIO
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone

from yimen.domains.network.permissions import Permission, require
from yimen.domains.network.types import Actor
from yimen.domains.verification.errors import SetBusyError, SetRefusedError
from yimen.domains.verification.models import SetLoad
from yimen.domains.verification.permissions import hold_set_load
from yimen.domains.verification.queries.set_agreements import refuse_unagreed
from yimen.domains.verification.sets.catalogue import definition
from yimen.domains.verification.sets.looking import Look
from yimen.domains.verification.sets.places import forget_attempt, forget_source, source_path
from yimen.domains.verification.types.sets import SetState
from yimen.foundation import audit
from yimen.foundation.files.sealed import Sealed, write_sealed
from yimen.foundation.jobs.models import RunState
from yimen.foundation.jobs.queue import defer
from yimen.foundation.jobs.runs import start_run
from yimen.foundation.models import make_id
from yimen.kernel import RegionLevel

LOADS = "verification.load_set"
"""The job."""
GONE = (SetState.RETRACTED, SetState.CLEARED)
"""Versions without files."""
WHOLE = 1000
"""Progress counts in thousandths of the file."""


@transaction.atomic
def hand_in_set(
    *, set_key: str, as_of: date, stream: BinaryIO, by: Actor, is_deferred: bool = True
) -> SetLoad:
    """Keep the file sealed as the next version of a set; a job loads it, or whoever asked does.

    Refuses at once what is no table at all, and a file that is loaded already.
    """
    require(by, Permission.SET_LOAD, by.region)
    refuse_unwanted(set_key, as_of, by)
    look, source_id = Look(), make_id()
    try:
        kept = write_sealed(source_path(source_id), str(source_id), look.through(stream))
        _refuse_known(set_key, as_of, kept, by)
    except SetRefusedError:
        forget_source(source_id)
        raise
    load = SetLoad(
        set_key=set_key,
        as_of=as_of,
        source_id=source_id,
        kind=look.kind,
        encoding=look.encoding,
        size=kept.size,
        digest=kept.digest,
    )
    return _begin(load, "set:hand_in", by, is_deferred=is_deferred)


def refuse_unwanted(set_key: str, as_of: date, by: Actor) -> None:
    """What can be said before any of the file is read."""
    if by.region.level is not RegionLevel.COUNTY:
        raise SetRefusedError("部门数据由县级岗位装载。")
    definition(set_key)
    refuse_unagreed(set_key, by.region)
    if as_of > timezone.localdate():
        raise SetRefusedError("数据截止日期不能在今天以后。")


@transaction.atomic
def replay_set(*, load_id: UUID, by: Actor, is_deferred: bool = True) -> SetLoad:
    """Load the kept file of a version again, as the next version: after the catalogue has changed."""
    before = hold_set_load(load_id, Permission.SET_LOAD, by=by)
    if before.state not in (SetState.LOADED, SetState.REFUSED):
        raise SetRefusedError("只有装载过而且没有撤回的版本才能重新装载。")
    refuse_unagreed(before.set_key, by.region)
    load = SetLoad(
        set_key=before.set_key,
        as_of=before.as_of,
        source_id=before.source_id,
        kind=before.kind,
        encoding=before.encoding,
        size=before.size,
        digest=bytes(before.digest),
        replay_of=before,
    )
    return _begin(load, "set:replay", by, is_deferred=is_deferred)


@transaction.atomic
def retract_set(*, load_id: UUID, reason: str, by: Actor) -> SetLoad:
    """The department takes its data back: nothing reads this version any more and its files are gone.

    Its row stays with its figures; the version before it counts again.
    """
    load = hold_set_load(load_id, Permission.SET_RETRACT, by=by)
    if not is_retractable(load):
        raise SetRefusedError("这个版本正在装载或已经撤回。")
    if not reason.strip():
        raise SetRefusedError("请写明撤回的原因。")
    attempt, source = load.attempt_id, load.source_id
    load.parts.all().delete()
    load.state, load.attempt_id, load.refusal = SetState.RETRACTED, None, None
    load.retracted_at, load.retracted_by = timezone.now(), by.staff_name
    load.retracted_because = reason.strip()
    load.save()
    _record("set:retract", load, by, {"reason": reason})
    forget_files(attempt, source)
    return load


def forget_files(attempt: UUID | None, source: UUID) -> None:
    """Of a version that counts no more, once that is committed; the file stays while another needs it."""
    if attempt is not None:
        transaction.on_commit(lambda: forget_attempt(attempt))
    others = SetLoad.objects.filter(source_id=source).exclude(state__in=GONE)
    if not others.exists():
        transaction.on_commit(lambda: forget_source(source))


def is_retractable(load: SetLoad) -> bool:
    """Settled, or given up: a load that broke off may never be taken up again by whoever began it."""
    is_given_up = load.state == SetState.WAITING and load.run.state == RunState.FAILED
    return is_given_up or load.state in (SetState.LOADED, SetState.REFUSED)


def _refuse_known(set_key: str, as_of: date, kept: Sealed, by: Actor) -> None:
    known = SetLoad.objects.filter(
        region=str(by.region), set_key=set_key, as_of=as_of, digest=kept.digest
    ).filter(state__in=[SetState.WAITING, SetState.LOADED])
    if (same := known.first()) is not None:
        raise SetRefusedError("这份文件已经作为第 %(version)s 版交入，不必再交。", version=same.version)


def _begin(load: SetLoad, action: str, by: Actor, *, is_deferred: bool) -> SetLoad:
    rows = SetLoad.objects.filter(region=str(by.region), set_key=load.set_key)
    load.region, load.version = str(by.region), (rows.aggregate(last=Max("version"))["last"] or 0) + 1
    load.run = start_run(LOADS, total=WHOLE, by=by)
    load.loaded_user_id, load.loaded_post_id, load.loaded_by = by.user_id, by.post_id, by.staff_name
    try:
        with transaction.atomic():
            load.save(force_insert=True)
    except IntegrityError as fault:
        if "set_load_version_once" not in str(fault):
            raise
        raise SetBusyError("同一数据集的另一份文件正在交入，请稍后再试。") from fault
    changes = {"set": load.set_key, "version": load.version, "digest": bytes(load.digest).hex()}
    _record(action, load, by, changes)
    if is_deferred:
        defer(LOADS, load=load.id)
    return load


def _record(action: str, load: SetLoad, by: Actor, changes: dict[str, object]) -> None:
    audit.record(action, kind="set_load", subject=load.id, region=load.region, by=by, changes=changes)
