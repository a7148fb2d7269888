"""Data for scenarios: only what signatures open, fixed when it begins, whole however often it breaks off."""

import random

import pytest
from tests.support.cast import acting
from tests.support.killing import is_killed_at
from tests.support.process import MONDAY, family_of_three, on
from tests.support.reviewing import LATER

from yimen.domains.awards import queries as awards
from yimen.domains.library.types.scenarios import Effect
from yimen.domains.monitoring.actions import scenarios, snapshots
from yimen.domains.monitoring.errors import ScenarioNotFoundError, SnapshotRefusedError
from yimen.domains.monitoring.models import Scenario, ScenarioHousehold, Snapshot
from yimen.domains.monitoring.queries import scenarios as queries
from yimen.domains.monitoring.queries.snapshots import duty_of_snapshots, newest_snapshot
from yimen.domains.verification.models import Authorisation, QueryEntry
from yimen.foundation.jobs.models import Run, RunState
from yimen.foundation.jobs.runs import LOST_AFTER

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("R-POL-7")]
RAISED = {"changes": [{"name": "dibao_standard", "value": "900"}]}


@pytest.fixture
def planner(review, settings, tmp_path):
    """The county's reviewer, some months after a family was granted dibao; no data are made yet."""
    settings.YIMEN_FILES = tmp_path / "files"
    with on(LATER):
        yield review.cast.county_reviewer


@pytest.fixture
def two_families(planner, review, monkeypatch):
    """A second one, and a shard for each."""
    monkeypatch.setattr(snapshots, "SHARD", 1)
    with on(MONDAY):
        family_of_three(review.cast, "简").to_posted()
    return planner


def _begun(by):
    with acting(by):
        return snapshots.make_snapshot(by=by, is_deferred=False)


def _made(by):
    made = _begun(by)
    snapshots.fill_snapshot(made.id, by=by)
    with acting(by):
        return Snapshot.objects.select_related("run").get(id=made.id)


def _lost(run):
    Run.objects.filter(id=run.id).update(started_at=run.started_at - LOST_AFTER, beat_at=None)


def _digests(by, snapshot):
    with acting(by):
        return [
            bytes(digest) for digest in snapshot.parts.order_by("number").values_list("digest", flat=True)
        ]


def _revoke(by, case_id):
    with acting(by):
        rows = Authorisation.objects.filter(case_id=case_id, revoked_at=None)
        return rows.update(revoked_at="2026-09-20T00:00:00Z", revoked_reason="本人撤回")


def test_what_is_read_stands_in_the_log_with_signatures_and_the_duty(planner, review):
    snapshot = _made(planner)
    assert (snapshot.taken, snapshot.unsigned, snapshot.obligors_unsigned) == (1, 0, 0)
    assert snapshot.duty == "estimate" and duty_of_snapshots().article == "社会救助法 第六条"
    with acting(planner):
        entries = QueryEntry.objects.filter(act="estimate")
        assert {entry.person_id for entry in entries} >= set(review.walk.adults)
        assert {(entry.purpose, entry.ground, entry.outcome) for entry in entries} == {
            ("estimate", "authorisation", "done")
        }


def test_without_a_signature_that_stands_no_file_is_read(planner, review, monkeypatch):
    read = []
    files_of = awards.files_of

    def watched(ids, until):
        read.extend(ids)
        return files_of(ids, until)

    monkeypatch.setattr(awards, "files_of", watched)
    assert _revoke(planner, review.walk.case_id)
    snapshot = _made(planner)
    assert (snapshot.taken, snapshot.unsigned, read) == (0, 1, [])
    with acting(planner):
        assert newest_snapshot(planner.region) is None
        refused = QueryEntry.objects.filter(act="estimate")
        assert {(one.outcome, one.refusal) for one in refused} == {("refused", "authorisation_missing")}
        assert {one.person_id for one in refused} >= set(review.walk.adults)


def test_a_familys_signature_opens_nobody_elses_means(planner, monkeypatch):
    monkeypatch.setattr(snapshots, "_obligors", lambda inputs: 1)
    snapshot = _made(planner)
    assert (snapshot.taken, snapshot.unsigned, snapshot.obligors_unsigned) == (0, 0, 1)
    with acting(planner):
        assert QueryEntry.objects.filter(act="estimate", person_id=None, outcome="refused").count() == 1


def test_obligors_are_counted_only_where_they_are_told_of():
    told: list[dict[str, object]] = [{}, {"obligors": "unknown"}, {"obligors": [{}, {}]}]
    assert [snapshots._obligors(each) for each in told] == [0, 0, 2]


def test_resumed_it_is_as_if_it_had_never_been_stopped(two_families, review):
    by = two_families
    whole = _digests(by, _made(by))
    with acting(by):
        assert newest_snapshot(by.region).taken == len(whole) == 2
    begun = _begun(by)
    with acting(by):
        snapshots.cancel_snapshot(snapshot_id=begun.id, by=by)
    snapshots.fill_snapshot(begun.id, by=by)
    with on(MONDAY):
        family_of_three(review.cast, "温").to_posted()  # determined only after it was begun
    other = review.cast.county_confirmer
    with acting(by):
        with pytest.raises(SnapshotRefusedError):
            snapshots.cancel_snapshot(snapshot_id=begun.id, by=by)
        snapshots.resume_snapshot(snapshot_id=begun.id, by=by, is_deferred=False)
        with pytest.raises(SnapshotRefusedError):
            snapshots.resume_snapshot(snapshot_id=begun.id, by=by, is_deferred=False)
    snapshots.run_snapshot(begun.id)
    assert _digests(by, begun) == whole
    with acting(by):
        assert [part.whom for part in begun.parts.all()] == [[], []]
    with acting(other), pytest.raises(ScenarioNotFoundError):
        snapshots.cancel_snapshot(snapshot_id=other.user_id, by=other)


def test_what_was_taken_back_meanwhile_stays_unread(two_families, review):
    begun = _begun(two_families)
    _revoke(two_families, review.walk.case_id)
    snapshots.run_snapshot(begun.id)
    with acting(two_families):
        done = Snapshot.objects.get(id=begun.id)
        assert (done.taken, done.unsigned, done.run.done) == (1, 1, 2)
        assert sorted(part.households for part in done.parts.all()) == [0, 1]
        scenario = scenarios.start_scenario(title="a", written=RAISED, by=two_families, is_deferred=False)
    scenarios.run_scenario(scenario.id)
    with acting(two_families):
        assert queries.results_of(queries.get_scenario(scenario.id, by=two_families)) is not None


def test_one_that_died_is_in_nobodys_way_and_goes_on_with_whoever_takes_it_up(planner, review):
    begun = _begun(planner)
    with pytest.raises(SnapshotRefusedError, match="正在制作"):
        _begun(planner)
    _lost(begun.run)
    second = _begun(planner)
    _lost(second.run)
    with acting(planner), pytest.raises(SnapshotRefusedError, match="更新的一版"):
        snapshots.resume_snapshot(snapshot_id=begun.id, by=planner, is_deferred=False)
    with acting(planner):
        snapshots.cancel_snapshot(snapshot_id=second.id, by=planner)
        assert Run.objects.get(id=second.run_id).state == RunState.FAILED
        Run.objects.filter(id=second.run_id).update(user_id=begun.id)  # who began it is gone
        snapshots.resume_snapshot(snapshot_id=second.id, by=planner, is_deferred=False)
    snapshots.run_snapshot(second.id)
    with acting(planner):
        assert newest_snapshot(planner.region) == second


def test_a_scenario_that_died_is_stopped_and_taken_up(planner):
    _made(planner)
    with acting(planner):
        begun = scenarios.start_scenario(title="a", written=RAISED, by=planner, is_deferred=False)
    _lost(begun.run)
    with acting(planner):
        scenarios.cancel_scenario(scenario_id=begun.id, by=planner)
        assert Run.objects.get(id=begun.run_id).state == RunState.FAILED
        scenarios.resume_scenario(scenario_id=begun.id, by=planner, is_deferred=False)
    _lost(begun.run)
    with acting(planner):
        scenarios.resume_scenario(scenario_id=begun.id, by=planner, is_deferred=False)
    scenarios.run_scenario(begun.id)
    with acting(planner):
        assert queries.get_scenario(begun.id, by=planner).run.state == RunState.DONE


def _killed_twice(work, subject):
    """At points that chance chooses, the second further on."""
    first = random.Random(str(subject)).randint(8, 22)
    assert is_killed_at(first, work, subject)
    is_killed_at(first + 10, work, subject)


@pytest.mark.django_db(transaction=True)
def test_killed_again_and_again_nothing_is_lost_or_doubled(two_families):
    by, actions = two_families, "yimen.domains.monitoring.actions"
    begun = _begun(by)
    _killed_twice(f"{actions}.snapshots.run_snapshot", begun.id)
    snapshots.run_snapshot(begun.id)
    with acting(by):
        done = Snapshot.objects.select_related("run").get(id=begun.id)
        assert (done.run.state, done.run.done, done.taken) == (RunState.DONE, 2, 2)
        read = QueryEntry.objects.filter(act="estimate").values_list("person_id", flat=True)
        assert len(read) == len(set(read)) == 6
    assert _digests(by, done) == _digests(by, _made(by))
    with acting(by):
        scenario = scenarios.start_scenario(title="a", written=RAISED, by=by, is_deferred=False)
        calm = scenarios.start_scenario(title="b", written=RAISED, by=by, is_deferred=False)
    _killed_twice(f"{actions}.scenarios.run_scenario", scenario.id)
    for each in (scenario, calm):
        scenarios.run_scenario(each.id)
    with acting(by):
        shown = [Scenario.objects.get(id=each.id) for each in (scenario, calm)]
        assert shown[0].figures == shown[1].figures and shown[0].run.done == 2
        assert queries.results_of(shown[0]).effects[Effect.GAINS] >= 1
        counts = [ScenarioHousehold.objects.filter(scenario=each).count() for each in shown]
        assert counts[0] == counts[1] > 0
