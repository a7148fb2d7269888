"""The county's check on the desk: seeds, what each day drew, and what was found."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from yimen.domains.cases import queries
from yimen.domains.cases.actions import checks as actions
from yimen.domains.cases.queries import checks as found_by
from yimen.kernel import Programme

from ..forms.tekun import CheckForm
from ..lists import columns
from ..refusals import submitted
from ..requests import DeskRequest, today
from .programmes import step


@require_GET
def checks(request: DeskRequest) -> HttpResponse:
    """Seeds, days and files as the machine published and drew them, so that anybody can draw again."""
    seeds = found_by.seeds(by=request.actor)
    shown = {
        "seeds": [(seed, list(seed.draws.all()), list(seed.files.all())) for seed in seeds],
        "waiting": list(found_by.undrawn(by=request.actor)),
        "share": f"{found_by.share_of(Programme.TEKUN, request.actor.region, today()):.0%}",
        "columns": columns(_("得分"), _("办件编号"), _("抽取日"), _("结果"), _("核实")),
    }
    return render(request, "desk/checks.html", shown)


@require_http_methods(["GET", "POST"])
def record(request: DeskRequest, outcome_id: UUID) -> HttpResponse:
    """What the county found about a file that was drawn."""
    found = queries.get_outcome(outcome_id, by=request.actor)
    form = CheckForm(request.POST or None)
    done: Any = submitted(
        request,
        form,
        lambda: actions.record_check(outcome_id=outcome_id, checked=form.checked(), by=request.actor),
    )
    if done is not None:
        messages.success(request, _("核实情况已登记，可以审核确认。"))
        return redirect("desk:outcome", outcome_id)
    return step(request, form, _("登记抽查核实"), _("登记"), found)
