"""The wizard's page of necessary spending: receipts line by line, and what is asked for because of them."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from yimen.domains.cases import actions, queries
from yimen.domains.cases.actions import PaidBill
from yimen.domains.cases.types import ExpenseKind, FileKind
from yimen.domains.network.types import Actor
from yimen.foundation.files.actions import store
from yimen.kernel import Money, Programme

from ..forms.expenses import ReceiptForm, RequestForm
from ..lists import columns
from ..refusals import attempt
from ..requests import DeskRequest, seen_version
from ..wizard import after, before, steps_at


@require_http_methods(["GET", "POST"])
def expenses(request: DeskRequest, case_id: UUID) -> HttpResponse:
    case = queries.get_case(case_id, by=request.actor)
    members = [(str(m.person_id), m.name) for m in queries.members_of_case(case, by=request.actor)]
    is_receipt, is_on = (request.POST.get("then") == word for word in ("receipt", "on"))
    form = ReceiptForm(
        members, request.POST if is_receipt else None, request.FILES if is_receipt else None, prefix="receipt"
    )
    asked = RequestForm(
        request.POST if is_on else None, initial=RequestForm.initial_from(case.declared), prefix="request"
    )
    is_asked = Programme.TEMPORARY in case.requested
    if is_receipt and form.is_valid():
        if attempt(form, lambda: _enter(case, form, request.actor)) is not None:
            messages.success(request, _("票据已登记。"))
            return redirect("desk:application-expenses", case_id)
    elif is_on and (not is_asked or _is_asked_for(case, asked, request)):
        return redirect(after("expenses", case), case_id)
    shown = {
        "case": case,
        "form": form,
        "asked": asked,
        "is_asked": is_asked,
        "steps": steps_at("expenses", case),
        "back": before("expenses", case),
        "columns": columns(
            _("月份"), _("支出人"), _("类别"), _("票面金额"), _("报销、补助"), _("自己负担"), _("票据"), ""
        ),
        **_receipts(case, request.actor),
    }
    return render(request, "desk/wizard_expenses.html", shown)


def _receipts(case: Any, by: Actor) -> dict[str, Any]:
    receipts = list(queries.receipts_of_case(case, by=by))
    own = [Money(receipt.amount_fen - receipt.insurance_fen) for receipt in receipts]
    rows = [
        (receipt, ExpenseKind(receipt.kind).title, share)
        for receipt, share in zip(receipts, own, strict=True)
    ]
    return {"rows": rows, "total": sum(own, Money(0))}


def _enter(case: Any, form: ReceiptForm, by: Actor) -> Any:
    scan = form.cleaned_data["scan"]
    file = store(scan, kind=FileKind.MATERIAL, subject=case.id, region=case.region, by=by) if scan else None
    bill = PaidBill(
        form.person_id(), form.spent(), form.cleaned_data["number"], file.id if file is not None else None
    )
    return actions.record_receipt(case_id=case.id, bill=bill, by=by)


def _is_asked_for(case: Any, asked: RequestForm, request: DeskRequest) -> bool:
    return asked.is_valid() and attempt(asked, lambda: _ask(case, asked, request)) is not None


def _ask(case: Any, asked: RequestForm, request: DeskRequest) -> Any:
    return actions.save_step(
        case_id=case.id,
        version=seen_version(request),
        declared={"request": asked.declared(case.region)},
        by=request.actor,
    )


@require_POST
def withdraw(request: DeskRequest, case_id: UUID, receipt_id: UUID) -> HttpResponse:
    """Entered wrongly: it no longer counts; the reason is that the clerk says so by pressing the button."""
    why = request.POST.get("why", "").strip() or "录入有误，作废重录"
    actions.withdraw_receipt(case_id=case_id, receipt_id=receipt_id, why=why, by=request.actor)
    messages.success(request, _("这张票据已作废，不再计入。"))
    return redirect("desk:application-expenses", case_id)
