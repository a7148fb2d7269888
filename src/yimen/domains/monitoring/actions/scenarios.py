"""A scenario: checked, worked out over the newest snapshot by a job, stopped, taken up again, shared.

Every shard is one transaction with its chunk of the run, so that whatever is killed leaves it whole or not
begun. Nothing here changes what anybody receives.
"""

from collections.abc import Iterator, Sequence
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from yimen.domains.library import queries as library
from yimen.domains.library.types.scenarios import Affected, Figures
from yimen.domains.library.types.scenarios import Scenario as Content
from yimen.domains.monitoring.actions.starters import starter_of
from yimen.domains.monitoring.errors import ScenarioCancelledError, ScenarioInvalidError
from yimen.domains.monitoring.models import Scenario, ScenarioHousehold, ScenarioPart, SnapshotPart
from yimen.domains.monitoring.permissions import access_scenario
from yimen.domains.monitoring.queries.snapshots import newest_snapshot
from yimen.domains.monitoring.sealing import read_shard
from yimen.domains.network.permissions import Permission, require
from yimen.domains.network.types import Actor
from yimen.foundation import audit
from yimen.foundation.database.scope import scoped, system_scope
from yimen.foundation.jobs.models import RunState
from yimen.foundation.jobs.queue import defer
from yimen.foundation.jobs.runs import fail_lost, run_chunks, start_run, take_up_again
from yimen.kernel import Month, RegionCode

SCENARIOS = "monitoring.run_scenario"
"""The job."""


@transaction.atomic
def start_scenario(*, title: str, written: object, by: Actor, is_deferred: bool = True) -> Scenario:
    """Refuses, with every problem at once, what is no parameter, no amount, no month or no place of ours."""
    require(by, Permission.SCENARIO_RUN, by.region)
    if not title.strip():
        raise ScenarioInvalidError("请给这次测算起一个名称。")
    snapshot = newest_snapshot(by.region)
    if snapshot is None:
        raise ScenarioInvalidError("还没有可用的测算数据，请先制作。")
    content = library.read_scenario(written, region=by.region, month=Month.of(snapshot.month))
    total = sum(snapshot.parts.values_list("households", flat=True))
    scenario = Scenario.objects.create(
        region=str(by.region),
        title=title.strip(),
        content=content.to_json(),
        snapshot=snapshot,
        run=start_run(SCENARIOS, total=total, by=by),
        rulebook_version=library.rulebook_version(),
        made_user_id=by.user_id,
        made_post_id=by.post_id,
        made_by=by.staff_name,
    )
    _record("scenario:start", scenario, by, {"content": scenario.content, "snapshot": snapshot.version})
    if is_deferred:
        defer(SCENARIOS, scenario=scenario.id)
    return scenario


@transaction.atomic
def cancel_scenario(*, scenario_id: UUID, by: Actor) -> Scenario:
    """It stops before the next shard; what was worked out stays."""
    scenario = access_scenario(scenario_id, Permission.SCENARIO_RUN, by=by, is_changed=True)
    if scenario.run.state != RunState.RUNNING or scenario.cancelled_at is not None:
        raise ScenarioInvalidError("这次测算没有在进行。")
    scenario.cancelled_at, scenario.cancelled_by = timezone.now(), by.staff_name
    scenario.save(update_fields=["cancelled_at", "cancelled_by"])
    fail_lost(scenario.run)
    _record("scenario:cancel", scenario, by, {})
    return scenario


@transaction.atomic
def resume_scenario(*, scenario_id: UUID, by: Actor, is_deferred: bool = True) -> Scenario:
    """From where it was stopped or broke off, on the data it began with, by whoever takes it up."""
    scenario = access_scenario(scenario_id, Permission.SCENARIO_RUN, by=by, is_changed=True)
    if scenario.run.state != RunState.FAILED and not fail_lost(scenario.run):
        raise ScenarioInvalidError("这次测算正在进行或已经完成，不需要继续。")
    if not scenario.snapshot.parts.exists():
        raise ScenarioInvalidError("它所用的测算数据已被新的代替，请重新测算。")
    scenario.cancelled_at, scenario.cancelled_by = None, ""
    scenario.save(update_fields=["cancelled_at", "cancelled_by"])
    take_up_again(scenario.run_id, by=by)
    _record("scenario:resume", scenario, by, {})
    if is_deferred:
        defer(SCENARIOS, scenario=scenario.id)
    return scenario


@transaction.atomic
def share_scenario(*, scenario_id: UUID, by: Actor) -> Scenario:
    """Everybody in the county who may look at scenarios sees it from now on; whoever made it decides."""
    scenario = access_scenario(scenario_id, Permission.SCENARIO_RUN, by=by, is_changed=True)
    if scenario.made_user_id != by.user_id or scenario.figures is None:
        raise ScenarioInvalidError("只有测算人可以共享自己已经完成的测算。")
    if scenario.shared_at is None:
        scenario.shared_at = timezone.now()
        scenario.save(update_fields=["shared_at"])
        _record("scenario:share", scenario, by, {})
    return scenario


def run_scenario(scenario_id: UUID) -> None:
    """As whoever started it or took it up, under their post now; a second attempt skips what is written."""
    with system_scope():
        scenario = Scenario.objects.get(id=scenario_id)
    work_out(scenario_id, by=starter_of(scenario.run_id, Permission.SCENARIO_RUN, scenario.region))


def work_out(scenario_id: UUID, *, by: Actor) -> None:
    """Shard after shard; stopped by whoever stops it, without an error of the job."""
    with scoped(by.scope):
        scenario = Scenario.objects.select_related("snapshot").get(id=scenario_id)
        parts = list(scenario.snapshot.parts.filter(households__gt=0).order_by("number"))
    first = Month.of(scenario.snapshot.month)
    content = library.read_scenario(scenario.content, region=RegionCode(scenario.region), month=first)

    def write(some: Sequence[SnapshotPart]) -> bytes:
        return _write_part(scenario, content, some[0], len(parts))

    try:
        run_chunks(scenario.run_id, by.scope, ([part] * part.households for part in parts), write)
    except ScenarioCancelledError:
        return


def _write_part(scenario: Scenario, content: Content, part: SnapshotPart, count: int) -> bytes:
    """The figures of a shard and its affected households; with the last shard, the figures of all."""
    if Scenario.objects.filter(id=scenario.id, cancelled_at__isnull=False).exists():
        raise ScenarioCancelledError("测算已被停止，可以从停下的地方继续。")
    digest = bytes(part.digest)
    *tables, base = read_shard(scenario.snapshot_id, part.number, part.sizes, digest)
    found = library.compare_files(tables, base, Month.of(scenario.snapshot.month), content)
    ScenarioHousehold.objects.bulk_create(_rows(scenario, found.affected), batch_size=1_000)
    figures = found.figures.to_json()
    ScenarioPart.objects.create(
        region=scenario.region, scenario=scenario, number=part.number, figures=figures
    )
    if scenario.parts.count() == count:
        _add_up(scenario)
    return digest


def _rows(scenario: Scenario, affected: Iterator[Affected]) -> Iterator[ScenarioHousehold]:
    for one in affected:
        yield ScenarioHousehold(
            region=one.region,
            scenario=scenario,
            household_id=UUID(bytes=one.ref),
            effect=one.effect,
            before_fen=one.before_fen,
            after_fen=one.after_fen,
            before=[programme.value for programme in one.before],
            after=[programme.value for programme in one.after],
            falls_fen=one.falls_fen,
        )


def _add_up(scenario: Scenario) -> None:
    whole = Figures()
    for figures in scenario.parts.order_by("number").values_list("figures", flat=True):
        whole.add(Figures.from_json(figures))
    Scenario.objects.filter(id=scenario.id).update(figures=whole.to_json())
    scenario.parts.all().delete()


def _record(action: str, scenario: Scenario, by: Actor, changes: dict[str, object]) -> None:
    audit.record(action, kind="scenario", subject=scenario.id, region=scenario.region, by=by, changes=changes)
