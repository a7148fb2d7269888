"""Comparisons of a county: what they open, what a second one leaves alone, what is held, who closes it."""

from contextlib import nullcontext
from datetime import date, timedelta

import pytest
from django.utils import timezone
from tests.support.cast import acting
from tests.support.killing import killed_at_random
from tests.support.process import on
from tests.support.reviewing import LATER

from yimen.domains.awards import queries as awards
from yimen.domains.awards.models import PaymentHold
from yimen.domains.awards.types import HoldReason
from yimen.domains.monitoring.actions import comparisons, findings
from yimen.domains.monitoring.errors import ComparisonInvalidError, FindingInvalidError
from yimen.domains.monitoring.models import ComparedSet, Comparison, Finding
from yimen.domains.monitoring.types.findings import FindingOutcome
from yimen.domains.network.errors import NotPermittedError
from yimen.domains.people.models import Person
from yimen.domains.verification.models import QueryEntry
from yimen.domains.worklist.models import WorkItem
from yimen.foundation.audit import SYSTEM
from yimen.foundation.database.scope import system_scope
from yimen.foundation.jobs.models import RunState
from yimen.kernel import Money, Month

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("R-CHK-4")]
DAY = timedelta(days=1)
DIED = {"died_on": str(LATER - 5 * DAY)}
CAR = {"plate": "粤M12345", "kind": "car", "registered_on": str(LATER - 90 * DAY), "state": "A"}
BOAT = {**CAR, "kind": "truck"}


def closed(county, finding, outcome=FindingOutcome.NO_CHANGE, by=None):
    by = by or county.cast.town_reviewer
    with acting(by):
        return findings.close_finding(
            finding_id=finding.id, outcome=outcome, because="入户看过，车已经卖掉", by=by
        )


def test_a_difference_opens_one_item_in_the_village_and_stops_no_money(county):
    county.told("vehicles", (county.head, CAR))
    done = county.compared()
    (finding,) = county.findings()
    assert (done.run.state, done.people, done.differences, done.opened) == (RunState.DONE, 3, 1, 1)
    assert (finding.rule, finding.person_id, finding.severity) == ("vehicle", county.head, "serious")
    assert county.head and "粤M12345" not in str(finding.evidence)
    with acting(county.cast.village_assistant):
        (item,) = WorkItem.objects.filter(subject_id=finding.id)
    assert (item.owner_station_id, item.due_on) == (county.cast.village_assistant.station_id, finding.due_on)
    with acting(county.cast.county_verifier):
        assert not PaymentHold.objects.exists()
        assert ComparedSet.objects.get().set_key == "vehicles"


def test_everybody_compared_stands_in_the_log_under_the_duty(county):
    county.told("vehicles", (county.head, CAR))
    county.compared()
    with acting(county.cast.county_confirmer):
        entries = QueryEntry.objects.filter(act="compare")
        assert set(entries.values_list("duty", flat=True)) == {"compare"}
        assert entries.count() == 3


def test_a_death_holds_that_persons_share_only(county):
    county.told("deaths", (county.spouse, DIED))
    county.compared()
    (finding,) = county.findings()
    with acting(county.cast.county_verifier):
        (hold,) = PaymentHold.objects.all()
    assert (hold.person_id, hold.reason, hold.cause_id) == (county.spouse, HoldReason.DEATH, finding.id)
    assert hold.since == date(2026, 10, 1), "what is due for the month of the death stays due"
    (award,) = county.review.in_force()
    assert Money(finding.effect_fen) == Money(award.amount.fen // 3)
    county.compared()
    with acting(county.cast.county_verifier):
        assert PaymentHold.objects.count() == 1


def test_a_share_stays_what_it_was_once_the_death_is_on_file(county):
    county.told("deaths", (county.spouse, DIED))
    county.compared()
    with acting(county.cast.town_handler):
        share = awards.held_amounts(PaymentHold.objects.all()).popitem()
        Person.objects.filter(id=county.spouse).update(died_on=LATER - 5 * DAY)
        assert awards.held_amounts(PaymentHold.objects.all()).popitem() == share


def test_a_hold_is_released_with_a_reason_by_who_may(county):
    county.told("deaths", (county.spouse, DIED))
    county.compared()
    (finding,) = county.findings()
    closed(county, finding, FindingOutcome.DATA_WRONG, county.cast.town_handler)
    for by, is_right in ((county.cast.town_handler, False), (county.cast.town_reviewer, True)):
        with acting(by), nullcontext() if is_right else pytest.raises(NotPermittedError):
            findings.release_hold(finding_id=finding.id, because="本人健在", by=by)
    with acting(county.cast.county_verifier):
        hold = PaymentHold.objects.get()
    assert (hold.settled_by, hold.released_by) == (
        county.cast.town_handler.staff_name,
        county.cast.town_reviewer.staff_name,
    )
    assert hold.settled_because.startswith("部门数据有误")


def reviewed(county, pays):
    """The finding's review, decided with what the household is paid from now on."""
    county.told("deaths", (county.spouse, DIED))
    county.compared()
    (finding,), by, review = county.findings(), county.cast.town_handler, county.review
    with acting(by):
        review.walk.case_id = findings.open_review(finding_id=finding.id, by=by).case_id
    assert ended(county) == 0, "nothing is decided yet"
    review.begin()
    review.look_into(60000)
    if pays < review.in_force()[0].amount:
        review.heard(pays)
    review.walk.opine(amount=pays, difference_reason="核实后本人健在，部门数据有误")
    review.walk.send()
    review.decide(pays, "核实后本人健在，部门数据有误")


def ended(county):
    with system_scope():
        return findings.end_holds(by=SYSTEM)


def test_a_decision_ends_what_waited_for_it(county):
    reviewed(county, county.review.in_force()[0].amount)
    assert (ended(county), ended(county)) == (1, 0)
    with acting(county.cast.county_verifier):
        hold = PaymentHold.objects.get()
    assert (hold.released_by, hold.released_because[:3]) == ("系统", "核查已")


def test_a_decision_to_pay_less_ends_it_in_the_first_month_of_less(county):
    reviewed(county, county.review.in_force()[0].amount - Money.yuan("10"))
    assert ended(county) == 0
    with on(LATER + 30 * DAY):
        assert ended(county) == 1


def test_a_second_comparison_says_the_same_and_reopens_nothing(county):
    county.told("vehicles", (county.head, CAR))
    county.compared()
    (finding,) = county.findings()
    closed(county, finding)
    again = county.compared()
    assert (again.differences, again.opened, again.known, again.number) == (1, 0, 1, 2)
    (still,) = county.findings()
    assert (still.outcome, still.last_seen_id) == (FindingOutcome.NO_CHANGE, again.id)


def test_other_evidence_is_another_finding_and_replaces_an_open_one(county):
    county.told("vehicles", (county.head, CAR), as_of=LATER - DAY)
    county.compared()
    county.told("vehicles", (county.head, BOAT))
    again = county.compared()
    old, new = county.findings()
    assert (old.outcome, new.outcome, again.opened) == (FindingOutcome.REPLACED, "", 1)
    with acting(county.cast.village_assistant):
        assert WorkItem.objects.get(kind="finding", done_at__isnull=True).subject_id == new.id


def test_a_review_is_opened_at_once_and_a_second_finding_joins_it(county):
    county.told("vehicles", (county.head, CAR), (county.spouse, CAR))
    county.compared()
    by, seen = county.cast.village_assistant, county.findings()
    with acting(by):
        first, second = (findings.open_review(finding_id=each.id, by=by) for each in seen)
    assert first.case_id == second.case_id
    assert {each.outcome for each in county.findings()} == {FindingOutcome.REVIEW_OPENED}
    with pytest.raises(FindingInvalidError), acting(by):
        findings.open_review(finding_id=first.id, by=by)


def test_wrong_data_are_told_to_their_owner(county):
    county.told("vehicles", (county.head, CAR))
    county.compared()
    (finding,) = county.findings()
    closed(county, finding, FindingOutcome.DATA_WRONG)
    by = county.cast.county_verifier
    with acting(by):
        assert WorkItem.objects.filter(kind="data_wrong", done_at__isnull=True).count() == 1
        told = findings.tell_department(finding_id=finding.id, how="函告车管所", by=by)
        assert told.told_at and not WorkItem.objects.filter(kind="data_wrong", done_at__isnull=True).exists()


def test_a_comparison_that_is_stopped_goes_on_where_it_was(county):
    county.told("vehicles", (county.head, CAR))
    begun, by = county.begun(), county.cast.county_verifier
    with acting(by):
        comparisons.cancel_comparison(comparison_id=begun.id, by=by)
    comparisons.compare_all(begun.id, by=by)
    with acting(by):
        assert Comparison.objects.get(id=begun.id).run.state == RunState.FAILED
        assert not Finding.objects.exists()
        comparisons.resume_comparison(comparison_id=begun.id, by=by, is_deferred=False)
    comparisons.compare_all(begun.id, by=by)
    with acting(by):
        done = Comparison.objects.get(id=begun.id)
    assert (done.run.state, done.run.done, done.opened) == (RunState.DONE, done.shards, 1)


def test_a_run_of_which_nothing_is_heard_goes_on_under_who_takes_it_up_or_gives_way(county):
    county.told("vehicles", (county.head, CAR))
    lost, by = county.begun(), county.cast.county_verifier
    with on(LATER + DAY), acting(by):
        taken = comparisons.resume_comparison(comparison_id=lost.id, by=by, is_deferred=False)
        assert (taken.run_id, Comparison.objects.get(id=lost.id).run.post_id) == (lost.run_id, by.post_id)
        with pytest.raises(ComparisonInvalidError, match="不需要继续"):
            comparisons.resume_comparison(comparison_id=lost.id, by=by, is_deferred=False)
    with on(LATER + 2 * DAY), acting(by):
        second = comparisons.start_comparison(month=Month.of(LATER), by=by, is_deferred=False)
        assert Comparison.objects.get(id=lost.id).run.state == RunState.FAILED
        comparisons.cancel_comparison(comparison_id=second.id, by=by)


def test_only_the_county_starts_one_and_only_one(county):
    with pytest.raises(ComparisonInvalidError, match="部门数据"):
        county.begun()
    county.told("vehicles", (county.head, CAR))
    county.begun()
    with pytest.raises(ComparisonInvalidError, match="正在进行"):
        county.begun()
    by = county.cast.town_handler
    with pytest.raises(NotPermittedError), acting(by):
        comparisons.start_comparison(month=None, by=by)


RUN = "yimen.domains.monitoring.actions.comparisons.run_comparison"
HEAVY = ("yimen.domains.monitoring.comparing.kernel", "yimen.domains.monitoring.comparing.reading")


@pytest.mark.django_db(transaction=True)
def test_killed_again_and_again_nothing_is_lost_or_doubled(county):
    county.told("vehicles", (county.head, CAR), (county.spouse, CAR))
    county.told("deaths", (county.spouse, DIED))
    begun, by = county.begun(), county.cast.county_verifier
    assert killed_at_random(RUN, begun.id, among=30_000, before=HEAVY) > 1
    with acting(by):
        before = Comparison.objects.select_related("run").get(id=begun.id)
        assert (before.run.state, before.opened) == (RunState.RUNNING, Finding.objects.count())
    comparisons.run_comparison(begun.id)
    with acting(by):
        done = Comparison.objects.get(id=begun.id)
        assert (done.run.state, done.run.done) == (RunState.DONE, done.shards)
        assert (done.people, done.opened, Finding.objects.count()) == (3, 3, 3)
        assert WorkItem.objects.filter(kind="finding").count() == 3
        assert QueryEntry.objects.filter(act="compare").count() == 3
        assert PaymentHold.objects.count() == 1
        assert timezone.localdate() == LATER
