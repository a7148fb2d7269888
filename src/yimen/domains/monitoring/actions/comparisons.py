"""The monthly comparison: started by the county, written range of keys by range, stopped and taken up again.

Every range is one transaction with its chunk of the run, so that whatever is killed leaves it whole or not
begun, and a second attempt goes on where the first ended.
"""

from collections.abc import Iterator, Sequence
from hashlib import sha256
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.db.models import F, Max
from django.utils import timezone

from yimen.domains.awards import queries as awards
from yimen.domains.awards.types import Holder
from yimen.domains.monitoring.actions.accounts import see_refused
from yimen.domains.monitoring.actions.opening import write_findings
from yimen.domains.monitoring.actions.starters import starter_of
from yimen.domains.monitoring.errors import ComparisonCancelledError, ComparisonInvalidError
from yimen.domains.monitoring.facts import holders_of, rows_of
from yimen.domains.monitoring.models import ComparedSet, Comparison
from yimen.domains.monitoring.permissions import access_comparison
from yimen.domains.monitoring.rules.differences import sets_compared
from yimen.domains.monitoring.rules.ranges import ranges_for
from yimen.domains.network.permissions import Permission, require
from yimen.domains.network.types import Actor
from yimen.domains.verification.actions.log import log_deed
from yimen.domains.verification.queries.sets import current_loads
from yimen.domains.verification.types import Deed, Ground, GroundKind, Purpose, QueryAct
from yimen.foundation import audit
from yimen.foundation.database.scope import scoped, system_scope
from yimen.foundation.jobs.models import RunState
from yimen.foundation.jobs.queue import defer
from yimen.foundation.jobs.runs import (
    begin_alone,
    fail_lost,
    run_chunks,
    start_run,
    take_up_again,
)
from yimen.foundation.joining import key_range
from yimen.kernel import Month, RegionCode, RegionLevel

if TYPE_CHECKING:
    from yimen.domains.monitoring.comparing.reading import Rows

COMPARISONS = "monitoring.compare"
"""The job."""
DUTY = "compare"


@transaction.atomic
def start_comparison(*, month: Month, by: Actor, is_deferred: bool = True) -> Comparison:
    """Every award holder of the county against the newest version of every set that a rule reads."""
    require(by, Permission.COMPARISON_RUN, by.region)
    if by.region.level is not RegionLevel.COUNTY:
        raise ComparisonInvalidError("发放前比对由县级岗位发起。")
    today = timezone.localdate()
    if month not in (Month.of(today), Month.of(today).next()):
        raise ComparisonInvalidError("只能比对本月或下月发放的对象。")
    _refuse_second(by.region)
    loads = {key: load for key, load in current_loads(by.region).items() if key in sets_compared()}
    if not loads:
        raise ComparisonInvalidError("还没有可用的部门数据，请先装载。")
    count = awards.count_holders(month, by.region, is_keyed=True)
    shards = ranges_for([load.shards for load in loads.values()], count)
    comparison = Comparison.objects.create(
        region=str(by.region),
        month=month.first,
        number=_next_number(by.region, month),
        on=today,
        shards=shards,
        run=start_run(COMPARISONS, total=shards, by=by),
        started_user_id=by.user_id,
        started_post_id=by.post_id,
        started_by=by.staff_name,
        unkeyed=awards.count_holders(month, by.region, is_keyed=False),
    )
    ComparedSet.objects.bulk_create(
        ComparedSet(
            region=comparison.region,
            comparison=comparison,
            load=load,
            set_key=key,
            version=load.version,
            as_of=load.as_of,
        )
        for key, load in loads.items()
    )
    _record("comparison:start", comparison, by, {key: load.version for key, load in loads.items()})
    if is_deferred:
        defer(COMPARISONS, comparison=comparison.id)
    return comparison


@transaction.atomic
def cancel_comparison(*, comparison_id: UUID, by: Actor) -> Comparison:
    """It stops before the next range; what was found stays."""
    comparison = access_comparison(comparison_id, Permission.COMPARISON_RUN, by=by, is_changed=True)
    if comparison.run.state != RunState.RUNNING or comparison.cancelled_at is not None:
        raise ComparisonInvalidError("这次比对没有在进行。")
    comparison.cancelled_at, comparison.cancelled_by = timezone.now(), by.staff_name
    comparison.save(update_fields=["cancelled_at", "cancelled_by"])
    fail_lost(comparison.run)
    _record("comparison:cancel", comparison, by, {})
    return comparison


@transaction.atomic
def resume_comparison(*, comparison_id: UUID, by: Actor, is_deferred: bool = True) -> Comparison:
    """From where it was stopped or broke off, with the versions it began with, by whoever takes it up."""
    comparison = access_comparison(comparison_id, Permission.COMPARISON_RUN, by=by, is_changed=True)
    if comparison.run.state != RunState.FAILED and not fail_lost(comparison.run):
        raise ComparisonInvalidError("这次比对正在进行或已经完成，不需要继续。")
    _refuse_second(RegionCode(comparison.region))
    comparison.cancelled_at, comparison.cancelled_by = None, ""
    comparison.save(update_fields=["cancelled_at", "cancelled_by"])
    take_up_again(comparison.run_id, by=by)
    _record("comparison:resume", comparison, by, {})
    if is_deferred:
        defer(COMPARISONS, comparison=comparison.id)
    return comparison


def run_comparison(comparison_id: UUID) -> None:
    """As whoever started it, under their post as it is now; a second attempt skips what is written."""
    with system_scope():
        comparison = Comparison.objects.get(id=comparison_id)
    by = starter_of(comparison.run_id, Permission.COMPARISON_RUN, comparison.region)
    compare_all(comparison_id, by=by)


def compare_all(comparison_id: UUID, *, by: Actor) -> None:
    """Range after range of keys; stopped by whoever stops it, without an error of the job."""
    from yimen.domains.monitoring.comparing.reading import Rows, SetVersion  # here: data frames

    with scoped(by.scope):
        comparison = Comparison.objects.get(id=comparison_id)
        read = ComparedSet.objects.filter(comparison=comparison).select_related("load")
        loads = {each.set_key: SetVersion(each.load_id, each.load.shards) for each in read}
    rows = Rows(loads)

    def write(part: Sequence[int]) -> bytes:
        return _write_part(comparison_id, part[0], rows, by)

    try:
        run_chunks(comparison.run_id, by.scope, _parts(comparison.shards), write)
    except ComparisonCancelledError:
        return


def _parts(count: int) -> Iterator[Sequence[int]]:
    return ([number] for number in range(count))


def _write_part(comparison_id: UUID, number: int, rows: "Rows", by: Actor) -> bytes:
    from yimen.domains.monitoring.comparing.conditions import Asked  # here: as above
    from yimen.domains.monitoring.comparing.kernel import compare, holders_frame

    comparison = Comparison.objects.select_for_update().get(id=comparison_id)
    if comparison.cancelled_at is not None:
        raise ComparisonCancelledError("比对已由%(who)s停止。", who=comparison.cancelled_by)
    month, region = Month.of(comparison.month), RegionCode(comparison.region)
    holders = holders_of(month, region, key_range(number, comparison.shards))
    if not holders:
        return sha256(b"").digest()
    frame = holders_frame(rows_of(holders, comparison.on))
    asked = Asked(comparison.on)
    found = compare(frame, rows.within(number, comparison.shards), asked)
    written = write_findings(comparison, found, holders, by=by)
    refused = see_refused(comparison, holders, by)
    _log(comparison, holders, by)
    Comparison.objects.filter(id=comparison.id).update(
        people=F("people") + len(holders),
        differences=F("differences") + written.opened + written.known + refused,
        opened=F("opened") + written.opened,
        known=F("known") + written.known + refused,
    )
    return written.digest


def _log(comparison: Comparison, holders: Sequence[Holder], by: Actor) -> None:
    """One entry for each person looked at, under the duty of the comparison."""
    deed = Deed(QueryAct.COMPARE, comparison.region, Purpose.COMPARISON)
    ground = Ground(GroundKind.DUTY, duty=DUTY)
    log_deed(deed, {holder.person_id: ground for holder in holders}, by=by)


def _refuse_second(region: RegionCode) -> None:
    begin_alone(COMPARISONS, str(region))
    rows = Comparison.objects.filter(region__gte=region.lo, region__lt=region.hi, cancelled_at__isnull=True)
    running = rows.filter(run__state=RunState.RUNNING).select_related("run")
    if any(not fail_lost(each.run) for each in running):
        raise ComparisonInvalidError("本县有一次比对正在进行，请等它完成或先停止。")


def _next_number(region: RegionCode, month: Month) -> int:
    rows = Comparison.objects.filter(region=str(region), month=month.first)
    return int(rows.aggregate(last=Max("number"))["last"] or 0) + 1


def _record(action: str, comparison: Comparison, by: Actor, changes: dict[str, object]) -> None:
    audit.record(
        action, kind="comparison", subject=comparison.id, region=comparison.region, by=by, changes=changes
    )
