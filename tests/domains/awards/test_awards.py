"""Determinations are kept once and never altered; awards are the sum of their changes, month by month."""

from datetime import date

import pytest
from django.db import DatabaseError, transaction
from tests.support.cast import VILLAGE, acting, resident_household

from yimen.domains.awards import actions, queries
from yimen.domains.awards.errors import AlreadyGrantedError
from yimen.domains.awards.models import AwardChange, Determination
from yimen.domains.awards.types import ChangeKind, Grant, Purpose
from yimen.domains.network.errors import NotPermittedError
from yimen.foundation.models import make_id
from yimen.kernel import Money, Month, Programme

pytestmark = pytest.mark.django_db
MARCH = Month(2026, 3)


@pytest.fixture
def household(cast):
    return resident_household(cast.village_assistant)


def determine(cast, household, by=None, case_id=None, **more):
    by = by or cast.county_confirmer
    values = {
        "case_id": case_id or make_id(),
        "household_id": household.id,
        "region": str(VILLAGE),
        "purpose": Purpose.CONFIRMATION,
        "on": date(2026, 2, 10),
        "rulebook_version": "1",
        "inputs": {"members": 1},
        "answer": {"determinations": []},
        **more,
    }
    with acting(by):
        return actions.record_determination(**values, by=by)


def granted(cast, household, **more):
    by = cast.county_confirmer
    values = {
        "outcome_id": make_id(),
        "case_number": "441426100-2026-00001",
        "programme": Programme.DIBAO,
        "household_id": household.id,
        "person_id": None,
        "region": str(VILLAGE),
        "determination_id": determine(cast, household).id,
        "components": (("base", Money(50000)), ("supplement", Money(8000))),
        "from_month": MARCH,
        "decided_on": date(2026, 2, 10),
        "reason": "最低生活保障确认",
        **more,
    }
    with acting(by):
        return actions.grant(grant=Grant(**values), by=by)


def in_force(cast, month):
    with acting(cast.town_handler):
        return queries.awards_in_force(month, by=cast.town_handler)


def test_an_award_is_in_force_from_its_month_with_its_components(cast, household):
    award = granted(cast, household)
    assert in_force(cast, Month(2026, 2)) == ()
    (row,) = in_force(cast, MARCH)
    assert (row.award_id, row.amount) == (award.id, Money(58000))
    assert dict(row.components) == {"base": Money(50000), "supplement": Money(8000)}


def test_a_change_counts_from_its_month_on(cast, household):
    award = granted(cast, household)
    by = cast.county_confirmer
    with acting(by):
        AwardChange.objects.create(
            region=award.region,
            award=award,
            kind=ChangeKind.DECREASE,
            component="base",
            before_fen=50000,
            after_fen=30000,
            reason="收入增加",
            from_month=Month(2026, 5).first,
            by_user_id=by.user_id,
            by_post_id=by.post_id,
        )
        [whole] = queries.awards_of_household(household.id, by=by)
        assert sorted(change.kind for change in whole.changes.all()) == ["decrease", "start", "start"]
    assert in_force(cast, Month(2026, 4))[0].amount == Money(58000)
    assert in_force(cast, Month(2026, 5))[0].amount == Money(38000)


def test_a_confirmation_is_granted_once(cast, household):
    award = granted(cast, household)
    with pytest.raises(AlreadyGrantedError):
        granted(cast, household, outcome_id=award.outcome_id)


def test_the_same_answer_to_the_same_inputs_is_kept_once(cast, household):
    case_id = make_id()
    first = determine(cast, household, case_id=case_id)
    assert determine(cast, household, case_id=case_id).id == first.id
    assert determine(cast, household, case_id=case_id, inputs={"members": 2}).id != first.id


@pytest.mark.parametrize("table", [Determination, AwardChange])
def test_the_database_refuses_to_alter_what_was_kept(cast, household, table):
    granted(cast, household)
    with acting(cast.county_confirmer):
        for alter in (
            lambda: table.objects.update(region=str(VILLAGE)),
            lambda: table.objects.all()._raw_delete("default"),
        ):
            with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
                alter()


def test_only_a_confirmer_grants_and_a_stranger_sees_nothing(cast, household):
    granted(cast, household)
    with pytest.raises(NotPermittedError):
        determine(cast, household, by=cast.auditor)
    by = cast.stranger
    with acting(by):
        assert queries.awards_in_force(MARCH, by=by) == ()
        assert list(queries.awards_of_household(household.id, by=by)) == []


def test_what_is_given_once_ends_with_its_month_and_may_be_given_again(cast, household):
    by = cast.county_confirmer
    first = granted(cast, household, programme=Programme.TEMPORARY)
    assert first.until_month == MARCH.next().first
    granted(cast, household, programme=Programme.TEMPORARY, from_month=MARCH.plus(3))
    with acting(by):
        assert len(queries.awards_in_force(MARCH, by=by)) == 1
        assert queries.awards_in_force(MARCH.next(), by=by) == ()
