"""Reads of receipts: those that count for an application, whichever application they were entered with."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from yimen.domains.cases.models import Case, ExpenseReceipt
from yimen.domains.cases.permissions import access_case
from yimen.domains.cases.rules.expenses import Spent, sums, window_of, with_receipts
from yimen.domains.cases.rules.procedures import procedure_of
from yimen.domains.cases.types import ExpenseKind
from yimen.domains.network.permissions import Permission
from yimen.domains.network.types import Actor
from yimen.kernel import Money, Month, Programme


def asks_for_receipts(case: Case) -> bool:
    """Whether a programme of the application looks at what the family had to spend."""
    return any(procedure_of(Programme(name)).needs_receipts for name in case.requested)


def receipts_of_case(case_id: UUID | Case, *, by: Actor) -> QuerySet[ExpenseReceipt]:
    """The household's receipts of the twelve months of an application, the newest month first."""
    case = access_case(case_id, Permission.CASE_OPEN, by=by)
    return counted_receipts(case).select_related("person").order_by("-month", "kind", "id")


def counted_receipts(case: Case) -> QuerySet[ExpenseReceipt]:
    """Those that count: not withdrawn, within the twelve months, also from an earlier application."""
    first, last = window_of(case.submitted_on or timezone.localdate())
    return ExpenseReceipt.objects.filter(
        household=case.household_id, withdrawn_on__isnull=True, month__range=(first.first, last.first)
    )


def proven_expenses(case: Case) -> dict[ExpenseKind, Money]:
    """What the receipts prove that the family bore itself, by kind."""
    return sums(spent_of(receipt) for receipt in counted_receipts(case))


def declared_with_receipts(case: Case) -> Mapping[str, Any]:
    """What the family declared, with what its receipts prove where they are asked for."""
    return with_receipts(case.declared, proven_expenses(case)) if asks_for_receipts(case) else case.declared


def spent_of(receipt: ExpenseReceipt) -> Spent:
    """A receipt as the rules read it."""
    return Spent(
        ExpenseKind(receipt.kind),
        Month.of(receipt.month),
        Money(receipt.amount_fen),
        Money(receipt.insurance_fen),
    )
