"""Reconsideration, lawsuits and complaints meet the case; what people decided otherwise is listed."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.utils import timezone
from tests.support.cast import acting
from tests.support.process import RELATIVE, on, picture

from yimen.domains.cases import actions, queries
from yimen.domains.cases.actions import Receipt
from yimen.domains.cases.errors import IllegalMoveError
from yimen.domains.cases.models import CaseOutcome
from yimen.domains.cases.queries import SupervisionFilters
from yimen.domains.intake import actions as intake
from yimen.domains.intake import queries as brought
from yimen.domains.intake.actions import Filing
from yimen.domains.intake.errors import RemedyIncompleteError, RemedyNotFoundError, RemedyStateError
from yimen.domains.intake.models import Remedy
from yimen.domains.intake.queries import RemedyFilters
from yimen.domains.intake.types import RemedyKind, RemedyResult, RemedyState
from yimen.domains.network.errors import NotPermittedError
from yimen.domains.papers import queries as papers
from yimen.domains.papers.actions import record_attempt
from yimen.domains.papers.types import PROOF_OF_DELIVERY, DeliveryMethod
from yimen.domains.worklist import queries as worklist
from yimen.domains.worklist.types import WorkKind
from yimen.foundation.database.scope import system_scope
from yimen.foundation.files.actions import store
from yimen.kernel import Money, Programme, RegionLevel, Step

pytestmark = pytest.mark.django_db

DECIDED = date(2026, 3, 23)


@pytest.fixture
def refused(walk):
    """A family refused and told on the same day."""
    with on(date(2026, 3, 2)):
        walk.to_investigated()
        walk.opine(is_positive=False, difference_reason="邻居反映另有收入，核算后超过标准")
        walk.send()
    with on(DECIDED):
        walk.refuse()
        walk.deliver()
    return walk


def filing(**more) -> Filing:
    today = timezone.localdate()
    values = {
        "authority": "平远县人民政府",
        "grounds": "收入算错了",
        "applied_on": today,
        "received_on": today,
    }
    return Filing(**{**values, **more})


def receive(walk, by, kind=RemedyKind.RECONSIDERATION, **more):
    with acting(by):
        remedy_id = actions.receive_remedy(
            kind=kind, case_id=walk.case_id, outcome_id=walk.outcome().id, filing=filing(**more), by=by
        )
    return kept(remedy_id)


def kept(remedy_id) -> Remedy:
    with system_scope():
        return Remedy.objects.get(pk=remedy_id)


def due(kind, remedy) -> date | None:
    with system_scope():
        item = worklist.find_open(kind, remedy.id)
    return None if item is None else item.due_on


@pytest.mark.requirement("R-CAS-9")
@pytest.mark.parametrize(
    ("kind", "last", "late_by"),
    [(RemedyKind.RECONSIDERATION, date(2026, 5, 22), 1), (RemedyKind.LAWSUIT, date(2026, 9, 23), 1)],
)
def test_how_long_a_decision_may_be_contested_counts_from_its_delivery(refused, cast, kind, last, late_by):
    with on(last):
        in_time = receive(refused, cast.county_reviewer, kind)
    assert (in_time.last_day, in_time.is_late) == (last, False)
    with on(last + timedelta(days=late_by)):
        settle(cast.county_reviewer, in_time, RemedyResult.WITHDRAWN)
        assert receive(refused, cast.county_reviewer, kind).is_late


def test_of_a_public_notice_the_time_counts_from_the_day_it_is_taken_to_be_known(walk, cast):
    with on(date(2026, 3, 2)):
        walk.to_investigated()
        walk.opine(is_positive=False, difference_reason="邻居反映另有收入，核算后超过标准")
        walk.send()
    by = cast.town_handler
    with on(DECIDED):
        walk.refuse()
        with acting(by):
            letters = papers.documents_of_subjects([walk.outcome().id], by=by)
            letter = next(each for each in letters if each.kind == "refusal")
            record_attempt(
                letter.id, method=DeliveryMethod.HANDED_OVER, tried_on=DECIDED, why="全家外出", by=by
            )
            proof = store(picture(), kind=PROOF_OF_DELIVERY, subject=letter.id, region=letter.region, by=by)
            posted = Receipt(DeliveryMethod.PUBLIC_NOTICE, "李建明", DECIDED, "县政府网站公告", proof.id)
            actions.deliver_document(document_id=letter.id, receipt=posted, by=by)
        remedy = receive(walk, cast.county_reviewer)
    assert (remedy.told_on, remedy.last_day) == (DECIDED + timedelta(days=30), date(2026, 6, 21))


def settle(by, remedy, result, **more):
    values = {"result_on": timezone.localdate(), "note": "决定书要点", **more}
    with acting(by):
        return intake.settle_remedy(remedy_id=remedy.id, result=result, by=by, **values)


def test_the_office_answers_by_the_day_the_notice_names_or_its_own(refused, cast):
    with on(date(2026, 4, 1)):
        named = receive(refused, cast.county_reviewer, answer_by=date(2026, 4, 11))
        assert due(WorkKind.REMEDY_ANSWER, named) == date(2026, 4, 11)
        own = receive(refused, cast.county_reviewer, RemedyKind.LAWSUIT, hearing_on=date(2026, 5, 6))
        assert due(WorkKind.REMEDY_ANSWER, own) == date(2026, 4, 9)
        assert due(WorkKind.REMEDY_HEARING, own) == date(2026, 5, 6)
        with acting(cast.county_reviewer):
            intake.set_hearing(remedy_id=own.id, hearing_on=date(2026, 5, 20), by=cast.county_reviewer)
            intake.answer_remedy(remedy_id=own.id, answered_on=date(2026, 4, 1), by=cast.county_reviewer)
            with pytest.raises(RemedyStateError):
                intake.answer_remedy(remedy_id=own.id, answered_on=date(2026, 4, 1), by=cast.county_reviewer)
            with pytest.raises(RemedyIncompleteError):
                intake.set_hearing(remedy_id=own.id, hearing_on=date(2026, 3, 31), by=cast.county_reviewer)
    assert due(WorkKind.REMEDY_HEARING, own) == date(2026, 5, 20)
    assert due(WorkKind.REMEDY_ANSWER, own) is None


@pytest.mark.requirement("R-CAS-9")
def test_what_is_ordered_anew_goes_to_the_town_that_handled_it(refused, cast):
    with on(date(2026, 4, 1)):
        remedy = receive(refused, cast.county_reviewer)
        settled = settle(
            cast.county_reviewer, remedy, RemedyResult.ORDERED_ANEW, carry_out_by=date(2026, 4, 30)
        )
        assert settled.state == RemedyState.DECIDED
        with acting(cast.town_handler):
            item = next(
                row for row in worklist.station(cast.town_handler) if row.kind == WorkKind.REMEDY_CARRY_OUT
            )
            assert (item.due_on, item.owner_role) == (date(2026, 4, 30), "town_handler")
            with pytest.raises(RemedyIncompleteError):
                intake.carry_out_remedy(remedy_id=remedy.id, followed=" ", by=cast.town_handler)
            done = intake.carry_out_remedy(
                remedy_id=remedy.id, followed="已重新受理，编号见新办件", by=cast.town_handler
            )
            assert done.state == RemedyState.CLOSED
    assert due(WorkKind.REMEDY_CARRY_OUT, remedy) is None


def test_one_that_is_upheld_is_closed_at_once(refused, cast):
    with on(date(2026, 4, 1)):
        remedy = receive(refused, cast.county_reviewer)
        with pytest.raises(RemedyIncompleteError):
            settle(cast.county_reviewer, remedy, RemedyResult.UPHELD, note=" ")
        assert settle(cast.county_reviewer, remedy, RemedyResult.UPHELD).state == RemedyState.CLOSED
        with acting(cast.county_reviewer), pytest.raises(RemedyStateError):
            intake.carry_out_remedy(remedy_id=remedy.id, followed="无", by=cast.county_reviewer)


def test_the_same_decision_is_contested_once_at_a_time_and_only_once_decided(refused, cast, walk):
    with on(date(2026, 4, 1)):
        receive(refused, cast.county_reviewer)
        with pytest.raises(RemedyStateError):
            receive(refused, cast.county_reviewer)
        with pytest.raises(RemedyIncompleteError):
            receive(refused, cast.county_reviewer, RemedyKind.LAWSUIT, authority=" ")
        with pytest.raises(RemedyIncompleteError):
            receive(refused, cast.county_reviewer, RemedyKind.LAWSUIT, applied_on=date(2026, 3, 1))
        with acting(cast.county_reviewer), pytest.raises(IllegalMoveError):
            actions.receive_remedy(
                kind=RemedyKind.LAWSUIT,
                case_id=walk.case_id,
                outcome_id=None,
                filing=filing(),
                by=cast.county_reviewer,
            )


def test_an_open_programme_has_no_decision_to_contest(walk, cast):
    with on(date(2026, 3, 2)):
        walk.to_investigated()
        with pytest.raises(IllegalMoveError):
            receive(walk, cast.county_reviewer)


def test_an_application_not_accepted_may_be_contested(walk, cast):
    with on(date(2026, 3, 2)):
        walk.to_submitted()
        walk.not_accept()
        with acting(cast.town_handler):
            remedy_id = actions.receive_remedy(
                kind=RemedyKind.RECONSIDERATION,
                case_id=walk.case_id,
                outcome_id=None,
                filing=filing(),
                by=cast.town_handler,
            )
    remedy = kept(remedy_id)
    assert (remedy.outcome_id, remedy.told_on, remedy.last_day) == (None, None, None)
    assert "不予受理" in remedy.title


def test_who_may_record_and_see_it(refused, cast):
    with on(date(2026, 4, 1)):
        with pytest.raises(NotPermittedError):
            receive(refused, cast.county_confirmer)
        remedy = receive(refused, cast.town_handler)
    with acting(cast.auditor):
        assert brought.get_remedy(remedy.id, by=cast.auditor).grounds == "收入算错了"
        filters = RemedyFilters(kind=RemedyKind.LAWSUIT)
        assert not brought.remedies(by=cast.auditor, filters=filters).exists()
        filters = RemedyFilters(state=RemedyState.RECEIVED)
        assert brought.remedies(by=cast.auditor, filters=filters).count() == 1
    with acting(cast.stranger), pytest.raises(RemedyNotFoundError):
        brought.get_remedy(remedy.id, by=cast.stranger)


def differences(by, **narrowed):
    with acting(by):
        return queries.people_who_differed(by=by, filters=SupervisionFilters(**narrowed))


def test_whoever_differs_from_the_rules_stands_in_the_list(refused, cast):
    found = differences(cast.auditor)
    assert {row.step for row in found} == {Step.OPINION, Step.CONFIRM}
    decision = next(row for row in found if row.step is Step.CONFIRM)
    assert (decision.is_positive, decision.computed_positive) == (False, True)
    assert decision.computed_amount > Money(0)
    assert decision.reason
    assert decision.by_name == cast.county_confirmer.staff_name
    assert queries.count_by_town(found) == [(str(cast.town_handler.region), 2)]
    assert differences(cast.county_reviewer, since=date(2026, 4, 1)) == []
    assert differences(cast.county_reviewer, programme=Programme.TEKUN) == []
    assert differences(cast.county_reviewer, region=cast.stranger.region) == []
    assert [row.step for row in differences(cast.county_reviewer, step=Step.OPINION)] == [Step.OPINION]


def test_whoever_agrees_does_not(walk, cast):
    with on(date(2026, 3, 2)):
        walk.to_investigated()
        walk.opine()
    assert differences(cast.county_confirmer) == []
    with pytest.raises(NotPermittedError):
        differences(cast.town_reviewer)


@pytest.mark.requirement("R-CAS-2")
def test_cases_of_near_relatives_are_listed_apart(walk, cast):
    with on(date(2026, 3, 2)):
        walk.to_submitted(declaration=RELATIVE)
    with acting(cast.auditor):
        assert [row.id for row in queries.near_relative_cases(by=cast.auditor)] == [walk.case_id]
        other = queries.near_relative_cases(by=cast.auditor, region=cast.stranger.region)
        assert not other.exists()


def test_what_is_only_shared_is_supervised_where_it_belongs(refused, cast):
    region = cast.outsider.region.at(RegionLevel.COUNTY)
    scope = replace(cast.auditor.scope, lo=region.lo, hi=region.hi, shared=(refused.case_id,))
    lent = replace(cast.auditor, region=region, scope=scope)
    with acting(lent):
        assert CaseOutcome.objects.filter(case_id=refused.case_id).exists()
    assert differences(lent) == []
