"""Receipts as the household file needs them: own share by kind within twelve months; pure."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from yimen.domains.cases.errors import ReceiptInvalidError
from yimen.domains.cases.types import ExpenseKind
from yimen.kernel import Money, Month, Programme

WINDOW_MONTHS = 12
NOTHING = Money(0)


@dataclass(frozen=True, slots=True)
class Term:
    """For how many months a recognition stands, and what says so."""

    months: int
    article: str


VALIDITY: Mapping[Programme, str] = {
    Programme.RIGID_EXPENSE: "clock_rigid_expense_validity",
}
"""Recognised by law for a time only, and the parameter that holds the time.

Where no law found says so, a term ends nothing: it is the cycle in which the award is reviewed (`CYCLES`).
"""


@dataclass(frozen=True, slots=True)
class Spent:
    """One receipt: what it says, and what insurance or a subsidy paid of it."""

    kind: ExpenseKind
    month: Month
    amount: Money
    insurance: Money = NOTHING

    @property
    def own(self) -> Money:
        """What the family bore itself."""
        return self.amount - self.insurance


def window_of(applied_on: date) -> tuple[Month, Month]:
    """The first and last month that count: twelve, the month of the application is the last."""
    last = Month.of(applied_on)
    return last.plus(1 - WINDOW_MONTHS), last


def refuse_unfit(spent: Spent, applied_on: date) -> None:
    """Within the twelve months, with insurance paying no more than the receipt says."""
    first, last = window_of(applied_on)
    if not first <= spent.month <= last:
        raise ReceiptInvalidError(
            "只登记申请前12个月的票据（%(first)s至%(last)s）。", first=str(first), last=str(last)
        )
    if spent.amount <= Money(0) or not Money(0) <= spent.insurance <= spent.amount:
        raise ReceiptInvalidError("票面金额须大于零，报销、补助金额不能超过票面金额。")


def sums(receipts: Iterable[Spent]) -> dict[ExpenseKind, Money]:
    """What the family bore itself, by kind."""
    total: dict[ExpenseKind, Money] = defaultdict(lambda: Money(0))
    for receipt in receipts:
        total[receipt.kind] = total[receipt.kind] + receipt.own
    return dict(total)


def with_receipts(file: Mapping[str, object], found: Mapping[ExpenseKind, Money]) -> dict[str, object]:
    """The file with what receipts prove in place of what was said; other kinds stay as declared."""
    if not found:
        return dict(file)
    household = dict(file.get("household") or {})  # type: ignore[call-overload]
    declared = dict(household.get("rigid_expenses_12m") or {})
    proven = {str(kind): str(amount) for kind, amount in found.items()}
    household["rigid_expenses_12m"] = declared | proven
    laid = {**file, "household": household}
    request = file.get("request")
    if isinstance(request, Mapping) and request.get("kind") == "expenditure":
        laid["request"] = {**request, "actual_expense": str(sum(found.values(), Money(0)))}
    return laid


def term(programme: Programme, clock: Mapping[str, object] | None) -> Term | None:
    """The term by law; None for what has no term."""
    if programme not in VALIDITY or clock is None:
        return None
    return Term(int(str(clock["months"])), str(clock["article"]))
