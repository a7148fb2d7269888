"""An award changes from a month on; what was paid, and what was decided for later, is never rewritten."""

from datetime import date

import pytest
from tests.support.cast import acting
from tests.support.process import on
from tests.support.reviewing import LATER

from yimen.domains.awards import actions
from yimen.domains.awards.errors import AwardNotFoundError, RevisionInvalidError
from yimen.domains.awards.models import Award, AwardChange
from yimen.domains.awards.types import Revision
from yimen.domains.network.errors import NotPermittedError
from yimen.kernel import Money, Month

pytestmark = pytest.mark.django_db
OCTOBER = Month(2026, 10)


def revision(review, *, amount: str = "500", start: Month = OCTOBER, **more) -> Revision:
    with acting(review.cast.county_confirmer):
        award = Award.objects.get()
    components = () if more.get("is_stop") else (("base", Money.yuan(amount)),)
    return Revision(award.id, components, start, LATER, "核查", **more)


def revise(review, wanted: Revision, by=None):
    actor = by or review.cast.county_confirmer
    with acting(actor):
        return actions.revise(revision=wanted, by=actor)


def test_a_month_that_is_over_is_not_rewritten(review):
    with on(LATER), pytest.raises(RevisionInvalidError):
        revise(review, revision(review, start=Month(2026, 8)))


def test_nothing_is_decided_before_what_is_decided_for_later(review):
    with on(LATER):
        revise(review, revision(review, start=Month(2026, 12)))
        with pytest.raises(RevisionInvalidError):
            revise(review, revision(review, amount="300"))


def test_what_has_ended_is_not_changed(review):
    with on(LATER):
        revise(review, revision(review, is_stop=True))
    with on(date(2026, 10, 8)), pytest.raises(RevisionInvalidError):
        revise(review, revision(review, start=Month(2026, 11)))


def test_a_gradual_exit_that_is_taken_back_goes_on(review):
    with on(LATER):
        revise(review, revision(review, until_month=Month(2027, 4)))
        assert review.in_force(Month(2027, 4)) == ()
        revise(review, revision(review, amount="600"))
        assert review.in_force(Month(2027, 4)) == ()
        revise(review, revision(review, amount="700", is_assisted_again=True))
        assert review.in_force(Month(2027, 4))[0].amount == Money.yuan("700")


def test_a_term_stays_whatever_is_decided_on_the_amount(review):
    with on(LATER), acting(review.cast.county_confirmer):
        Award.objects.update(until_month=date(2027, 4, 1))
        revise(review, revision(review, amount="700", is_assisted_again=True))
        assert Award.objects.get().until_month == date(2027, 4, 1)


def test_a_gradual_exit_ends_after_it_began(review):
    with on(LATER), pytest.raises(RevisionInvalidError):
        revise(review, revision(review, until_month=OCTOBER))


def test_the_same_amounts_leave_no_change_but_the_day_of_the_review(review):
    with on(LATER):
        same = review.in_force(OCTOBER)[0].components
        wanted = revision(review)
        award = revise(review, Revision(wanted.award_id, same, OCTOBER, LATER, "核查", review_months=6))
        assert (award.reviewed_on, award.review_months) == (LATER, 6)
    with acting(review.cast.county_confirmer):
        assert set(AwardChange.objects.values_list("kind", flat=True)) == {"start"}


def test_only_whoever_confirms_changes_an_award_and_only_at_home(review):
    with on(LATER):
        wanted = revision(review)
        with pytest.raises(NotPermittedError):
            revise(review, wanted, by=review.cast.town_handler)
        with pytest.raises(AwardNotFoundError):
            revise(review, wanted, by=review.cast.outsider)
