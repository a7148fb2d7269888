"""Many signed forms at once: handed in, how far their recognition is, what was recognised, filed together."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from yimen.domains.cases.actions import campaigns as actions
from yimen.domains.cases.queries import campaigns
from yimen.domains.cases.types.scans import ScanMatch, SheetState
from yimen.foundation.jobs.models import RunState

from ..forms.yearly import ScansForm
from ..lists import columns, paged
from ..refusals import submitted
from ..requests import DeskRequest

TONES = {SheetState.READY: "good", SheetState.UNKNOWN: "bad", SheetState.TWICE: "bad"}


@require_http_methods(["GET", "POST"])
def scans(request: DeskRequest, campaign_id: UUID) -> HttpResponse:
    """The upload, and the piles of which something still waits."""
    campaign = campaigns.get_campaign(campaign_id, by=request.actor)
    form = ScansForm(request.POST or None, request.FILES or None)
    made = submitted(request, form, lambda: _hand_in(request, campaign_id, form))
    if made is not None:
        return redirect("desk:yearly-scan-batch", made.id)
    shown = {
        "campaign": campaign,
        "form": form if campaign.closed_on is None else None,
        "batches": list(campaigns.batches_of(campaign, by=request.actor)[:50]),
        "columns": columns(_("上传时间"), _("文件")),
    }
    return render(request, "desk/yearly_scans.html", shown)


def _hand_in(request: DeskRequest, campaign_id: UUID, form: ScansForm) -> Any:
    files = [(str(file.name), file) for file in form.cleaned_data["scans"]]
    return actions.hand_in_scans(campaign_id=campaign_id, files=files, by=request.actor)


@require_GET
def pile(request: DeskRequest, pile_id: UUID) -> HttpResponse:
    """While the sheets are looked at, how far it is; then each with its household, or without one."""
    found = campaigns.get_batch(pile_id, by=request.actor)
    is_moving = found.run is not None and found.run.state == RunState.RUNNING
    if request.headers.get("HX-Request"):
        if not is_moving:
            return HttpResponse(headers={"HX-Refresh": "true"})
        return render(request, "desk/yearly_scans_progress.html", {"batch": found})
    lines = [] if is_moving else campaigns.lines_of(found)
    titled = columns(_("文件"), _("户主"), _("怎样认出"), _("结果"))
    paging = paged(request, lines, titled, size=100)
    shown = {
        "batch": found,
        "is_moving": is_moving,
        "has_failed": found.run is not None and found.run.state == RunState.FAILED,
        "paging": paging,
        "rows": [(line, _how(line), TONES.get(line.state, "wait")) for line in paging.rows],
        "columns": titled,
        "counts": [(state, sum(line.state is state for line in lines)) for state in SheetState],
        "ready": sum(line.state is SheetState.READY for line in lines),
        "unvisited": [line.sheet.entry_id for line in lines if line.state is SheetState.NOT_VISITED],
    }
    return render(request, "desk/yearly_scan_batch.html", shown)


def _how(line: Any) -> str:
    return ScanMatch(line.sheet.matched_by).title if line.sheet.matched_by and line.head else ""


@require_POST
def put_away(request: DeskRequest, pile_id: UUID) -> HttpResponse:
    """All that can be filed, together."""
    campaign = campaigns.get_batch(pile_id, by=request.actor).campaign
    filed = actions.file_scans(batch_id=pile_id, by=request.actor)
    messages.success(request, _("已归入 %(n)s 户的走访表。") % {"n": filed})
    left = any(each.id == pile_id for each in campaigns.batches_of(campaign, by=request.actor))
    return redirect("desk:yearly-scan-batch", pile_id) if left else redirect("desk:yearly-scans", campaign.id)


@require_POST
def discard(request: DeskRequest, pile_id: UUID) -> HttpResponse:
    campaign_id = campaigns.get_batch(pile_id, by=request.actor).campaign_id
    actions.discard_scans(batch_id=pile_id, by=request.actor)
    messages.success(request, _("没有归入的走访表已作废。"))
    return redirect("desk:yearly-scans", campaign_id)


@require_POST
def match(request: DeskRequest, sheet_id: UUID) -> HttpResponse:
    """Somebody read the number on the sheet."""
    sheet = actions.match_scan(
        sheet_id=sheet_id, number=request.POST.get("number", "")[:40], by=request.actor
    )
    messages.success(request, _("已指定是哪一户的走访表。"))
    return redirect("desk:yearly-scan-batch", sheet.batch_id)
