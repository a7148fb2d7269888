"""The county's check on the desk: the published seed, the list, the draw, and what was found."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from yimen.domains.cases import queries
from yimen.domains.cases.actions import checks as actions
from yimen.domains.cases.queries import checks as found_by
from yimen.kernel import Month, Programme

from ..forms.tekun import CheckForm
from ..lists import columns
from ..refusals import submitted
from ..requests import DeskRequest, today
from .programmes import step


@require_GET
def checks(request: DeskRequest) -> HttpResponse:
    """Seed, list and draw as they stand, so that anybody can draw again."""
    seeds = list(found_by.seeds(by=request.actor))
    this = Month.of(today())
    published = {Month.of(seed.month) for seed in seeds}
    shown = {
        "seeds": [(seed, list(seed.files.all())) for seed in seeds],
        "waiting": list(found_by.undrawn(by=request.actor)),
        "share": f"{found_by.share_of(Programme.TEKUN, request.actor.region, today()):.0%}",
        "missing": [month for month in (this, this.next()) if month not in published],
        "is_published": this in published,
        "columns": columns(_("得分"), _("办件编号"), _("批次"), _("结果"), _("核实")),
    }
    return render(request, "desk/checks.html", shown)


@require_POST
def publish_seed(request: DeskRequest) -> HttpResponse:
    this = Month.of(today())
    month = this.next() if request.POST.get("month") == "next" else this
    actions.publish_seed(month=month, by=request.actor)
    messages.success(request, _("种子已公布，请打印张贴；公布后不能更换。"))
    return redirect("desk:checks")


@require_POST
def draw(request: DeskRequest) -> HttpResponse:
    drawn = [lot for lot in actions.draw_files(by=request.actor) if lot.is_drawn]
    messages.success(request, _("已抽取，抽中 %(n)s 件。") % {"n": len(drawn)})
    return redirect("desk:checks")


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
