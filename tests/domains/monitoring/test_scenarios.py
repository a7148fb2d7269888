"""Scenarios of a county: on sealed data without names, worked out by a job, stopped, shared, made law."""

from datetime import timedelta

import pytest
from django.utils import timezone
from tests.support.cast import acting
from tests.support.process import on
from tests.support.reviewing import LATER

from yimen.domains.awards.models import Award
from yimen.domains.library.types.scenarios import Effect
from yimen.domains.monitoring.actions import calls, entering, scenarios, snapshots
from yimen.domains.monitoring.errors import ScenarioInvalidError, ScenarioNotFoundError, SnapshotRefusedError
from yimen.domains.monitoring.models import Lead, Scenario, ScenarioHousehold, Snapshot
from yimen.domains.monitoring.queries import leads
from yimen.domains.monitoring.queries import scenarios as queries
from yimen.domains.monitoring.sealing import write_shard
from yimen.domains.network.errors import NotPermittedError
from yimen.domains.verification.models import Authorisation
from yimen.domains.worklist.models import WorkItem
from yimen.domains.worklist.types import WorkKind
from yimen.foundation.encryption import TamperedError
from yimen.foundation.jobs.models import Run, RunState
from yimen.foundation.jobs.runs import get_run
from yimen.kernel import Money, Programme
from yimen.rulebook.household_file import HouseholdFileError

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("R-POL-7")]
RAISED = {"changes": [{"name": "dibao_standard", "value": "900"}]}
LOWERED = {"changes": [{"name": "dibao_standard", "value": "100"}, {"name": "margin_ratio", "value": "1"}]}


@pytest.fixture
def planner(review, settings, tmp_path):
    """The county's reviewer, some months after a family was granted dibao; the snapshot is made."""
    settings.YIMEN_FILES = tmp_path / "files"
    with on(LATER):
        by = review.cast.county_reviewer
        with acting(by):
            made = snapshots.make_snapshot(by=by, is_deferred=False)
        snapshots.fill_snapshot(made.id, by=by)
        yield by


def _worked_out(by, written=RAISED, title="提高低保标准"):
    with acting(by):
        made = scenarios.start_scenario(title=title, written=written, by=by, is_deferred=False)
    scenarios.work_out(made.id, by=by)
    with acting(by):
        return queries.get_scenario(made.id, by=by)


def test_who_receives_more_and_what_it_costs_stands_in_figures_and_list(planner, review):
    scenario = _worked_out(planner)
    with acting(planner):
        results = queries.results_of(scenario)
        (line,) = queries.affected_lines(list(queries.households_of_scenario(scenario, by=planner)))
    assert results.effects[Effect.GAINS] == 1
    assert line.row.household_id == review.walk.household_id and line.head
    assert results.more == Money(line.row.change_fen * 12) > Money(0)
    (programme,) = [row for row in results.programmes if row.figures["gain"]]
    assert (programme.programme, programme.more) == (Programme.DIBAO, Money(line.row.change_fen))
    assert sum(row.figures["households"] for row in results.towns) == 1
    assert [month.more for month in results.months] == [Money(line.row.change_fen)] * 12


def test_a_snapshot_names_nobody_and_is_sealed(planner, settings):
    with acting(planner):
        part = Snapshot.objects.get().parts.get()
    for path in settings.YIMEN_FILES.rglob("*-*"):
        assert b"PAR1" not in path.read_bytes()
    path = next(settings.YIMEN_FILES.rglob("0000-0"))
    path.write_bytes(path.read_bytes()[:-1] + b"x")
    with pytest.raises(TamperedError):
        _worked_out(planner)
    assert part.households == 1


def test_a_newer_snapshot_takes_the_place_of_the_older(planner, settings, django_capture_on_commit_callbacks):
    with acting(planner):
        made = snapshots.make_snapshot(by=planner, is_deferred=False)
    with django_capture_on_commit_callbacks(execute=True):
        snapshots.fill_snapshot(made.id, by=planner)
    with acting(planner):
        assert [each.parts.count() for each in Snapshot.objects.order_by("version")] == [0, 1]
    folder = settings.YIMEN_FILES / "snapshots"
    assert [path.name for path in folder.iterdir()] == [made.id.hex]
    with acting(planner):
        first = Snapshot.objects.get(version=1)
        write_shard(first.id, 0, [b"left by a process that was killed before it swept"])
        last = snapshots.make_snapshot(by=planner, is_deferred=False)
    with django_capture_on_commit_callbacks(execute=True):
        snapshots.fill_snapshot(last.id, by=planner)
    assert [path.name for path in folder.iterdir()] == [last.id.hex]


def test_stopped_it_goes_on_from_where_it_was_and_counts_nobody_twice(planner):
    with acting(planner):
        made = scenarios.start_scenario(title="a", written=RAISED, by=planner, is_deferred=False)
        scenarios.cancel_scenario(scenario_id=made.id, by=planner)
    scenarios.work_out(made.id, by=planner)
    with acting(planner):
        assert queries.get_scenario(made.id, by=planner).run.error_code == "scenario_cancelled"
        scenarios.resume_scenario(scenario_id=made.id, by=planner, is_deferred=False)
    for _ in range(2):
        scenarios.work_out(made.id, by=planner)
    with acting(planner):
        scenario = queries.get_scenario(made.id, by=planner)
        assert scenario.run.state == RunState.DONE and scenario.households.count() == 1
        assert queries.results_of(scenario).effects[Effect.GAINS] == 1


def test_a_scenario_is_ones_own_until_it_is_shared(planner, review):
    scenario, other = _worked_out(planner), review.cast.county_confirmer
    with acting(other):
        assert not queries.scenarios_of(by=other).exists()
        with pytest.raises(ScenarioNotFoundError):
            queries.get_scenario(scenario.id, by=other)
    with acting(planner):
        scenarios.share_scenario(scenario_id=scenario.id, by=planner)
    with acting(other):
        assert queries.scenarios_of(by=other).get() == scenario
        with pytest.raises(ScenarioInvalidError):
            scenarios.share_scenario(scenario_id=scenario.id, by=other)


def test_made_law_it_calls_whom_it_touches_for_review_once(planner, review):
    scenario = _worked_out(planner, LOWERED)
    due_on = LATER + timedelta(days=60)
    with acting(planner):
        (town,) = queries.foreseen_calls(scenario, by=planner)
        assert (town.affected, town.holding) == (1, 1)
        with pytest.raises(ScenarioInvalidError):
            calls.start_calls(scenario_id=scenario.id, ground=" ", due_on=due_on, by=planner)
        calls.start_calls(
            scenario_id=scenario.id, ground="平府〔2026〕9号", due_on=due_on, by=planner, is_deferred=False
        )
    for _ in range(2):
        calls.call_all(scenario.id, by=planner)
    with acting(review.cast.town_handler):
        item = WorkItem.objects.get(kind=WorkKind.REVIEW, subject_id=review.walk.household_id)
        assert item.due_on == due_on
    with acting(planner):
        assert ScenarioHousehold.objects.get().asked_at is not None
        with pytest.raises(ScenarioInvalidError):
            calls.start_calls(scenario_id=scenario.id, ground="x", due_on=due_on, by=planner)
    review.open_planned()
    with acting(review.cast.town_handler):
        assert not WorkItem.objects.filter(subject_id=review.walk.household_id, done_at=None).exists()


def test_calls_that_broke_off_are_started_again_for_all_and_call_nobody_twice(planner, review):
    scenario = _worked_out(planner, LOWERED)
    asked = {"scenario_id": scenario.id, "due_on": LATER + timedelta(days=60), "by": planner}
    with acting(planner):
        started = calls.start_calls(ground="平府〔2026〕9号", is_deferred=False, **asked)
    calls.call_all(scenario.id, by=planner)
    Run.objects.filter(id=started.calls_run_id).update(state=RunState.FAILED)
    with acting(review.cast.town_handler):
        items = WorkItem.objects.filter(kind=WorkKind.REVIEW, subject_id=review.walk.household_id)
        items.update(done_at=timezone.now())
        before = items.count()
    with acting(planner):
        again = calls.start_calls(ground="平府〔2026〕9号", is_deferred=False, **asked)
    calls.call_all(scenario.id, by=planner)
    run = get_run(again.calls_run_id)
    assert (run.state, run.done, run.total) == (RunState.DONE, 1, 1)
    with acting(review.cast.town_handler):
        assert items.count() == before == 1


def test_who_may_and_what_is_refused(planner, review):
    town = review.cast.town_reviewer
    with acting(town):
        for refused in (
            lambda: scenarios.start_scenario(title="a", written=RAISED, by=town),
            lambda: snapshots.make_snapshot(by=town),
            lambda: queries.scenarios_of(by=town),
        ):
            with pytest.raises(NotPermittedError):
                refused()
    with acting(planner):
        with pytest.raises(HouseholdFileError):
            scenarios.start_scenario(title="a", written={"changes": [{"name": "no"}]}, by=planner)
        with pytest.raises(ScenarioInvalidError):
            scenarios.start_scenario(title=" ", written=RAISED, by=planner)
        elsewhere = {"changes": [{"name": "dibao_standard", "value": "1", "region": "350526000000"}]}
        with pytest.raises(HouseholdFileError):
            scenarios.start_scenario(title="a", written=elsewhere, by=planner)
        assert not Scenario.objects.exists()


def test_a_county_where_nobody_was_determined_has_nothing_to_work_on(cast):
    by = cast.county_reviewer
    with acting(by):
        with pytest.raises(SnapshotRefusedError):
            snapshots.make_snapshot(by=by)
        with pytest.raises(ScenarioInvalidError):
            scenarios.start_scenario(title="a", written=RAISED, by=by)


def _left_without_awards(review, by):
    """The family is known and determined, and receives nothing: its award has ended."""
    with acting(by):
        Award.objects.filter(household_id=review.walk.household_id).update(until_month="2026-09-01")


def test_whom_a_change_would_let_in_is_visited_once_for_the_same_facts(planner, review):
    lets_in = {"changes": [{"name": "dibao_standard", "value": "2000"}]}
    scenario, other = _worked_out(planner, lets_in), _worked_out(planner, lets_in, title="同样的改动")
    with acting(planner), pytest.raises(ScenarioInvalidError, match="没有需要派发"):
        entering.start_leads(scenario_id=scenario.id, by=planner)
    with acting(planner):
        ScenarioHousehold.objects.update(effect=Effect.ENTERS, before_fen=0, before=[])
    _left_without_awards(review, planner)
    for each in (scenario, other):
        with acting(planner):
            entering.start_leads(scenario_id=each.id, by=planner, is_deferred=False)
        entering.run_leads(each.id)
    with acting(planner):
        lead = Lead.objects.get()
        assert (lead.scenario_id, lead.household_id) == (scenario.id, review.walk.household_id)
        assert (lead.source, lead.rule, lead.programmes) == ("scenario", "would_enter", ["dibao"])
        assert get_run(Scenario.objects.get(id=other.id).leads_run_id).done == 1
        with pytest.raises(ScenarioInvalidError, match="已经派发"):
            entering.start_leads(scenario_id=scenario.id, by=planner)
    with acting(review.cast.village_assistant):
        assert WorkItem.objects.filter(kind=WorkKind.LEAD_VISIT, subject_id=lead.id).exists()
        assert "政策调整后可能符合" in leads.asked_of(lead)


def test_no_lead_of_a_family_that_took_its_signature_back(planner, review):
    scenario = _worked_out(planner, {"changes": [{"name": "dibao_standard", "value": "2000"}]})
    with acting(planner):
        ScenarioHousehold.objects.update(effect=Effect.ENTERS, before_fen=0, before=[])
        Authorisation.objects.update(revoked_at="2026-09-20T00:00:00Z", revoked_reason="本人撤回")
    _left_without_awards(review, planner)
    with acting(planner):
        entering.start_leads(scenario_id=scenario.id, by=planner, is_deferred=False)
    entering.run_leads(scenario.id)
    with acting(planner):
        assert not Lead.objects.exists()
