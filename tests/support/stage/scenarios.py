"""A scenario of the county that is worked out and shared, over a snapshot of its families."""

from tests.support.cast import acting
from yimen.domains.monitoring.actions import scenarios, snapshots
from yimen.domains.monitoring.models import ScenarioPart

from .setting import Stage

RAISED = {"changes": [{"name": "dibao_standard", "value": "2000"}]}


def a_standard_is_raised(stage: Stage) -> None:
    """By the county's reviewer; everybody in the county who may look at scenarios sees it."""
    by = stage.cast.county_reviewer
    with acting(by):
        snapshot = snapshots.make_snapshot(by=by, is_deferred=False)
    snapshots.fill_snapshot(snapshot.id, by=by)
    with acting(by):
        made = scenarios.start_scenario(title="提高标准", written=RAISED, by=by, is_deferred=False)
    scenarios.work_out(made.id, by=by)
    with acting(by):
        scenarios.share_scenario(scenario_id=made.id, by=by)
        half = scenarios.start_scenario(title="算到一半", written=RAISED, by=by, is_deferred=False)
        ScenarioPart.objects.create(region=half.region, scenario=half, number=0, figures={})
    stage.objects |= {"scenario_id": made.id, "snapshot_id": snapshot.id}
