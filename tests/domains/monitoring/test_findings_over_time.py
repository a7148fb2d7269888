"""Findings over several comparisons: what comes back, what is no longer there, who lets held money go."""

import json
from datetime import timedelta

import pytest
from django.db import IntegrityError
from django.utils import timezone
from tests.support.cast import acting
from tests.support.reviewing import LATER

from yimen.domains.awards.errors import SecondPersonError
from yimen.domains.awards.models import PaymentHold
from yimen.domains.monitoring.actions import findings
from yimen.domains.monitoring.errors import FindingInvalidError
from yimen.domains.monitoring.models import Finding
from yimen.domains.monitoring.types.findings import FindingOutcome
from yimen.domains.network.errors import NotPermittedError
from yimen.domains.papers.models import OfficialDocument
from yimen.domains.people.models import Person
from yimen.domains.worklist.models import WorkItem

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("R-CHK-4")]
DAY = timedelta(days=1)
CAR = {"plate": "粤M12345", "kind": "car", "registered_on": str(LATER - 90 * DAY), "state": "A"}
LORRY = {**CAR, "kind": "truck"}
DIED = {"died_on": str(LATER - 5 * DAY)}
CREMATED = {"cremated_on": str(LATER - 4 * DAY), "funeral_home": "示例殡仪馆"}
ELSEWHERE = "441427000000"
"""Another county of the same city."""


def twice(programme="dibao", by=ELSEWHERE):
    return {"programme": programme, "paid_by": by, "paid_for": f"{LATER:%Y-%m}", "amount": "300"}


def again(county, set_key, *rows, days=0):
    """A newer version of a set and a comparison with it."""
    county.told(set_key, *rows, as_of=LATER + days * DAY if days < 0 else LATER)
    return county.compared()


def items(county, finding):
    with acting(county.cast.county_verifier):
        open_ones = WorkItem.objects.filter(subject_id=finding.id, done_at__isnull=True)
        return list(open_ones.order_by("kind").values_list("kind", "owner_role"))


def holds(county):
    with acting(county.cast.county_verifier):
        return list(PaymentHold.objects.order_by("placed_at", "id"))


def settled(county, finding, by, outcome=FindingOutcome.NO_CHANGE):
    with acting(by):
        return findings.close_finding(
            finding_id=finding.id, outcome=outcome, because="入户看过，人健在", by=by
        )


def released(finding, by):
    with acting(by):
        return findings.release_hold(finding_id=finding.id, because="核实健在，恢复发放", by=by)


def gone(finding, by):
    with acting(by):
        return findings.close_gone(finding_id=finding.id, by=by)


def in_order(county):
    with acting(county.cast.county_verifier):
        return list(Finding.objects.order_by("first_seen__number"))


def one(county, rule, person=None):
    (found,) = [each for each in in_order(county) if each.rule == rule and person in (None, each.person_id)]
    return found


def test_evidence_that_comes_back_stands_again(county):
    again(county, "vehicles", (county.head, CAR), days=-2)
    again(county, "vehicles", (county.head, LORRY), days=-1)
    third = again(county, "vehicles", (county.head, CAR))
    first, second = in_order(county)
    assert (first.outcome, second.outcome) == ("", FindingOutcome.REPLACED)
    assert (third.opened, third.known, first.closed_at, first.closed_by) == (1, 0, None, "")
    assert items(county, first) == [("finding", "village_assistant")] and items(county, second) == []
    fourth = county.compared()
    assert (fourth.opened, fourth.known) == (0, 1)


def test_what_a_person_closed_stays_closed_when_it_comes_back(county):
    again(county, "vehicles", (county.head, CAR), days=-2)
    settled(county, in_order(county)[0], county.cast.town_reviewer)
    again(county, "vehicles", (county.head, LORRY), days=-1)
    again(county, "vehicles", (county.head, CAR))
    first, second = in_order(county)
    assert (first.outcome, second.outcome) == (FindingOutcome.NO_CHANGE, "")
    assert (second.gone_on, second.gone_version) == (LATER, 3)


def test_what_is_not_there_any_more_is_said_and_closed_by_one_click(county):
    again(county, "vehicles", (county.head, CAR), days=-1)
    finding, by = one(county, "vehicle"), county.cast.village_assistant
    with pytest.raises(FindingInvalidError, match="仍然发现"):
        gone(finding, by)
    again(county, "vehicles", (county.spouse, CAR))
    assert items(county, finding) == [("finding_gone", "village_assistant")]
    closed = gone(finding, by)
    assert closed.outcome == FindingOutcome.GONE and "第2版，不再发现" in closed.because
    assert items(county, finding) == []


def test_what_is_there_again_waits_as_before(county):
    again(county, "vehicles", (county.head, CAR), days=-2)
    again(county, "vehicles", (county.spouse, CAR), days=-1)
    again(county, "vehicles", (county.head, CAR))
    found = [each for each in county.findings() if each.person_id == county.head]
    assert [(each.outcome, each.gone_on) for each in found] == [("", None)]
    assert items(county, found[0]) == [("finding", "village_assistant")]


def test_a_death_nobody_reports_any_more_goes_on_waiting_until_a_person_says_so(county):
    again(county, "deaths", (county.spouse, DIED), days=-1)
    again(county, "deaths", (county.review.walk.child, DIED))
    finding, (hold, _other) = one(county, "died", county.spouse), holds(county)
    assert (hold.released_at, hold.is_unfounded) == (None, True)
    assert items(county, finding) == [("finding_gone", "town_reviewer")]
    gone(finding, county.cast.town_handler)
    hold = holds(county)[0]
    assert (hold.released_at, hold.settled_by) == (None, county.cast.town_handler.staff_name)
    assert items(county, finding) == [("hold_release", "town_reviewer")]
    released(finding, county.cast.town_reviewer)
    hold = holds(county)[0]
    assert hold.released_user_id == county.cast.town_reviewer.user_id
    assert items(county, finding) == []


def test_who_may_release_does_both_with_one_click(county):
    again(county, "deaths", (county.spouse, DIED), days=-1)
    again(county, "deaths", (county.review.walk.child, DIED))
    closed, hold = gone(one(county, "died", county.spouse), county.cast.town_reviewer), holds(county)[0]
    assert closed.outcome == FindingOutcome.GONE and "不再发现" in hold.released_because
    again(county, "deaths", (county.spouse, DIED))
    assert one(county, "died", county.spouse).outcome == "", "it is there after all"
    standing = [each for each in holds(county) if each.released_at is None]
    assert {(each.person_id, each.is_unfounded) for each in standing} == {
        (county.spouse, False),
        (county.review.walk.child, True),
    }


def test_whoever_looked_into_it_does_not_release_it(county):
    again(county, "deaths", (county.spouse, DIED))
    finding, reviewer = one(county, "died"), county.cast.town_reviewer
    with pytest.raises(FindingInvalidError, match="先记录核实结果"):
        released(finding, reviewer)
    settled(county, finding, reviewer)
    assert items(county, finding) == [("hold_release", "county_reviewer")]
    with pytest.raises(SecondPersonError, match="不能由同一人恢复"):
        released(finding, reviewer)
    with pytest.raises(NotPermittedError):
        released(finding, county.cast.town_handler)
    released(finding, county.cast.county_reviewer)
    (hold,) = holds(county)
    assert (hold.settled_by, hold.released_by) == (
        reviewer.staff_name,
        county.cast.county_reviewer.staff_name,
    )


def test_the_database_refuses_one_person_for_both(county):
    again(county, "deaths", (county.spouse, DIED))
    by = county.cast.town_reviewer
    settled(county, one(county, "died"), by)
    one_person = {"released_user_id": by.user_id, "released_by": "甲", "released_because": "乙"}
    with acting(by), pytest.raises(IntegrityError, match="hold_released_by_a_second_person"):
        PaymentHold.objects.update(released_at=timezone.now(), **one_person)


def test_the_family_is_told_once_whose_part_waits_and_whom_to_call(county):
    again(county, "deaths", (county.spouse, DIED))
    county.compared()
    with acting(county.cast.town_handler):
        (letter,) = OfficialDocument.objects.filter(kind="payment_wait")
        said = json.loads(letter.content)["values"]
        names = dict(Person.objects.values_list("id", "name"))
    assert (said["applicant"], said["person"]) == (names[county.head], names[county.spouse])
    assert [row["from_month"] for row in said["shares"]] == ["2026-10"] and "已经去世" in said["facts"]
    assert said["handler"] and said["phone"]


def test_a_death_says_more_than_a_cremation_and_takes_over_its_hold(county):
    again(county, "cremations", (county.spouse, CREMATED))
    again(county, "deaths", (county.spouse, DIED))
    died, cremated = one(county, "died"), one(county, "cremated")
    (hold,) = holds(county)
    assert (cremated.outcome, hold.cause_id, hold.is_unfounded) == (FindingOutcome.REPLACED, died.id, False)


def registered(county, person, place):
    with acting(county.cast.county_verifier):
        Person.objects.filter(id=person).update(registered_region=place)


def test_of_a_double_award_the_place_of_registration_pays_on(county):
    again(county, "other_benefits", (county.head, twice()))
    assert one(county, "paid_twice") and holds(county) == []


def test_paid_where_somebody_is_registered_it_waits_here(county):
    registered(county, county.head, ELSEWHERE)
    again(county, "other_benefits", (county.head, twice()))
    (hold,) = holds(county)
    assert (hold.reason, hold.cause_id) == ("double", one(county, "paid_twice").id)


def test_a_replaced_double_award_does_not_carry_the_hold_of_another_programme(county):
    registered(county, county.head, ELSEWHERE)
    again(county, "other_benefits", (county.head, twice()), days=-1)
    again(county, "other_benefits", (county.head, twice("disability_living")))
    (old,), (hold,) = county.findings(), holds(county)
    assert (hold.cause_id, hold.is_unfounded, hold.released_at) == (old.id, True, None)
    assert items(county, old) == [("finding_gone", "town_reviewer")]


def test_a_hold_moves_with_new_evidence_of_the_same_award(county):
    registered(county, county.head, ELSEWHERE)
    again(county, "other_benefits", (county.head, twice()), days=-1)
    settled(county, one(county, "paid_twice"), county.cast.town_handler)
    again(county, "other_benefits", (county.head, twice()), (county.head, twice("tekun")))
    old, new = in_order(county)
    (hold,) = holds(county)
    assert (old.outcome, hold.cause_id, hold.settled_at) == (FindingOutcome.NO_CHANGE, new.id, None)
    assert items(county, old) == [], "what was to be released waits for a new look"
