"""Receipts: the twelve months, what the family bore itself, and how they enter the household file."""

from datetime import date

import pytest

from yimen.domains.cases.errors import ReceiptInvalidError
from yimen.domains.cases.rules.expenses import (
    Spent,
    Term,
    refuse_unfit,
    sums,
    term,
    window_of,
    with_receipts,
)
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


def test_a_recognition_stands_for_the_months_of_its_rule_and_dibao_has_no_term():
    clock = {"months": 12, "article": "刚性支出困难家庭认定办法 第十条"}
    assert term(Programme.RIGID_EXPENSE, clock) == Term(12, "刚性支出困难家庭认定办法 第十条")
    assert term(Programme.RIGID_EXPENSE, None) is None
    assert term(Programme.DIBAO, clock) is None


def test_illness_poverty_has_no_term_only_reviews():
    assert term(Programme.ILLNESS_POVERTY, {"months": 6, "article": "某省规定"}) is None
