"""A scenario that has become law: whoever it concerns and receives something is called for review, once."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from yimen.domains.cases import actions as cases
from yimen.domains.monitoring.actions.starters import starter_of
from yimen.domains.monitoring.errors import ScenarioInvalidError
from yimen.domains.monitoring.models import Scenario
from yimen.domains.monitoring.permissions import access_scenario
from yimen.domains.monitoring.queries.scenarios import to_be_called
from yimen.domains.network.permissions import Permission
from yimen.domains.network.types import Actor
from yimen.foundation import audit
from yimen.foundation.database.scope import scoped, system_scope
from yimen.foundation.jobs.models import RunState
from yimen.foundation.jobs.queue import defer
from yimen.foundation.jobs.runs import fail_lost, run_chunks, start_run

CALLS = "monitoring.call_for_reviews"
"""The job."""
CHUNK = 100


@transaction.atomic
def start_calls(
    *, scenario_id: UUID, ground: str, due_on: date, by: Actor, is_deferred: bool = True
) -> Scenario:
    """Whose award a real change touches is reviewed by a day; `ground` is the document that changed it."""
    scenario = access_scenario(scenario_id, Permission.SCENARIO_CALL, by=by, is_changed=True)
    if scenario.figures is None:
        raise ScenarioInvalidError("测算还没有完成。")
    before = scenario.calls_run
    if before is not None and before.state != RunState.FAILED and not fail_lost(before):
        raise ScenarioInvalidError("这次测算涉及的家庭已经列入核查。")
    if due_on <= timezone.localdate() or not ground.strip():
        raise ScenarioInvalidError("请写明依据的文号，核查期限须在今天以后。")
    total = to_be_called(scenario, is_again=True).count()
    if not total:
        raise ScenarioInvalidError("没有需要列入核查的家庭。")
    scenario.calls_run, scenario.calls_ground = start_run(CALLS, total=total, by=by), ground.strip()
    scenario.calls_due_on, scenario.calls_by = due_on, by.staff_name
    scenario.calls_user_id, scenario.calls_post_id = by.user_id, by.post_id
    scenario.save()
    audit.record(
        "scenario:call",
        kind="scenario",
        subject=scenario.id,
        region=scenario.region,
        by=by,
        changes={"ground": scenario.calls_ground, "due_on": due_on.isoformat(), "households": total},
    )
    if is_deferred:
        defer(CALLS, scenario=scenario.id)
    return scenario


def run_calls(scenario_id: UUID) -> None:
    """As whoever called them, under their post as it is now."""
    with system_scope():
        scenario = Scenario.objects.get(id=scenario_id)
    assert scenario.calls_run_id is not None  # it was started
    call_all(scenario_id, by=starter_of(scenario.calls_run_id, Permission.SCENARIO_CALL, scenario.region))


def call_all(scenario_id: UUID, *, by: Actor) -> None:
    """A hundred households in a transaction; who was called before is not called again."""
    with scoped(by.scope):
        scenario = Scenario.objects.get(id=scenario_id)
        every = to_be_called(scenario, is_again=True).values_list("household_id", flat=True)
        found = list(every.order_by("household_id"))
    assert scenario.calls_run_id is not None  # it was started
    chunks = [found[at : at + CHUNK] for at in range(0, len(found), CHUNK)]
    run_chunks(scenario.calls_run_id, by.scope, chunks, lambda ids: _call(scenario, ids, by))


def _call(scenario: Scenario, ids: Sequence[UUID], by: Actor) -> bytes:
    assert scenario.calls_due_on is not None  # it was started
    rows = to_be_called(scenario).filter(household_id__in=ids)
    for household_id in rows.values_list("household_id", flat=True):
        cases.call_for_review(
            household_id=household_id, ground=scenario.calls_ground, due_on=scenario.calls_due_on, by=by
        )
    rows.update(asked_at=timezone.now())
    return b"".join(household_id.bytes for household_id in ids)
