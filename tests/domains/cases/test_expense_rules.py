"""Receipts: the twelve months, what the family bore itself, and how they enter the household file."""

from datetime import date

import pytest

from yimen.domains.cases.errors import ReceiptInvalidError
from yimen.domains.cases.rules.expenses import Spent, ends_after, refuse_unfit, sums, window_of, with_receipts
from yimen.domains.cases.types import ExpenseKind
from yimen.kernel import Money, Month, Programme

DAY = date(2026, 9, 15)
MEDICAL = Spent(ExpenseKind.MEDICAL, Month(2026, 3), Money(1_000_00), Money(640_00))


def test_twelve_months_count_and_the_month_of_the_application_is_the_last():
    assert window_of(DAY) == (Month(2025, 10), Month(2026, 9))


@pytest.mark.parametrize(
    "spent",
    [
        Spent(ExpenseKind.MEDICAL, Month(2025, 9), Money(100)),
        Spent(ExpenseKind.MEDICAL, Month(2026, 10), Money(100)),
        Spent(ExpenseKind.MEDICAL, Month(2026, 3), Money(0)),
        Spent(ExpenseKind.MEDICAL, Month(2026, 3), Money(100), Money(101)),
        Spent(ExpenseKind.MEDICAL, Month(2026, 3), Money(100), Money(-1)),
    ],
)
def test_receipts_that_do_not_count(spent):
    with pytest.raises(ReceiptInvalidError):
        refuse_unfit(spent, DAY)


def test_only_the_family_s_own_share_counts_by_kind():
    school = Spent(ExpenseKind.EDUCATION, Month(2026, 2), Money(500_00))
    assert sums([MEDICAL, MEDICAL, school]) == {
        ExpenseKind.MEDICAL: Money(720_00),
        ExpenseKind.EDUCATION: Money(500_00),
    }


def test_receipts_stand_in_place_of_what_was_said_and_other_kinds_stay():
    file = {"household": {"homes": 1, "rigid_expenses_12m": {"medical": "9000.00", "education": "80.00"}}}
    laid = with_receipts(file, sums([MEDICAL]))
    assert laid["household"] == {
        "homes": 1,
        "rigid_expenses_12m": {"medical": "360.00", "education": "80.00"},
    }
    assert with_receipts(file, {}) == file


def test_a_request_for_an_expense_is_capped_by_what_was_really_spent():
    file = {"request": {"kind": "expenditure", "amount": "5000.00"}}
    assert with_receipts(file, sums([MEDICAL]))["request"] == {**file["request"], "actual_expense": "360.00"}
    urgent = {"request": {"kind": "emergency", "amount": "500.00"}}
    assert with_receipts(urgent, sums([MEDICAL]))["request"] == urgent["request"]


def test_a_recognition_ends_after_its_months_and_dibao_does_not():
    assert ends_after(Programme.RIGID_EXPENSE, Month(2026, 9), 12) == Month(2027, 9)
    assert ends_after(Programme.RIGID_EXPENSE, Month(2026, 9), None) is None
    assert ends_after(Programme.DIBAO, Month(2026, 9), 12) is None
