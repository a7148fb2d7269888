"""Awards in force through life: what changes is looked into, the person is heard, the award follows."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection
from tests.support.cast import acting
from tests.support.process import on
from tests.support.reviewing import LATER

from yimen.domains.awards.models import Award, AwardChange
from yimen.domains.cases import actions, errors, queries
from yimen.domains.cases.models import Case, CaseOutcome
from yimen.domains.cases.types import (
    CaseKind,
    CaseState,
    ChangeCause,
    Effect,
    HearingAnswer,
    OutcomeState,
)
from yimen.domains.network.errors import NotPermittedError
from yimen.domains.papers.models import OfficialDocument
from yimen.domains.people import actions as people
from yimen.domains.worklist.models import WorkItem
from yimen.foundation.audit import SYSTEM
from yimen.foundation.audit.models import Entry
from yimen.foundation.database.scope import system_scope
from yimen.kernel import Money, Month

pytestmark = pytest.mark.django_db
RAISED = 150000
"""A wage of the head that leaves the family of three below the line, with less to make up."""


def investigated(review, wage_fen=RAISED):
    review.open()
    review.earns(f"{wage_fen // 100}.00")
    review.begin()
    review.look_into(wage_fen)
    return review


def test_an_income_that_rose_is_heard_on_and_then_cuts_the_award_from_the_next_month(review):
    before = review.in_force(Month(2026, 4))[0].amount
    with on(LATER):
        case = review.open()
        assert (case.kind, case.state, case.number) == (CaseKind.CHANGE, CaseState.DRAFT, None)
        assert [entry["amount"] for entry in case.declared["members"][0]["income"]] == ["900.00"]
        review.earns("1500.00")
        begun = review.begin()
        assert begun.state == CaseState.INVESTIGATING and begun.number
        review.look_into(RAISED)
        with pytest.raises(errors.HearingMissingError):
            review.walk.opine()
        with acting(review.cast.town_reviewer):
            assert review.walk.outcome().state == OutcomeState.PROPOSED
        hearing = review.invite(Money.yuan("100"))
        assert hearing.due_on == date(2026, 9, 29)  # five working days over Mid-Autumn
        with pytest.raises(errors.HearingOpenError):
            review.walk.opine()
        review.state(hearing)
        review.answer(hearing)
        opinion = review.walk.opine()
        review.walk.send()
        decided = review.decide(Money(opinion.amount_fen))
        assert (decided.state, decided.effect) == (OutcomeState.CONFIRMED, Effect.DECREASE)
        assert decided.heard_on == LATER and not decided.unheard_because
        assert review.walk.case().state == CaseState.CONCLUDED
        assert review.in_force(Month(2026, 9))[0].amount == before
        after = review.in_force(Month(2026, 10))[0].amount
        assert Money(0) < after < before and after.fen == decided.decided_amount_fen
        review.deliver()
    with acting(review.cast.county_confirmer):
        award = Award.objects.get()
        assert (award.reviewed_on, award.until_month) == (LATER, None)
        letter = OfficialDocument.objects.get(kind="adjustment")
        assert "厂里下月停工" in letter.content and "不采纳" in letter.content
        assert OfficialDocument.objects.filter(kind="hearing_invitation").count() == 1
        waiting = set(WorkItem.objects.filter(done_at__isnull=True).values_list("kind", flat=True))
        assert waiting == {"publication"}
        assert Entry.objects.filter(action="hearing:answer", subject=hearing.id).count() == 1


def test_nobody_is_silent_whom_the_letter_did_not_reach_or_reached_late(review):
    with on(LATER):
        investigated(review)
        hearing = review.invite(Money.yuan("100"))
    late = hearing.due_on + timedelta(days=1)
    with on(late):
        with pytest.raises(errors.HearingInvalidError, match="还没有登记送达"):
            review.silent(hearing)
        review.tell(hearing)
        with pytest.raises(errors.HearingInvalidError, match="期满后"):
            review.silent(hearing)
    with on(late + timedelta(days=25)):
        review.silent(hearing)


def test_nobody_is_silent_before_the_term_is_over(review):
    with on(LATER):
        investigated(review)
        hearing = review.invite(Money.yuan("100"))
        review.tell(hearing)
        with pytest.raises(errors.HearingInvalidError):
            review.silent(hearing)
    with on(hearing.due_on), pytest.raises(errors.HearingInvalidError):
        review.silent(hearing)
    with on(hearing.due_on + timedelta(days=1)):
        review.silent(hearing)
        opinion = review.walk.opine()
        review.walk.send()
        assert review.decide(Money(opinion.amount_fen)).effect == Effect.DECREASE
    with acting(review.cast.county_confirmer):
        assert "未收到陈述意见" in OfficialDocument.objects.get(kind="adjustment").content


def test_nothing_worse_is_decided_than_what_was_heard(review):
    with on(LATER):
        investigated(review)
        review.heard(Money.yuan("900"))
        with pytest.raises(errors.HearingMissingError):
            review.walk.opine()
        review.heard(Money.yuan("400"))
        review.walk.opine()


def test_an_end_is_heard_stops_the_award_and_tells_why(review):
    with on(LATER):
        investigated(review, 900000)
        with pytest.raises(errors.HearingMissingError):
            review.walk.opine(is_positive=False)
        review.heard()
        review.walk.opine(is_positive=False)
        review.walk.send()
        with pytest.raises(errors.ReasonMissingError):
            review.decide(None)
        with pytest.raises(errors.IllegalMoveError):
            review.walk.refuse()
        decided = review.decide(None, "家庭人均收入高于当地低保标准")
        assert (decided.state, decided.effect) == (OutcomeState.STOPPED, Effect.STOP)
        assert review.in_force(Month(2026, 10)) == ()
        assert review.in_force(Month(2026, 9))[0].amount > Money(0)
    with acting(review.cast.county_confirmer):
        assert AwardChange.objects.filter(kind="stop").count() >= 1
        assert OfficialDocument.objects.filter(kind="stopping").count() == 1
        assert "delivery" in set(WorkItem.objects.filter(done_at__isnull=True).values_list("kind", flat=True))


def test_what_was_posted_of_a_stopped_award_comes_down_with_it(review):
    with on(LATER):
        investigated(review, 900000)
        review.heard()
        review.walk.opine(is_positive=False)
        review.walk.send()
        review.decide(None, "家庭人均收入高于当地低保标准")
    with on(date(2026, 10, 1)), acting(review.cast.county_confirmer):
        assert actions.take_down_due(by=review.cast.county_confirmer) == 1


def test_an_award_that_rises_or_stays_needs_no_hearing(review):
    with on(LATER):
        investigated(review, 60000)
        opinion = review.walk.opine()
        review.walk.send()
        assert review.decide(Money(opinion.amount_fen)).effect == Effect.INCREASE
    with on(LATER + timedelta(days=60)):
        review.open_planned()
        review.begin(is_unchanged=True)
        review.look_into(60000)
        review.walk.opine()
        review.walk.send()
        kept = review.decide(review.in_force()[0].amount)
        assert kept.effect == Effect.KEEP
    with acting(review.cast.county_confirmer):
        assert OfficialDocument.objects.filter(kind="adjustment").count() == 1  # of the increase alone
        assert Award.objects.get().reviewed_on == LATER + timedelta(days=60)


def test_a_death_cuts_the_share_of_who_died_without_a_hearing(review):
    before = review.in_force(Month(2026, 4))[0].amount
    with on(LATER):
        with acting(review.cast.town_handler):
            people.record_death(
                person_id=review.walk.child, on=date(2026, 9, 10), by=review.cast.town_handler
            )
        case = review.open(ChangeCause.MEMBER_DIED, person_id=review.walk.child)
        with acting(review.cast.town_handler):
            item = WorkItem.objects.get(kind="change", subject_id=case.id)
        assert item.due_on == date(2026, 12, 10) and "83号" in item.article
        review.begin()
        opinion = review.walk.opine()
        review.walk.send()
        decided = review.decide(Money(opinion.amount_fen))
        assert decided.effect == Effect.DECREASE
        assert "死亡" in decided.unheard_because and decided.heard_on is None
        assert review.in_force(Month(2026, 10))[0].amount < before
        assert opinion.household_size == 2


def test_a_death_does_not_spare_the_hearing_for_more_than_its_share(review):
    with on(LATER):
        with acting(review.cast.town_handler):
            people.record_death(
                person_id=review.walk.child, on=date(2026, 9, 10), by=review.cast.town_handler
            )
        review.open(ChangeCause.MEMBER_DIED, person_id=review.walk.child)
        review.earns("1200.00")
        review.begin()
        with pytest.raises(errors.HearingMissingError):
            review.walk.opine()


def test_where_everybody_has_died_the_county_visits_nobody_and_nobody_signs(review):
    by, head = review.cast.town_handler, review.walk.adults[0]
    with on(LATER):
        with acting(by):
            Case.objects.update(has_near_relative=True, relative_of="村委会委员", relative_relation="兄弟")
            for person in (*review.walk.adults, review.walk.child):
                people.record_death(person_id=person, on=date(2026, 9, 10), by=by)
        review.open(ChangeCause.MEMBER_DIED, person_id=head)
        begun = review.begin()
        assert begun.county_visit_since is not None
        with pytest.raises(errors.InvestigationInvalidError, match="在场"):
            review.walk.visit()
        review.walk.opine(is_positive=False, difference_reason="全家去世")
        review.walk.send()
        assert review.decide(None, "全家去世").effect == Effect.STOP
        with acting(review.cast.county_reviewer):
            assert not WorkItem.objects.filter(kind="investigation", done_at__isnull=True).exists()


def test_whoever_began_to_work_leaves_by_degrees(review):
    with on(LATER):
        review.open(ChangeCause.STARTED_WORK, person_id=review.walk.adults[0], happened_on=date(2026, 9, 1))
        review.earns("4500.00")
        review.begin()
        review.look_into(450000)
        with acting(review.cast.town_reviewer):
            found = queries.preview_finding(review.walk.outcome().id, by=review.cast.town_reviewer)
        assert found.through is not None
        review.heard(found.amount)
        review.walk.opine()
        review.walk.send()
        decided = review.decide(found.amount)
        assert decided.effect == Effect.PHASE_OUT
        until = Month.of(decided.until_month)
        assert review.in_force(until.previous())[0].amount == found.amount
        assert review.in_force(until) == ()


@pytest.fixture
def leaving(review):
    """The head found work; the award ends with March 2027."""
    with on(LATER):
        review.open(ChangeCause.STARTED_WORK, person_id=review.walk.adults[0], happened_on=date(2026, 9, 1))
        review.earns("4500.00")
        review.begin()
        review.look_into(450000)
        by = review.cast.town_reviewer
        with acting(by):
            found = queries.preview_finding(review.walk.outcome().id, by=by)
        review.heard(found.amount)
        review.walk.opine()
        review.walk.send()
        review.decide(found.amount)
    return review


def _end(review) -> date | None:
    with acting(review.cast.county_confirmer):
        return Award.objects.get().until_month


def test_a_review_in_between_that_keeps_the_amount_leaves_the_end_of_a_gradual_exit(leaving):
    until, by_hand = _end(leaving), "本地标准未录入，按集体研究意见"
    assert until == date(2027, 4, 1)
    with on(date(2026, 11, 2)):
        leaving.open_planned()
        leaving.begin()
        leaving.look_into(450000)
        pays = leaving.in_force()[0].amount
        leaving.walk.opine(amount=pays, difference_reason=by_hand)
        leaving.walk.send()
        assert leaving.decide(pays, by_hand).effect == Effect.KEEP
    assert _end(leaving) == until


def test_whom_the_rules_assist_again_in_a_gradual_exit_goes_on_and_nothing_waits_for_its_end(leaving):
    with on(date(2027, 2, 22)):
        with system_scope():
            actions.plan_grace_ends(by=SYSTEM)
        leaving.open()
        leaving.earns("900.00")
        leaving.begin()
        leaving.look_into(90000)
        with acting(leaving.cast.town_handler):
            assert WorkItem.objects.filter(kind="grace_end", done_at__isnull=True).exists()
        opinion = leaving.walk.opine()
        leaving.walk.send()
        leaving.decide(Money(opinion.amount_fen))
        with acting(leaving.cast.town_handler):
            assert not WorkItem.objects.filter(kind="grace_end", done_at__isnull=True).exists()
    assert _end(leaving) is None


def test_a_family_told_that_it_leaves_is_told_that_it_stays_though_the_amount_is_the_same(leaving):
    with on(date(2027, 2, 22)):
        before = leaving.in_force()[0].amount
        leaving.open()
        leaving.earns("900.00")
        leaving.begin()
        leaving.look_into(90000)
        leaving.walk.opine()
        leaving.walk.send()
        decided = leaving.decide(before)
        assert decided.effect == Effect.KEEP
        with acting(leaving.cast.town_handler):
            letter = OfficialDocument.objects.get(subject_id=decided.id, kind="adjustment")
            assert WorkItem.objects.filter(kind="delivery", subject_id=decided.id, done_at=None).exists()
            assert queries.letter_waits(decided)
        assert '"lifted": "2027-03"' in letter.content and f'"after": "{before}"' in letter.content
        with acting(leaving.cast.town_handler):
            assert not queries.letter_waits(leaving.deliver())


def test_an_award_in_force_is_neither_confirmed_nor_refused_again(review):
    with on(LATER):
        investigated(review, 60000)
        review.walk.opine()
        review.walk.send()
        with pytest.raises(errors.IllegalMoveError):
            review.walk.confirm()


def test_only_whose_step_it_is_takes_it(review):
    cast = review.cast
    with on(LATER):
        with acting(cast.stranger), pytest.raises(errors.ChangeInvalidError):
            actions.open_review(household_id=review.walk.household_id, by=cast.stranger)
        for actor in (cast.auditor, cast.county_confirmer):
            with acting(actor), pytest.raises(NotPermittedError):
                actions.open_review(household_id=review.walk.household_id, by=actor)
        investigated(review)
        outcome = review.walk.outcome()
        told: dict[str, Any] = {"proposed": Money.yuan("100"), "is_end": False, "facts": "收入增加"}
        with acting(cast.village_assistant), pytest.raises(NotPermittedError):
            actions.invite_hearing(
                outcome_id=outcome.id, version=outcome.version, **told, by=cast.village_assistant
            )
        review.heard(Money.yuan("100"))
        review.walk.opine()
        review.walk.send()
        outcome = review.walk.outcome()
        with acting(cast.town_reviewer), pytest.raises(NotPermittedError):
            actions.decide_award(
                outcome_id=outcome.id,
                version=outcome.version,
                amount=Money.yuan("492"),
                by=cast.town_reviewer,
            )
        with acting(cast.county_confirmer), pytest.raises(errors.AlreadyMovedError):
            actions.decide_award(
                outcome_id=outcome.id, version=1, amount=Money.yuan("492"), by=cast.county_confirmer
            )


@pytest.mark.parametrize(
    ("proposed", "is_end", "facts"),
    [(Money(-1), False, "多"), (Money.yuan("99999"), False, "多"), (Money(0), True, " \n")],
)
def test_an_invitation_says_why_and_means_less(review, proposed, is_end, facts):
    with on(LATER):
        investigated(review)
        outcome, by = review.walk.outcome(), review.cast.town_handler
        with acting(by), pytest.raises(errors.HearingInvalidError):
            actions.invite_hearing(
                outcome_id=outcome.id,
                version=outcome.version,
                proposed=proposed,
                is_end=is_end,
                facts=facts,
                by=by,
            )


def test_what_was_given_up_for_what_the_person_said_is_not_done_after_all(review):
    with on(LATER):
        investigated(review)
        hearing = review.invite(Money.yuan("400"))
        review.state(hearing)
        review.answer(hearing, HearingAnswer.ADOPTED)
        with pytest.raises(errors.HearingMissingError):
            review.walk.opine()
        review.heard(Money.yuan("400"))
        review.walk.opine()


def test_who_agrees_is_recorded_as_agreeing_and_the_cut_may_follow(review):
    by = review.cast.town_handler
    with on(LATER):
        investigated(review)
        hearing = review.invite(Money.yuan("400"))
        review.state(hearing, "同意，我家现在好多了", is_agreeing=True)
        with acting(by):
            with pytest.raises(errors.HearingInvalidError, match="理由"):
                actions.answer_statement(
                    hearing_id=hearing.id, answer=HearingAnswer.NOT_ADOPTED, reasons=" ", by=by
                )
            heard = actions.answer_statement(
                hearing_id=hearing.id, answer=HearingAnswer.AGREED, reasons="", by=by
            )
        assert heard.answer_reasons == "当事人对拟作出的决定没有异议"
        review.walk.opine()


def test_nobody_is_said_to_agree_who_did_not(review):
    with on(LATER):
        investigated(review)
        hearing = review.invite(Money.yuan("400"))
        review.state(hearing, "不同意，下月就停工了")
        with pytest.raises(errors.HearingInvalidError, match="没有表示同意"):
            review.answer(hearing, HearingAnswer.AGREED)
        review.answer(hearing)


def test_a_hearing_is_stated_and_answered_once(review):
    with on(LATER):
        investigated(review)
        hearing = review.invite(Money.yuan("100"))
        with pytest.raises(errors.HearingInvalidError):
            review.answer(hearing)
        with pytest.raises(errors.HearingInvalidError):
            review.invite(Money.yuan("50"))
        review.state(hearing, "<b>" + "话" * 400 + "</b>\u202e")
        with pytest.raises(errors.HearingInvalidError):
            review.state(hearing)
        review.answer(hearing)
        with pytest.raises(errors.HearingInvalidError):
            review.answer(hearing)
    with acting(review.cast.county_reviewer), connection.cursor() as cursor:
        cursor.execute("SELECT statement FROM cases_hearing")
        assert "话".encode() not in bytes(cursor.fetchone()[0])


def test_a_cut_that_nobody_was_heard_on_does_not_pass_the_database(review):
    with on(LATER):
        investigated(review, 60000)
        review.walk.opine()
        review.walk.send()
        with acting(review.cast.county_confirmer), pytest.raises(IntegrityError):
            CaseOutcome.objects.filter(case_id=review.walk.case_id).update(effect="decrease")
