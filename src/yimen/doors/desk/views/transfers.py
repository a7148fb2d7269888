"""Families registered elsewhere: asking for the file, and answering such requests."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from yimen.domains.cases import actions as cases
from yimen.domains.network import queries as network
from yimen.domains.people import actions, queries
from yimen.kernel import RegionCode

from ..forms.people import TransferAnswerForm, TransferForm
from ..lists import columns
from ..places import villages
from ..refusals import attempt
from ..requests import DeskRequest


@require_http_methods(["GET", "POST"])
def transfers(request: DeskRequest) -> HttpResponse:
    """What waits on either side; a request that reached us is answered here."""
    form = TransferAnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        done = attempt(
            form,
            lambda: cases.answer_move(
                request_id=given["request_id"],
                is_accepted=given["verb"] == "accept",
                answer=given["answer"],
                by=request.actor,
            ),
        )
        if done is not None:
            messages.success(request, _("已答复。"))
            return redirect("desk:transfers")
    rows = queries.transfer_requests(request.actor)
    names = network.region_names([row.region for row in rows] + [row.to_region for row in rows])
    shown = {
        "form": form,
        "rows": [
            (
                row,
                names.get(str(row.region), ""),
                names.get(str(row.to_region), ""),
                request.actor.region.contains(row.region),
            )
            for row in rows
        ],
        "columns": columns(_("现负责地"), _("申请地"), _("事由"), _("答复")),
    }
    return render(request, "desk/transfers.html", shown)


@require_http_methods(["GET", "POST"])
def ask(request: DeskRequest) -> HttpResponse:
    """Only the identity number leads to a file elsewhere; nothing of it is shown."""
    form = TransferForm(villages(request.actor), request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        done = attempt(
            form,
            lambda: actions.request_transfer(
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
