"""The snapshot that scenarios are worked out on: made by a job, shard by shard, the newest of a county kept.

Every shard is one transaction with its chunk of the run; a second attempt goes on where the first ended.
"""

from collections.abc import Sequence
from functools import partial
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from yimen.domains.awards import queries as awards
from yimen.domains.awards.types import AwardInForce
from yimen.domains.library import queries as library
from yimen.domains.library.types.scenarios import EXCLUSIVE
from yimen.domains.monitoring.actions.starters import starter_of
from yimen.domains.monitoring.errors import SnapshotRefusedError
from yimen.domains.monitoring.models import Scenario, Snapshot, SnapshotPart
from yimen.domains.monitoring.sealing import forget_shards, write_shard
from yimen.domains.network.permissions import Permission, require
from yimen.domains.network.types import Actor
from yimen.foundation import audit
from yimen.foundation.database.scope import scoped, system_scope
from yimen.foundation.jobs.models import RunState
from yimen.foundation.jobs.queue import defer
from yimen.foundation.jobs.runs import begin_alone, run_chunks, start_run
from yimen.kernel import Month, RegionCode, RegionLevel

SNAPSHOTS = "monitoring.make_snapshot"
"""The job."""
SHARD = 2_000
"""Households; a shard is held in memory whole."""


@transaction.atomic
def make_snapshot(*, by: Actor, is_deferred: bool = True) -> Snapshot:
    """The newest file of every determined household of the county, as of now."""
    require(by, Permission.SCENARIO_RUN, by.region)
    if by.region.level is not RegionLevel.COUNTY:
        raise SnapshotRefusedError("测算数据由县级岗位制作。")
    begin_alone(SNAPSHOTS, str(by.region))
    rows = Snapshot.objects.filter(region=str(by.region))
    if rows.filter(run__state=RunState.RUNNING).exists():
        raise SnapshotRefusedError("测算数据正在制作，请等它完成。")
    until = timezone.now()
    count = len(awards.households_with_files(by.region, until))
    if not count:
        raise SnapshotRefusedError("还没有作过认定的家庭，没有可以测算的数据。")
    snapshot = Snapshot.objects.create(
        region=str(by.region),
        version=(rows.aggregate(last=Max("version"))["last"] or 0) + 1,
        until=until,
        month=Month.of(timezone.localdate()).next().first,
        households=count,
        left_out=awards.holders_without_file(by.region, until),
        run=start_run(SNAPSHOTS, total=count, by=by),
        made_user_id=by.user_id,
        made_post_id=by.post_id,
        made_by=by.staff_name,
    )
    changes = {"version": snapshot.version, "households": count}
    audit.record(
        "snapshot:make", kind="snapshot", subject=snapshot.id, region=snapshot.region, by=by, changes=changes
    )
    if is_deferred:
        defer(SNAPSHOTS, snapshot=snapshot.id)
    return snapshot


def run_snapshot(snapshot_id: UUID) -> None:
    """As whoever asked for it, under their post as it is now."""
    with system_scope():
        snapshot = Snapshot.objects.get(id=snapshot_id)
    fill_snapshot(snapshot_id, by=starter_of(snapshot.run_id, Permission.SCENARIO_RUN, snapshot.region))


def fill_snapshot(snapshot_id: UUID, *, by: Actor) -> None:
    """Shard after shard; then the files of the snapshots before it go."""
    with scoped(by.scope):
        snapshot = Snapshot.objects.get(id=snapshot_id)
        found = awards.households_with_files(RegionCode(snapshot.region), snapshot.until)
    shards = [found[at : at + SHARD] for at in range(0, len(found), SHARD)]
    numbers = {shard[0]: number for number, shard in enumerate(shards)}

    def write(ids: Sequence[UUID]) -> bytes:
        return _write_part(snapshot, numbers[ids[0]], ids)

    run_chunks(snapshot.run_id, by.scope, shards, write)
    with scoped(by.scope):
        _forget_before(snapshot)


def _write_part(snapshot: Snapshot, number: int, ids: Sequence[UUID]) -> bytes:
    month = Month.of(snapshot.month)
    held = awards.held_by(ids, month)
    kept = [
        library.held_household(
            one.household_id.bytes, _within(one, snapshot), _exclusive(held[one.household_id])
        )
        for one in awards.files_of(ids, snapshot.until)
    ]
    files = library.shard_files(kept, month)
    contents = [*files.tables, files.base]
    digest = write_shard(snapshot.id, number, contents)
    SnapshotPart.objects.create(
        region=snapshot.region,
        snapshot=snapshot,
        number=number,
        households=files.households,
        sizes=[len(content) for content in contents],
        digest=digest,
    )
    return digest


def _within(one: awards.KnownFile, snapshot: Snapshot) -> dict[str, object]:
    """A file counts where its household lives now."""
    return {**one.inputs, "region": one.region}


def _exclusive(held: Sequence[AwardInForce]) -> str:
    """Of programmes that exclude each other the one that is held."""
    wanted = [award.programme.value for award in held if award.programme in EXCLUSIVE]
    return wanted[0] if wanted else ""


def _forget_before(snapshot: Snapshot) -> None:
    """Copies of files are kept no longer than they are of use; a scenario under way keeps its own.

    Files that an attempt before left behind go as well.
    """
    before = Snapshot.objects.filter(region=snapshot.region, version__lt=snapshot.version)
    busy = Scenario.objects.filter(run__state=RunState.RUNNING).values("snapshot_id")
    for old in before.exclude(id__in=busy):
        old.parts.all().delete()
        transaction.on_commit(partial(forget_shards, old.id))
