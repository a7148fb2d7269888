"""Tekun differs: it is for a person, has no total limit, and hangs again after an objection."""

from datetime import date

import pytest
from tests.support.cast import acting
from tests.support.process import on

from yimen.domains.cases import actions, queries
from yimen.domains.cases.types import ObjectionMethod, OutcomeState
from yimen.domains.papers.models import OfficialDocument
from yimen.domains.worklist.models import WorkItem
from yimen.kernel import Money, Programme

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 3, 2)


@pytest.fixture
def asked(walk):
    with on(MONDAY):
        walk.apply()
        by = walk.cast.village_assistant
        with acting(by):
            actions.save_step(
                case_id=walk.case_id, version=walk.case().version, programmes=[Programme.TEKUN], by=by
            )
        walk.complete()
        walk.submit()
        walk.accept()
        walk.start()
        walk.verify()
        walk.visit()
    return walk


def opine(walk) -> None:
    by, outcome = walk.cast.town_reviewer, walk.outcome(Programme.TEKUN)
    with acting(by):
        actions.give_opinion(
            outcome_id=outcome.id,
            version=outcome.version,
            is_positive=True,
            amount=Money(106300),
            text="拟同意",
            difference_reason="一事一议认定",
            by=by,
        )


def post(walk) -> None:
    by, outcome = walk.cast.town_handler, walk.outcome(Programme.TEKUN)
    with acting(by):
        actions.post_notice(outcome_id=outcome.id, version=outcome.version, by=by)


def test_the_applicant_asks_for_themselves_and_the_notice_promises_fifteen_days(asked):
    outcome = asked.outcome(Programme.TEKUN)
    assert outcome.person_id == asked.adults[0]
    with acting(asked.cast.town_handler):
        opinion = WorkItem.objects.get(kind="opinion", subject_id=outcome.id)
        assert (opinion.limit_days, opinion.limit_unit, opinion.event_on) == (15, "working", MONDAY)
        assert OfficialDocument.objects.filter(kind="acceptance").exists()
        found = queries.preview_finding(outcome.id, by=asked.cast.town_handler)
        assert found.programme is Programme.TEKUN and found.member == "m1"


def test_after_an_objection_tekun_hangs_again(asked):
    with on(MONDAY):
        opine(asked)
        post(asked)
        by, outcome = asked.cast.town_reviewer, asked.outcome(Programme.TEKUN)
        with acting(by):
            objection = actions.record_objection(
                outcome_id=outcome.id, version=outcome.version, text="有子女赡养", by=by
            )
            actions.settle_objection(
                objection_id=objection.id,
                method=ObjectionMethod.DEMOCRATIC_REVIEW,
                conclusion="子女无赡养能力",
                attendance=11,
                by=by,
            )
        opine(asked)
        post(asked)
        with acting(by):
            again = asked.outcome(Programme.TEKUN)
            assert again.state == OutcomeState.POSTED and again.notices.count() == 2
            assert again.notices.filter(taken_down_on__isnull=True).count() == 1


def test_a_further_programme_joins_the_same_case(asked):
    with on(MONDAY):
        by = asked.cast.town_handler
        with acting(by):
            added = actions.request_programme(case_id=asked.case_id, programme=Programme.DIBAO, by=by)
            assert added.state == OutcomeState.PROPOSED
            offers = queries.programmes_not_requested(asked.case_id, by=by)
            assert Programme.DIBAO not in {offer.programme for offer in offers}
        opinion = asked.opine()
        assert opinion.is_different is False
