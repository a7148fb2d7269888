"""Receipts of what a family had to spend: entered line by line, withdrawn with a reason, never changed."""

from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from yimen.domains.cases.actions.evidence import refuse_unfit_files
from yimen.domains.cases.actions.moves import acted, note_hand
from yimen.domains.cases.errors import NotDraftError, ReasonMissingError, ReceiptInvalidError
from yimen.domains.cases.models import Case, ExpenseReceipt
from yimen.domains.cases.permissions import hold_case
from yimen.domains.cases.rules.expenses import Spent, refuse_unfit
from yimen.domains.cases.types import CaseState, FileKind, HandKind
from yimen.domains.network.permissions import Permission
from yimen.domains.network.types import Actor
from yimen.foundation import audit

AS_RECEIPT = (FileKind.MATERIAL, FileKind.SIGNED_SCAN)


@dataclass(frozen=True, slots=True)
class PaidBill:
    """One receipt: who paid, what it says, its number and its scan."""

    person_id: UUID
    spent: Spent
    number: str = ""
    file_id: UUID | None = None


@transaction.atomic
def record_receipt(*, case_id: UUID, bill: PaidBill, by: Actor) -> ExpenseReceipt:
    """One more receipt of the household; the same number of the same kind is entered once."""
    case = hold_case(case_id, Permission.APPLICATION_WRITE, by=by)
    _refuse_closed(case)
    refuse_unfit(bill.spent, case.submitted_on or timezone.localdate())
    if not case.members.filter(person_id=bill.person_id).exists():
        raise ReceiptInvalidError("支出人须为共同生活的家庭成员。")
    if bill.file_id is not None:
        refuse_unfit_files(case, [bill.file_id], *AS_RECEIPT)
    number = bill.number.strip()
    standing = ExpenseReceipt.objects.filter(household=case.household_id, withdrawn_on__isnull=True)
    if number and standing.filter(kind=bill.spent.kind, number=number).exists():
        raise ReceiptInvalidError("票据号%(number)s已经登记过，同一张票据只登记一次。", number=number)
    made = ExpenseReceipt.objects.create(
        region=case.region,
        household_id=case.household_id,
        case_id=case.id,
        person_id=bill.person_id,
        kind=bill.spent.kind,
        month=bill.spent.month.first,
        number=number,
        amount_fen=bill.spent.amount.fen,
        insurance_fen=bill.spent.insurance.fen,
        file_id=bill.file_id,
        **acted(by),
    )
    note_hand(case, HandKind.HANDLED, by)
    _record("receipt:record", made, case, by)
    return made


@transaction.atomic
def withdraw_receipt(*, case_id: UUID, receipt_id: UUID, why: str, by: Actor) -> ExpenseReceipt:
    """A receipt that was entered wrongly no longer counts; what it said stays readable."""
    case = hold_case(case_id, Permission.APPLICATION_WRITE, by=by)
    _refuse_closed(case)
    found = ExpenseReceipt.objects.filter(
        pk=receipt_id, household=case.household_id, withdrawn_on__isnull=True
    ).first()
    if found is None:
        raise ReceiptInvalidError("没有这张票据，或者已经作废。")
    if not why.strip():
        raise ReasonMissingError("作废票据须写明原因。")
    found.withdrawn_on, found.withdrawn_why = timezone.localdate(), why.strip()
    found.save(update_fields=["withdrawn_on", "withdrawn_why"])
    note_hand(case, HandKind.HANDLED, by)
    _record("receipt:withdraw", found, case, by)
    return found


def _refuse_closed(case: Case) -> None:
    if not CaseState(case.state).is_open:
        raise NotDraftError("办件已经结束，票据不能再改。")


def _record(action: str, receipt: ExpenseReceipt, case: Case, by: Actor) -> None:
    changes: dict[str, object] = {
        "receipt": str(receipt.id),
        "kind": receipt.kind,
        "month": receipt.month,
        "own": receipt.amount_fen - receipt.insurance_fen,
    }
    audit.record(action, kind="case", subject=case.id, region=case.region, by=by, changes=changes)
