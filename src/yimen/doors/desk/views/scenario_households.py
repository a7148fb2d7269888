"""The households of a scenario: the list, its sheet, and calling them for review when it has become law."""

from collections.abc import Iterator, Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from yimen.domains.library.types.scenarios import Effect
from yimen.domains.monitoring.actions import calls, entering
from yimen.domains.monitoring.queries import scenarios as queries
from yimen.domains.network import queries as network
from yimen.foundation.exports.reading import at_hand, found_rows

from ..exports import Sheet, exportable
from ..forms.scenarios import AffectedFilterForm, CallForm
from ..lists import address, columns, paged_rows
from ..official_words import official
from ..places import towns
from ..refusals import submitted
from ..requests import DeskRequest


@require_GET
def households(request: DeskRequest, scenario_id: UUID) -> HttpResponse:
    """Whom it changes something for, those who lose most first."""
    found = queries.get_scenario(scenario_id, by=request.actor)
    form = AffectedFilterForm(towns(request.actor)[1:], request.GET)
    titled = columns(
        _("户主"), (_("影响"), "effect"), (_("村（社区）"), "region"), _("现在的项目"), _("改动后的项目"),
        (_("现在"), "before_fen", "number"), (_("改动后"), "after_fen", "number"),
        (_("增减"), "change_fen", "number"), (_("断崖"), "falls_fen", "number"),
    )  # fmt: skip
    rows = queries.households_of_scenario(found, **form.chosen(), by=request.actor)
    paging = paged_rows(request, rows, titled)
    to_sheet = address(request, page=None, scenario=str(found.id))
    shown = {
        "scenario": found,
        "form": form,
        "columns": titled,
        "paging": paging,
        "lines": [(line, Effect(line.row.effect)) for line in queries.affected_lines(paging.rows)],
        "places": network.region_names(row.region for row in paging.rows),
        "export_url": to_sheet.replace(request.path, reverse("desk:scenario-households-export"), 1),
    }
    return render(request, "desk/scenario_households.html", shown)


@exportable("scenario-households")
def export(request: DeskRequest) -> Sheet:
    found = queries.find_scenario(request.GET.get("scenario", ""), by=request.actor)
    form = AffectedFilterForm(towns(request.actor)[1:], request.GET)
    titles = [
        _("户编号"), _("户主"), _("村（社区）"), _("影响"), _("现在的项目"), _("改动后的项目"),
        _("现在（元/月）"), _("改动后（元/月）"), _("增减（元/月）"), _("断崖（元/月）"),
    ]  # fmt: skip
    rows = None if found is None else queries.households_of_scenario(found, **form.chosen(), by=request.actor)
    return Sheet(_("政策测算涉及的家庭"), titles, at_hand([]) if rows is None else found_rows(rows), _lines)


def _lines(rows: Sequence[Any]) -> Iterator[tuple[object, ...]]:
    places = network.region_paths(row.region for row in rows)
    for line in queries.affected_lines(rows):
        before, after = line.programmes
        row = line.row
        yield (
            row.household.number,
            line.head,
            places[row.region],
            official(Effect(row.effect).title),
            "；".join(official(one.title) for one in before),
            "；".join(official(one.title) for one in after),
            *(fen / 100 for fen in (row.before_fen, row.after_fen, row.change_fen, row.falls_fen)),
        )


@require_http_methods(["GET", "POST"])
def call(request: DeskRequest, scenario_id: UUID) -> HttpResponse:
    """First what would happen, by town; then the document and the day that make it so."""
    found = queries.get_scenario(scenario_id, by=request.actor)
    form = CallForm(request.POST or None)
    done = submitted(
        request,
        form,
        lambda: calls.start_calls(scenario_id=scenario_id, **form.cleaned_data, by=request.actor),
    )
    if done is not None:
        messages.success(request, _("正在后台列入核查；各乡镇（街道）的待办里会出现。"))
        return redirect("desk:scenario", scenario_id)
    foreseen = queries.foreseen_calls(found, by=request.actor)
    shown = {
        "scenario": found,
        "form": form,
        "foreseen": foreseen,
        "columns": columns(
            _("乡镇（街道）"), (_("涉及的家庭"), "", "number"), (_("其中在册、可以核查"), "", "number")
        ),
        "places": network.region_names(row.region for row in foreseen),
        "total": sum(row.holding for row in foreseen),
    }
    return render(request, "desk/scenario_call.html", shown)


@require_POST
def leads(request: DeskRequest, scenario_id: UUID) -> HttpResponse:
    """Whoever would come in is visited by the village."""
    entering.start_leads(scenario_id=scenario_id, by=request.actor)
    messages.success(request, _("正在后台派发线索；各村（社区）的待办里会出现，同样的情况不会重复派发。"))
    return redirect("desk:scenario", scenario_id)
