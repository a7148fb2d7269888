"""Receipts of a family: entered line by line, counted by the rules, reused next time; the term."""

from datetime import date

import pytest
from tests.support.cast import acting
from tests.support.process import Walk, on
from tests.support.reviewing import Review

from yimen.domains.awards.models import Award
from yimen.domains.cases import actions, queries
from yimen.domains.cases.actions import PaidBill
from yimen.domains.cases.errors import (
    HearingMissingError,
    NotDraftError,
    ReasonMissingError,
    ReceiptInvalidError,
)
from yimen.domains.cases.models import ExpenseReceipt
from yimen.domains.cases.queries.determinations import file_of
from yimen.domains.cases.rules.expenses import Spent
from yimen.domains.cases.types import ExpenseKind, FileKind
from yimen.domains.worklist.models import WorkItem
from yimen.foundation.audit import SYSTEM
from yimen.foundation.database.scope import system_scope
from yimen.kernel import Money, Month, Programme

pytestmark = pytest.mark.django_db

DAY = date(2026, 9, 21)
RIGID = (Programme.RIGID_EXPENSE,)
MAY = Month(2026, 5)


def enter(walk: Walk, spent: Spent, number: str = "", file_id=None) -> ExpenseReceipt:
    by = walk.cast.village_assistant
    with acting(by):
        bill = PaidBill(walk.adults[0], spent, number, file_id)
        return actions.record_receipt(case_id=walk.case_id, bill=bill, by=by)


def medical(yuan: int, insurance: int = 0, month: Month = MAY) -> Spent:
    return Spent(ExpenseKind.MEDICAL, month, Money(yuan * 100), Money(insurance * 100))


def checked(walk: Walk) -> dict[str, bool]:
    by = walk.cast.village_assistant
    with acting(by):
        return {item.key: item.is_given for item in queries.checklist_of_case(walk.case_id, by=by)}


def test_receipts_feed_the_household_file_and_tick_off_the_checklist(walk):
    with on(DAY):
        walk.apply(programmes=RIGID)
        assert checked(walk)["receipts"] is False
        enter(walk, medical(20_000, 8_000), "A1")
        enter(walk, medical(3_000, month=Month(2026, 6)))
        assert checked(walk)["receipts"] is True
        with acting(walk.cast.village_assistant):
            file = file_of(walk.case(), DAY)
        assert file["household"]["rigid_expenses_12m"]["medical"] == "15000.00"


def test_a_receipt_entered_wrongly_is_withdrawn_with_a_reason_and_may_be_entered_again(walk):
    by = walk.cast.village_assistant
    with on(DAY):
        walk.apply(programmes=RIGID)
        made = enter(walk, medical(100), "A1")
        with pytest.raises(ReceiptInvalidError, match="A1"):
            enter(walk, medical(100), "A1")
        with acting(by):
            with pytest.raises(ReasonMissingError):
                actions.withdraw_receipt(case_id=walk.case_id, receipt_id=made.id, why=" ", by=by)
            actions.withdraw_receipt(case_id=walk.case_id, receipt_id=made.id, why="金额录错", by=by)
            with pytest.raises(ReceiptInvalidError):
                actions.withdraw_receipt(case_id=walk.case_id, receipt_id=made.id, why="再作废", by=by)
        enter(walk, medical(120), "A1")
        with acting(by):
            (left,) = queries.receipts_of_case(walk.case_id, by=by)
            assert left.amount_fen == 120_00


def test_what_is_no_receipt_of_this_family_is_refused(walk):
    by = walk.cast.village_assistant
    with on(DAY):
        walk.apply(programmes=RIGID)
        with pytest.raises(ReceiptInvalidError):
            enter(walk, medical(100, month=Month(2025, 9)))
        with pytest.raises(ReceiptInvalidError):
            enter(walk, medical(100, 101))
        stranger = PaidBill(walk.household_id, medical(100))
        with acting(by), pytest.raises(ReceiptInvalidError):
            actions.record_receipt(case_id=walk.case_id, bill=stranger, by=by)
        with acting(by):
            scan = walk.file(by, FileKind.MATERIAL)
        assert enter(walk, medical(100), file_id=scan).file_id == scan
        walk.withdraw(by=by)
        with pytest.raises(NotDraftError):
            enter(walk, medical(100))


def test_the_next_application_does_not_ask_for_the_same_receipts(walk):
    with on(DAY):
        walk.apply(programmes=RIGID)
        enter(walk, medical(100))
        walk.withdraw(by=walk.cast.village_assistant)
    with on(date(2026, 11, 2)):
        walk.apply(programmes=RIGID)
        assert checked(walk)["receipts"] is True
    with on(date(2027, 5, 3)):
        assert checked(walk)["receipts"] is False


def test_a_recognition_by_receipts_ends_after_its_term_and_its_renewal_waits(walk):
    with on(DAY):
        walk.apply(programmes=RIGID)
        enter(walk, medical(100))
        walk.complete()
        walk.submit()
        walk.accept()
        walk.start()
        walk.verify()
        walk.visit()
        walk.opine(difference_reason="以票据为准", programme=Programme.RIGID_EXPENSE)
        walk.post(Programme.RIGID_EXPENSE)
    with on(date(2026, 9, 29)):
        walk.send(Programme.RIGID_EXPENSE)
        walk.confirm(reason="以票据为准", programme=Programme.RIGID_EXPENSE)
    with acting(walk.cast.county_reviewer):
        award = Award.objects.get()
        assert (award.from_month, award.until_month) == (date(2026, 10, 1), date(2027, 10, 1))
        item = WorkItem.objects.get(kind="renewal")
        assert (item.due_on, item.warn_on) == (date(2027, 9, 30), date(2027, 8, 31))
        assert item.subject_id == walk.household_id
    with on(date(2027, 7, 5)):  # renewed before it ends: the second begins where the first ends
        walk.apply(programmes=RIGID)
        enter(walk, medical(200, month=Month(2027, 6)))
        walk.complete()
        walk.submit()
        assert "renewal" not in walk.open_kinds()
        walk.accept()
        walk.start()
        walk.verify()
        walk.visit()
        walk.opine(difference_reason="以票据为准", programme=Programme.RIGID_EXPENSE)
        walk.post(Programme.RIGID_EXPENSE)
    with on(date(2027, 7, 13)):
        walk.send(Programme.RIGID_EXPENSE)
        walk.confirm(reason="以票据为准", programme=Programme.RIGID_EXPENSE)
    with acting(walk.cast.county_reviewer):
        before, after = Award.objects.order_by("from_month")
        assert (before.until_month, after.from_month) == (date(2027, 10, 1), date(2027, 10, 1))


def test_whom_illness_made_poor_is_reviewed_and_heard_before_anything_ends(walk):
    """No law found gives the recognition a term: the twelve months bring a review and end nothing."""
    illness = Programme.ILLNESS_POVERTY
    with on(DAY):
        walk.apply(programmes=(illness,))
        enter(walk, medical(100))
        walk.complete()
        walk.submit()
        walk.accept()
        walk.start()
        walk.verify()
        walk.visit()
        walk.opine(difference_reason="以票据为准", programme=illness)
        walk.post(illness)
    with on(date(2026, 9, 29)):
        walk.send(illness)
        walk.confirm(reason="以票据为准", programme=illness)
        assert "renewal" not in walk.open_kinds()
    with on(date(2027, 9, 6)):
        with system_scope():
            assert actions.plan_reviews(by=SYSTEM) == 1
        item = walk.waiting("review")
        assert (item.due_on, item.subject_id) == (date(2027, 9, 29), walk.household_id)
        assert "暂按12个月" in item.article
    review = Review(walk)
    with on(date(2027, 11, 1)):
        assert [award.programme for award in review.in_force()] == [illness]  # nothing ended by itself
        review.open_planned()
        review.begin()
        review.look_into(wage_fen=900_00)
        with pytest.raises(HearingMissingError):
            walk.opine(is_positive=False, programme=illness)
        hearing = review.invite(programme=illness)
        review.state(hearing)
        review.answer(hearing)
        assert not walk.opine(is_positive=False, difference_reason="病情已愈", programme=illness).is_positive


def test_nobody_of_another_town_sees_or_enters_receipts(walk):
    with on(DAY):
        walk.apply(programmes=RIGID)
        enter(walk, medical(100))
        with acting(walk.cast.stranger):
            assert not ExpenseReceipt.objects.exists()
