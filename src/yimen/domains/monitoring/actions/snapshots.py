"""The snapshot that scenarios are worked out on: made by a job, shard by shard, the newest of a county kept.

Whom each shard is for is fixed when it begins. Every shard is one transaction with its chunk of the run: a
second attempt goes on where the first ended, and finds the same households with the same files. Whether a
family's signatures stand is asked when its file is read: what was taken back meanwhile stays unread.
"""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F, Max
from django.utils import timezone

from yimen.domains.awards import queries as awards
from yimen.domains.awards.types import AwardInForce
from yimen.domains.library import queries as library
from yimen.domains.library.types.scenarios import EXCLUSIVE
from yimen.domains.monitoring.actions.starters import starter_of
from yimen.domains.monitoring.errors import SnapshotCancelledError, SnapshotRefusedError
from yimen.domains.monitoring.models import Scenario, Snapshot, SnapshotPart
from yimen.domains.monitoring.permissions import access_snapshot
from yimen.domains.monitoring.queries.snapshots import (
    ESTIMATE,
    Signatures,
    last_snapshot,
    newest_snapshot,
    signatures_of,
)
from yimen.domains.monitoring.sealing import forget_shards, write_shard
from yimen.domains.network.permissions import Permission, require
from yimen.domains.network.types import Actor
from yimen.domains.verification.actions.log import log_deed, log_left_out
from yimen.domains.verification.errors import AuthorisationMissingError
from yimen.domains.verification.types import Deed, Purpose, QueryAct
from yimen.foundation import audit
from yimen.foundation.database.scope import scoped, system_scope
from yimen.foundation.jobs.models import RunState
from yimen.foundation.jobs.queue import defer
from yimen.foundation.jobs.runs import begin_alone, fail_lost, is_lost, run_chunks, start_run, take_up_again
from yimen.kernel import Month, RegionLevel

SNAPSHOTS = "monitoring.make_snapshot"
"""The job."""
SHARD = 2_000
"""Households; a shard is held in memory whole."""


@transaction.atomic
def make_snapshot(*, by: Actor, is_deferred: bool = True) -> Snapshot:
    """The newest file of every determined household of the county, as of now, as far as it is signed for."""
    require(by, Permission.SCENARIO_RUN, by.region)
    if by.region.level is not RegionLevel.COUNTY:
        raise SnapshotRefusedError("测算数据由县级岗位制作。")
    _refuse_second(str(by.region))
    until = timezone.now()
    listed = awards.households_with_files(by.region, until)
    if not listed:
        raise SnapshotRefusedError("还没有作过认定的家庭，没有可以测算的数据。")
    last = Snapshot.objects.filter(region=str(by.region)).aggregate(last=Max("version"))["last"]
    snapshot = Snapshot.objects.create(
        region=str(by.region),
        version=(last or 0) + 1,
        until=until,
        month=Month.of(timezone.localdate()).next().first,
        duty=ESTIMATE,
        households=len(listed),
        left_out=awards.holders_without_file(by.region, until),
        run=start_run(SNAPSHOTS, total=len(listed), by=by),
        made_user_id=by.user_id,
        made_post_id=by.post_id,
        made_by=by.staff_name,
    )
    for number, at in enumerate(range(0, len(listed), SHARD)):
        _list_part(snapshot, number, listed[at : at + SHARD])
    _record("snapshot:make", snapshot, by, {"version": snapshot.version, "households": len(listed)})
    if is_deferred:
        defer(SNAPSHOTS, snapshot=snapshot.id)
    return snapshot


def _refuse_second(region: str) -> None:
    begin_alone(SNAPSHOTS, region)
    running = Snapshot.objects.filter(region=region, run__state=RunState.RUNNING).select_related("run")
    if any(not fail_lost(each.run) for each in running):
        raise SnapshotRefusedError("测算数据正在制作，请等它完成或先停止。")


def _list_part(snapshot: Snapshot, number: int, listed: Sequence[tuple[UUID, str]]) -> None:
    """Of each household where it lives and what it holds, as of the beginning."""
    held = awards.held_by([household_id for household_id, _region in listed], Month.of(snapshot.month))
    SnapshotPart.objects.create(
        region=snapshot.region,
        snapshot=snapshot,
        number=number,
        households=len(listed),
        whom=[[one.hex, region, _exclusive(held.get(one, ()))] for one, region in listed],
    )


def _exclusive(held: Sequence[AwardInForce]) -> str:
    """Of programmes that exclude each other the one that is held."""
    wanted = [award.programme.value for award in held if award.programme in EXCLUSIVE]
    return wanted[0] if wanted else ""


@transaction.atomic
def cancel_snapshot(*, snapshot_id: UUID, by: Actor) -> Snapshot:
    """It stops before the next shard; the one before it stays in use."""
    snapshot = access_snapshot(snapshot_id, by=by)
    if snapshot.run.state != RunState.RUNNING or snapshot.cancelled_at is not None:
        raise SnapshotRefusedError("测算数据没有在制作。")
    snapshot.cancelled_at, snapshot.cancelled_by = timezone.now(), by.staff_name
    snapshot.save(update_fields=["cancelled_at", "cancelled_by"])
    fail_lost(snapshot.run)
    _record("snapshot:cancel", snapshot, by, {})
    return snapshot


@transaction.atomic
def resume_snapshot(*, snapshot_id: UUID, by: Actor, is_deferred: bool = True) -> Snapshot:
    """From where it was stopped or broke off, for the households it began with, by whoever takes it up."""
    snapshot = access_snapshot(snapshot_id, by=by)
    if snapshot.run.state != RunState.FAILED and not fail_lost(snapshot.run):
        raise SnapshotRefusedError("测算数据正在制作或已经完成，不需要继续。")
    _refuse_second(snapshot.region)
    if Snapshot.objects.filter(region=snapshot.region, version__gt=snapshot.version).exists():
        raise SnapshotRefusedError("已经有更新的一版测算数据，请用新的。")
    snapshot.cancelled_at, snapshot.cancelled_by = None, ""
    snapshot.save(update_fields=["cancelled_at", "cancelled_by"])
    take_up_again(snapshot.run_id, by=by)
    _record("snapshot:resume", snapshot, by, {})
    if is_deferred:
        defer(SNAPSHOTS, snapshot=snapshot.id)
    return snapshot


def snapshot_at_hand(*, by: Actor) -> Snapshot:
    """The newest there is; else what was broken off is taken up, and where nothing was begun, begun.

    Whoever asks makes it: no job is left to.
    """
    last, newest = last_snapshot(by=by), newest_snapshot(by.region)
    if newest is not None:
        return newest
    if last is not None and (last.run.state == RunState.FAILED or is_lost(last.run)):
        return resume_snapshot(snapshot_id=last.id, by=by, is_deferred=False)
    return make_snapshot(by=by, is_deferred=False)


def run_snapshot(snapshot_id: UUID) -> None:
    """As whoever asked for it or took it up, under their post as it is now."""
    with system_scope():
        snapshot = Snapshot.objects.get(id=snapshot_id)
    fill_snapshot(snapshot_id, by=starter_of(snapshot.run_id, Permission.SCENARIO_RUN, snapshot.region))


def fill_snapshot(snapshot_id: UUID, *, by: Actor) -> None:
    """Shard after shard, stopped by whoever stops it; then the files of the snapshots before it go."""
    with scoped(by.scope):
        snapshot = Snapshot.objects.get(id=snapshot_id)
        parts = list(snapshot.parts.order_by("number").values_list("number", "households"))
    chunks = ([number] * households for number, households in parts)
    try:
        run_chunks(snapshot.run_id, by.scope, chunks, lambda some: _write_part(snapshot, some[0], by))
    except SnapshotCancelledError:
        return
    with scoped(by.scope):
        _forget_before(snapshot)


def _write_part(snapshot: Snapshot, number: int, by: Actor) -> bytes:
    if Snapshot.objects.filter(id=snapshot.id, cancelled_at__isnull=False).exists():
        raise SnapshotCancelledError("测算数据已被停止制作，可以从停下的地方继续。")
    part, month = snapshot.parts.get(number=number), Month.of(snapshot.month)
    whom = {UUID(one): (region, held) for one, region, held in part.whom}
    kept = [
        library.held_household(one.household_id.bytes, one.inputs | {"region": region}, held)
        for one in _readable(snapshot, list(whom), by)
        for region, held in [whom[one.household_id]]  # a file counts where its household lived
    ]
    contents: list[bytes] = []
    if kept:
        files = library.shard_files(kept, month)
        contents = [*files.tables, files.base]
    digest = write_shard(snapshot.id, number, contents)
    part.whom, part.households = [], len(kept)
    part.sizes, part.digest = [len(content) for content in contents], digest
    part.save(update_fields=["whom", "households", "sizes", "digest"])
    return digest


def _readable(snapshot: Snapshot, ids: Sequence[UUID], by: Actor) -> list[awards.KnownFile]:
    """The files that signatures open today; whoever is left out for want of one is counted and logged."""
    signed = signatures_of(ids, snapshot.until, timezone.localdate())
    opened = [one for one in ids if one in signed and signed[one].is_whole]
    files = awards.files_of(opened, snapshot.until)
    kept = [one for one in files if _obligors(one.inputs) <= signed[one.household_id].obligors]
    Snapshot.objects.filter(id=snapshot.id).update(
        unsigned=F("unsigned") + len(signed) - len(opened),
        obligors_unsigned=F("obligors_unsigned") + len(files) - len(kept),
    )
    _log(snapshot, signed, {one.household_id for one in kept}, len(files) - len(kept), by)
    return kept


def _obligors(inputs: Mapping[str, Any]) -> int:
    """How many people outside the household the file tells of."""
    named = inputs.get("obligors", ())
    return 0 if isinstance(named, str) else len(named)


def _log(
    snapshot: Snapshot, signed: Mapping[UUID, Signatures], kept: set[UUID], obligors: int, by: Actor
) -> None:
    """One entry for each person whose file was read, by their signature; one for whoever lacks one."""
    deed = Deed(QueryAct.ESTIMATE, snapshot.region, Purpose.ESTIMATE)
    read = {person: ground for one in kept for person, ground in signed[one].grounds.items()}
    log_deed(deed, read, by=by)
    lacking: list[UUID | None] = [person for each in signed.values() for person in sorted(each.lacking)]
    log_left_out(deed, [*lacking, *[None] * obligors], AuthorisationMissingError.code, by=by)


def _forget_before(snapshot: Snapshot) -> None:
    """Copies of files are kept no longer than they are of use; a scenario under way keeps its own.

    Files that an attempt before left behind go as well.
    """
    before = Snapshot.objects.filter(region=snapshot.region, version__lt=snapshot.version)
    running = Scenario.objects.filter(run__state=RunState.RUNNING).select_related("run")
    busy = [each.snapshot_id for each in running if not is_lost(each.run)]
    for old in before.exclude(id__in=busy):
        old.parts.all().delete()
        transaction.on_commit(partial(forget_shards, old.id))


def _record(action: str, snapshot: Snapshot, by: Actor, changes: dict[str, object]) -> None:
    audit.record(action, kind="snapshot", subject=snapshot.id, region=snapshot.region, by=by, changes=changes)
