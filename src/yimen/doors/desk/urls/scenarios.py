"""What if."""

from django.urls import path

from ..views import scenario_compare, scenario_households, scenarios, snapshots

urlpatterns = [
    path("scenarios", scenarios.scenarios, name="scenarios"),
    path("scenarios/export", scenarios.export, name="scenarios-export"),
    path("scenarios/snapshot", snapshots.make, name="scenario-snapshot"),
    path("scenarios/snapshots/<uuid:snapshot_id>/cancel", snapshots.cancel, name="scenario-snapshot-cancel"),
    path("scenarios/snapshots/<uuid:snapshot_id>/resume", snapshots.resume, name="scenario-snapshot-resume"),
    path("scenarios/begin", scenarios.begin, name="scenario-begin"),
    path(
        "scenarios/households/export",
        scenario_households.export,
        name="scenario-households-export",
    ),
    path("scenarios/<uuid:scenario_id>", scenarios.scenario, name="scenario"),
    path("scenarios/<uuid:scenario_id>/cancel", scenarios.cancel, name="scenario-cancel"),
    path("scenarios/<uuid:scenario_id>/resume", scenarios.resume, name="scenario-resume"),
    path("scenarios/<uuid:scenario_id>/share", scenarios.share, name="scenario-share"),
    path("scenarios/<uuid:scenario_id>/compare", scenario_compare.compare, name="scenario-compare"),
    path(
        "scenarios/<uuid:scenario_id>/households", scenario_households.households, name="scenario-households"
    ),
    path("scenarios/<uuid:scenario_id>/call", scenario_households.call, name="scenario-call"),
    path("scenarios/<uuid:scenario_id>/leads", scenario_households.leads, name="scenario-leads"),
]
