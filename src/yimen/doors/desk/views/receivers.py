"""What a receiver does with a transfer: the liaison's own page, taking on, the answer, the papers with it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from yimen.domains.intake import actions, queries
from yimen.domains.intake.types import TransferState, TransferTopic, Verdict
from yimen.domains.network.permissions import Permission, allows
from yimen.domains.worklist import queries as worklist
from yimen.domains.worklist.types import WorkKind

from ..clocks import chip
from ..forms.referrals import ReferralAnswerForm
from ..lists import columns
from ..refusals import submitted
from ..requests import DeskRequest, today


@require_GET
def board(request: DeskRequest) -> HttpResponse:
    """What waits for the liaison's department, most urgent first, with one click for each answer."""
    open_rows = [row for row in queries.transfers_to(request.actor) if TransferState(row.state).is_open]
    items = {item.subject_id: item for item in worklist.open_items_of([row.id for row in open_rows])}
    lines = [
        (row, TransferTopic(row.topic), TransferState(row.state), _clock(items.get(row.id)))
        for row in sorted(open_rows, key=lambda row: _urgency(items.get(row.id)))
    ]
    shown = {
        "lines": lines,
        "waiting": sum(state is TransferState.SENT for _row, _topic, state, _clock_ in lines),
        "working": sum(state is TransferState.ACCEPTED for _row, _topic, state, _clock_ in lines),
        "late": sum(clock is not None and clock.colour == "red" for *_rest, clock in lines),
        "done": queries.concluded_for(request.actor),
        "columns": columns(_("转出日期"), _("类别"), _("姓名"), _("结果")),
    }
    return render(request, "desk/referral_board.html", shown)


def _clock(item: Any) -> Any:
    if item is None:
        return None
    return chip(WorkKind(item.kind).title, worklist.light(item).value, item, today())


def _urgency(item: Any) -> Any:
    return (item is None, item.due_on if item else today())


@require_POST
def accept(request: DeskRequest, transfer_id: UUID) -> HttpResponse:
    """One click: the liaison takes it on."""
    actions.answer_transfer(transfer_id=transfer_id, verdict=Verdict.ACCEPT, by=request.actor)
    messages.success(request, _("已接办，办结后请登记结果。"))
    return redirect("desk:referral", transfer_id)


@require_http_methods(["GET", "POST"])
def answer(request: DeskRequest, transfer_id: UUID) -> HttpResponse:
    found = queries.get_transfer(transfer_id, by=request.actor)
    is_relayed = not allows(request.actor.role, Permission.TRANSFER_ANSWER)
    sayable = queries.sayable(found, by=request.actor)
    form = ReferralAnswerForm(
        sayable, is_relayed, request.POST or None, initial={"verdict": request.GET.get("verdict", "")}
    )
    done = submitted(request, form, lambda: _answered(request, transfer_id, form))
    if done is not None:
        messages.success(request, _("已答复，转出单位会看到。"))
        return redirect("desk:referral", transfer_id)
    words = {"title": _("答复转办"), "button": _("答复"), "back": ["desk:referral", transfer_id]}
    return render(request, "desk/step_form.html", {"form": form, **words})


def _answered(request: DeskRequest, transfer_id: UUID, form: ReferralAnswerForm) -> Any:
    given = form.cleaned_data
    return actions.answer_transfer(
        transfer_id=transfer_id,
        verdict=Verdict(given["verdict"]),
        text=given["text"],
        answerer=given.get("answerer", ""),
        by=request.actor,
    )


@require_GET
def paper(request: DeskRequest, transfer_id: UUID, document_id: UUID) -> HttpResponse:
    """A paper that goes with a transfer, for its receiver."""
    opened = actions.open_shared_paper(transfer_id=transfer_id, document_id=document_id, by=request.actor)
    response = HttpResponse(opened.pdf, content_type="application/pdf")
    response["Content-Disposition"] = content_disposition_header(False, opened.file_name) or "inline"
    return response
