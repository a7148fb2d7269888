"""Something changes while a household is being reviewed: the case that runs sees to it, by its own clock."""

from datetime import date, timedelta

import pytest
from tests.support.cast import VILLAGE, acting
from tests.support.factories import person_facts
from tests.support.process import on
from tests.support.reviewing import LATER

from yimen.domains.cases import actions, errors, queries
from yimen.domains.cases.models import Case, Occasion
from yimen.domains.cases.types import CaseKind, CaseState, ChangeCause, OutcomeState
from yimen.domains.intake import actions as intake
from yimen.domains.intake.models import ChangeReport
from yimen.domains.intake.types import ReportKind
from yimen.domains.people import actions as people
from yimen.domains.people.types import Relation
from yimen.domains.worklist.models import WorkItem
from yimen.kernel import Money

pytestmark = pytest.mark.django_db
WAGE = 90000
NEXT_DAY = LATER + timedelta(days=1)


def join(review, cause=ChangeCause.INCOME_CHANGED, **more):
    by = review.cast.town_handler
    with acting(by):
        return actions.join_change(household_id=review.walk.household_id, cause=cause, by=by, **more)


def waiting(review, subject_id):
    with acting(review.cast.county_confirmer):
        items = WorkItem.objects.filter(subject_id=subject_id, done_at__isnull=True)
        return {item.kind: item for item in items}


def looked_into(review):
    """A planned review, as far as the opinion."""
    review.open_planned()
    review.begin(is_unchanged=True)
    review.look_into(WAGE)
    return review


def test_a_report_during_a_review_is_settled_by_it_and_its_clock_is_seen(review):
    by = review.cast.village_assistant
    with on(LATER):
        case = review.open_planned()
        with acting(by):
            report = intake.report_change(
                kind=ReportKind.INCOME, region=VILLAGE, household_id=review.walk.household_id,
                text="户主进厂", by=by,
            )  # fmt: skip
        joined = join(review, report_id=report.id, note="户主进厂")
        assert (joined.id, joined.kind) == (case.id, CaseKind.REVIEW)
        items = waiting(review, case.id)
        assert set(items) == {"review", "change"}
        assert items["change"].due_on == date(2026, 11, 9) and items["change"].limit_days == 30
        assert items["review"].due_on == date(2027, 3, 10)
    with acting(review.cast.town_handler):
        assert ChangeReport.objects.get().case_id == case.id
        (told,) = Occasion.objects.get(case=case).joined
        assert (told["cause"], told["note"]) == ("income_changed", "户主进厂")


def test_nothing_runs_and_there_is_nothing_to_join(review):
    with on(LATER), pytest.raises(errors.ChangeInvalidError):
        join(review)


def test_what_was_seen_and_said_before_does_not_count_for_the_change(review):
    with on(LATER):
        looked_into(review)
        review.walk.opine()
    with on(NEXT_DAY):
        case = join(review)
        assert waiting(review, review.walk.outcome().id) == {}
        assert "investigation" in waiting(review, case.id)
        with pytest.raises(errors.OpinionOutdatedError):
            review.walk.send()
        with pytest.raises(errors.InvestigationMissingError):
            review.walk.opine()
        review.walk.visit()
        assert set(waiting(review, review.walk.outcome().id)) == {"opinion"}
        opinion = review.walk.opine()
        assert opinion.number == 2
        with pytest.raises(errors.IllegalMoveError):
            review.walk.opine()
        review.walk.send()
        review.decide(Money(opinion.amount_fen))
        assert waiting(review, case.id) == {}


def test_a_file_that_lies_with_the_county_is_sent_back_before_it_decides(review):
    with on(LATER):
        looked_into(review)
        review.walk.opine()
        review.walk.send()
    with on(NEXT_DAY):
        join(review)
        with pytest.raises(errors.OpinionOutdatedError):
            review.decide(review.in_force()[0].amount)
        review.walk.send_back("又报告了收入变化")
        review.walk.visit()
        opinion = review.walk.opine()
        review.walk.send()
        assert review.decide(Money(opinion.amount_fen)).state == OutcomeState.CONFIRMED


def test_whoever_joins_the_family_is_of_the_case_and_verified_before_the_opinion(review):
    by, walk = review.cast.town_handler, review.walk
    with on(LATER):
        looked_into(review)
    with on(NEXT_DAY), acting(by):
        born = person_facts("李新生", born=date(2026, 9, 1))
        baby = people.register_person(facts=born, region=VILLAGE, address="墩背村12号", by=by)
        people.add_member(
            household_id=walk.household_id, person_id=baby.id, relation=Relation.CHILD, on=NEXT_DAY, by=by
        )
    with on(NEXT_DAY):
        case = join(review, ChangeCause.MEMBER_JOINED, person_id=baby.id)
        with acting(by):
            assert case.members.count() == 4 and len(case.declared["members"]) == 4
        walk.visit()
        with pytest.raises(errors.VerificationMissingError):
            walk.opine()
        with acting(by):
            actions.request_verification(case_id=case.id, by=by)
        walk.verify(wage_fen=WAGE)
        assert walk.opine().household_size == 4


def test_who_dies_during_a_review_leaves_the_reckoning_without_another_visit(review):
    by, walk = review.cast.town_handler, review.walk
    with on(LATER):
        looked_into(review)
        with acting(by):
            people.record_death(person_id=walk.adults[1], on=LATER, by=by)
        case = join(review, ChangeCause.MEMBER_DIED, person_id=walk.adults[1])
        assert waiting(review, case.id)["change"].due_on == date(2026, 12, 21)
        assert case.declared["event"]["kind"] == "member_died"
        assert [m.get("died_on") for m in case.declared["members"]].count("2026-09-21") == 1
        with pytest.raises(errors.HearingMissingError):  # the share of whoever died falls away
            walk.opine()


def test_a_case_of_a_death_alone_is_looked_into_once_more_changes(review):
    by, walk = review.cast.town_handler, review.walk
    with on(LATER):
        with acting(by):
            people.record_death(person_id=walk.adults[1], on=LATER, by=by)
        review.open(ChangeCause.MEMBER_DIED, person_id=walk.adults[1])
        review.begin()
    with on(NEXT_DAY):
        case = join(review)
        assert "investigation" in waiting(review, case.id)
        with acting(by):
            assert queries.awaits_request(walk.case())
        with pytest.raises(errors.InvestigationMissingError):
            walk.opine()


def test_a_household_that_splits_during_its_review_is_followed_by_it(review):
    by = review.cast.town_handler
    with on(LATER):
        case = review.open_planned()
        with acting(by):
            actions.split_household(
                household_id=review.walk.household_id, relations={review.walk.child: Relation.HEAD},
                region=VILLAGE, address="墩背村13号", on=LATER, by=by,
            )  # fmt: skip
            case = Case.objects.get(pk=case.id)
        gone = [member["ref"] for member in case.declared["members"] if member.get("lives_together") is False]
        assert gone == ["m3"] and "change" in waiting(review, case.id)


def test_a_review_that_ends_without_decisions_leaves_the_change_waiting(review):
    with on(LATER):
        case = review.open_planned()
        join(review)
        due = waiting(review, case.id)["change"].due_on
    with on(NEXT_DAY):
        assert review.walk.terminate().state == CaseState.TERMINATED
        items = waiting(review, review.walk.household_id)
        assert items["change"].due_on == due
        review.open()
        assert "change" not in waiting(review, review.walk.household_id)


def test_what_the_office_looks_into_is_not_taken_back_by_the_family(review):
    with on(LATER):
        review.open_planned()
        with pytest.raises(errors.IllegalMoveError, match="不是申请"):
            review.walk.withdraw(by=review.cast.village_assistant)
