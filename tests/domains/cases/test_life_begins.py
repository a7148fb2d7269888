"""What opens a review: the plan of the year, a household that splits, merges or moves; one at a time."""

from datetime import date, timedelta

import pytest
from tests.support.cast import OTHER_VILLAGE, VILLAGE, acting
from tests.support.factories import identity_number
from tests.support.process import both_at_once, family_of_three, on, picture
from tests.support.reviewing import GRANTED_ON, LATER
from tests.support.rolls import award_row, by_roll, family_row

from yimen.domains.cases import actions, errors, queries
from yimen.domains.cases.models import Case, CaseOutcome, Hearing
from yimen.domains.cases.types import (
    ChangeCause,
    Channel,
    FileKind,
)
from yimen.domains.network import queries as network
from yimen.domains.network.models import Station
from yimen.domains.people import actions as people
from yimen.domains.people.models import Household, Person
from yimen.domains.people.types import Relation
from yimen.domains.verification.models import Authorisation
from yimen.domains.verification.types import SigningMethod
from yimen.domains.worklist.models import WorkItem
from yimen.foundation.files.actions import store
from yimen.kernel import Month, RegionLevel, ResidentId, Sex

pytestmark = pytest.mark.django_db


def planned(by, until, **narrowed):
    return queries.lines_of(list(queries.reviews_planned(by=by, until=until, **narrowed)))


def test_one_review_at_a_time_and_none_without_an_award(review, cast):
    with on(LATER):
        review.open()
        with pytest.raises(errors.ReviewRunningError):
            review.open_planned()
    with on(GRANTED_ON), acting(cast.town_handler):
        assert Case.objects.filter(kind="change").count() == 1


def test_whoever_joined_signs_before_the_county_is_asked(review):
    with on(LATER):
        review.open()
        with acting(review.cast.county_reviewer):
            assert Authorisation.objects.filter(case_id=review.walk.case_id).count() == 2
        review.begin()
        with acting(review.cast.county_reviewer):
            assert CaseOutcome.objects.filter(case_id=review.walk.case_id, award__isnull=False).count() == 1
            assert Hearing.objects.count() == 0


def test_a_review_enters_the_worklist_before_its_year_is_over_and_only_once(review):
    by = review.cast.county_confirmer
    with on(date(2027, 2, 1)), acting(by):
        assert actions.plan_reviews(by=by) == 0
    with on(date(2027, 2, 20)), acting(by):
        assert actions.plan_reviews(by=by) == 1
        assert actions.plan_reviews(by=by) == 0
        item = WorkItem.objects.get(kind="review", done_at__isnull=True)
        assert (item.subject_kind, item.due_on) == ("household", date(2027, 3, 10))
        assert "三十一条" in item.article
        (line,) = planned(by, date(2027, 3, 31))
        assert (line.head, line.months, line.case_id) == ("李建明", 12, None)
    with on(date(2027, 2, 20)):
        case = review.open_planned()
    with on(date(2027, 2, 20)), acting(by):
        (item,) = WorkItem.objects.filter(kind="review", done_at__isnull=True)
        assert (item.subject_id, item.due_on) == (case.id, date(2027, 3, 10))
        assert actions.plan_reviews(by=by) == 0
        (line,) = planned(by, date(2027, 3, 31))
        assert line.case_id == case.id


def test_whoever_can_work_without_a_fixed_income_is_reviewed_every_half_year(review):
    with on(LATER):
        review.open()
        able = {"members": [{"ref": "m1", "work_ability": "full", "income_stable": False}]}
        with acting(review.cast.town_handler):
            actions.save_step(
                case_id=review.walk.case_id,
                version=review.walk.case().version,
                declared=able,
                by=review.cast.town_handler,
            )
        review.begin()
        review.look_into(90000)
        review.walk.opine()
        review.walk.send()
        review.decide(review.in_force()[0].amount)
    by = review.cast.county_confirmer
    with on(date(2027, 3, 1)), acting(by):
        (line,) = planned(by, date(2027, 3, 31))
        assert (line.months, line.due.deadline.due_on) == (6, date(2027, 3, 21))


def test_a_household_that_splits_has_its_award_looked_into(review):
    by = review.cast.town_handler
    with on(LATER), acting(by):
        founded = actions.split_household(
            household_id=review.walk.household_id,
            relations={review.walk.child: Relation.HEAD},
            region=VILLAGE,
            address="墩背村13号",
            on=LATER,
            by=by,
        )
        assert founded != review.walk.household_id
        case = Case.objects.get(kind="change")
        assert (case.cause, case.members.count()) == (ChangeCause.HOUSEHOLD_SPLIT, 2)


def test_a_household_that_merges_ends_its_own_award_by_a_case(review, cast):
    by = cast.town_handler
    other = family_of_three(cast, "王")
    with on(LATER), acting(by):
        relations = {person: Relation.OTHER for person in (*review.walk.adults, review.walk.child)}
        actions.merge_households(
            household_id=other.household_id,
            other_id=review.walk.household_id,
            relations=relations,
            on=LATER,
            by=by,
        )
        case = Case.objects.get(kind="change")
        assert (case.household_id, case.members.count()) == (review.walk.household_id, 3)


def test_a_household_that_moved_away_is_ended_here_and_known_there(review, cast):
    there = cast.stranger
    with on(LATER):
        with acting(there):
            asked = people.request_transfer(
                identity=ResidentId(head_identity(review)), to_region=OTHER_VILLAGE, reason="迁居", by=there
            )
        with acting(cast.town_handler):
            actions.answer_move(request_id=asked.id, is_accepted=True, answer="同意", by=cast.town_handler)
            case = Case.objects.get(kind="change")
            assert (case.cause, case.region, case.members.count()) == ("moved_away", str(VILLAGE), 3)
        review.walk.case_id = case.id
        review.begin()
        with acting(cast.town_handler):
            assert review.walk.outcome().award_id
        there = network.actor_for(there.user_id)
        with acting(there):
            case = actions.open_application(
                household_id=review.walk.household_id,
                applicant_id=review.walk.adults[0],
                channel=Channel.WINDOW,
                by=there,
            )
            assert case.declared["members"][0]["income"] == [{"kind": "wage", "amount": "900.00"}]


def head_identity(review) -> str:
    with acting(review.cast.town_handler):
        return Person.objects.get(pk=review.walk.adults[0]).identity


def test_a_change_of_tomorrow_and_of_a_stranger_is_refused(review, cast):
    stranger = family_of_three(cast, "王").adults[0]
    with on(LATER):
        with pytest.raises(errors.ChangeInvalidError):
            review.open(happened_on=LATER + timedelta(days=1))
        with pytest.raises(errors.ChangeInvalidError):
            review.open(person_id=stranger)
        with pytest.raises(errors.ChangeInvalidError):
            review.open(ChangeCause.MEMBER_DIED, person_id=review.walk.child)


@pytest.mark.django_db(transaction=True)
def test_of_two_who_open_a_review_at_once_one_is_told(review):
    def open_it() -> None:
        with on(LATER):
            review.open_planned()

    refused = both_at_once(open_it, open_it)
    assert [type(fault) for fault in refused] == [errors.ReviewRunningError]


def asked_to_move(cast, identity):
    there = cast.stranger
    with acting(there):
        return people.request_transfer(identity=identity, to_region=OTHER_VILLAGE, reason="迁居", by=there)


def accepted(cast, asked) -> None:
    by = cast.town_handler
    with acting(by):
        actions.answer_move(request_id=asked.id, is_accepted=True, answer="同意", by=by)


def test_a_household_whose_application_is_open_is_not_handed_over_before_it_ends(walk, cast):
    with on(LATER):
        walk.to_investigated()
        with acting(cast.town_handler):
            number = Person.objects.get(pk=walk.adults[0]).identity
        asked = asked_to_move(cast, ResidentId(str(number)))
        with pytest.raises(errors.OpenCaseExistsError, match="没办结的申请"):
            accepted(cast, asked)


def test_whoever_came_by_a_roll_and_never_had_a_case_moves_like_others_and_stays_in_sight(cast):
    with on(LATER):
        family, award = family_row(1, "丘大伯", str(VILLAGE)), award_row(1, "特困", "丘大伯", 1063)
        by_roll(cast, Month.of(LATER), [family], [award])
        accepted(cast, asked_to_move(cast, identity_number("丘大伯")))
        here = network.actor_for(cast.town_handler.user_id)
        with acting(here):
            case = Case.objects.get(kind="change")
            assert (case.cause, case.region, case.applicant_name) == ("moved_away", str(VILLAGE), "丘大伯")
            assert Person.objects.get().name == "丘大伯"


def test_a_review_looks_as_far_as_its_programmes_want_and_leaves_nothing_behind(cast):
    """The subsidy for care wants neither visit nor verification: its review does not end with one to make."""
    by = cast.town_handler
    with on(LATER):
        family, award = family_row(1, "丘大伯", str(VILLAGE)), award_row(1, "残疾人护理补贴", "丘大伯", 290)
        by_roll(cast, Month.of(LATER), [family], [award])
        with acting(by):
            case = actions.open_review(household_id=Household.objects.get().id, by=by)
            head = case.members.get()
            signed = store(picture(), kind=FileKind.SIGNATURE, subject=case.id, region=case.region, by=by)
            actions.authorise_verification(
                case_id=case.id, person_id=head.person_id, signed_by_id=head.person_id,
                method=SigningMethod.SCREEN, signature=signed.id, by=by,
            )  # fmt: skip
            actions.begin_review(case_id=case.id, version=case.version, by=by)
            waiting = set(WorkItem.objects.filter(done_at__isnull=True).values_list("kind", flat=True))
    assert waiting == {"review", "opinion"}


@pytest.mark.parametrize(("is_founded", "role"), [(True, "town_handler"), (False, "county_reviewer")])
def test_a_file_asked_for_waits_with_the_county_where_the_town_has_no_station(cast, is_founded, role):
    family_of_three(cast, "罗")
    by = cast.stranger
    with on(LATER):
        if not is_founded:
            Station.objects.filter(region=str(VILLAGE.at(RegionLevel.TOWN))).update(closed_on=LATER)
        with acting(by):
            number = identity_number("罗建明", born=date(1980, 5, 1), sex=Sex.MALE)
            asked = actions.ask_move(identity=number, to_region=OTHER_VILLAGE, reason="迁居", by=by)
    with acting(cast.county_confirmer):
        item = WorkItem.objects.get(subject_id=asked, done_at__isnull=True)
        assert (item.kind, item.owner_role) == ("transfer", role)
