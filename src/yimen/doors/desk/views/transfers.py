"""Families registered elsewhere: asking for the file, and answering such requests."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from yimen.domains.cases import actions as cases
from yimen.domains.network import queries as network
from yimen.domains.network.types import Actor
from yimen.domains.people import queries
from yimen.domains.people.types import Incoming, TransferState
from yimen.kernel import RegionCode

from ..forms.people import TransferAnswerForm, TransferForm
from ..lists import columns
from ..places import villages
from ..refusals import attempt
from ..requests import DeskRequest


@require_http_methods(["GET", "POST"])
def transfers(request: DeskRequest) -> HttpResponse:
    """What waits on either side, answered here where it reached us; below, what was answered last."""
    form = TransferAnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        done = attempt(form, lambda: _answer(given, request.actor))
        if done is not None:
            is_moved = done is TransferState.ACCEPTED
            messages.success(request, _("已同意转出。") if is_moved else _("已答复不同意。"))
            return redirect("desk:transfers")
    waiting, answered = queries.transfer_requests(request.actor), queries.transfers_answered(request.actor)
    shown = {
        "form": form,
        "rows": _lines(waiting, request.actor),
        "answered": _lines(answered, request.actor),
        "columns": columns(_("居民"), _("现负责地"), _("申请地"), _("申请日期"), _("事由"), _("答复")),
        "answered_columns": columns(
            _("居民"), _("原负责地"), _("申请地"), _("申请日期"), _("事由"), _("答复")
        ),
    }
    return render(request, "desk/transfers.html", shown)


def _answer(given: dict[str, Any], by: Actor) -> TransferState:
    return cases.answer_move(
        request_id=given["request_id"], is_accepted=given["verb"] == "accept", answer=given["answer"], by=by
    )


def _lines(rows: Sequence[Incoming], by: Actor) -> list[tuple[Incoming, str, str, bool, str]]:
    """Each with both places, whether it is asked of us, and the name where the file is in our sight."""
    places = network.region_paths([row.region for row in rows] + [row.to_region for row in rows])
    names = queries.names_of(row.person_id for row in rows)
    return [
        (
            row,
            places[str(row.region)],
            places[str(row.to_region)],
            by.region.contains(row.region),
            names.get(row.person_id, ""),
        )
        for row in rows
    ]


@require_http_methods(["GET", "POST"])
def ask(request: DeskRequest) -> HttpResponse:
    """Only the identity number leads to a file elsewhere; nothing of it is shown."""
    form = TransferForm(villages(request.actor), request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        done = attempt(
            form,
            lambda: cases.ask_move(
                identity=given["identity"],
                to_region=RegionCode(given["region"]),
                reason=given["reason"],
                by=request.actor,
            ),
        )
        if done is not None:
            messages.success(request, _("转移申请已发出，等待现负责地答复。"))
            return redirect("desk:transfers")
    shown = {
        "form": form,
        "title": _("申请转入"),
        "button": _("发出申请"),
        "subject": None,
        "back": ("desk:transfers",),
    }
    return render(request, "desk/step_form.html", shown)
