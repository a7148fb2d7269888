"""What if: the county's scenarios, one with what it comes to, two side by side."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from yimen.domains.library import queries as library
from yimen.domains.library.errors import HouseholdFileError
from yimen.domains.library.types.scenarios import Effect
from yimen.domains.monitoring.actions import scenarios as actions
from yimen.domains.monitoring.queries import scenarios as queries
from yimen.domains.monitoring.queries.leads import duty as lead_duty
from yimen.domains.monitoring.queries.snapshots import duty_of_snapshots, last_snapshot, newest_snapshot
from yimen.domains.network import queries as network
from yimen.domains.network.permissions import Permission, allows
from yimen.foundation.exports.reading import found_rows
from yimen.foundation.jobs.models import RunState
from yimen.foundation.jobs.runs import is_lost
from yimen.foundation.language import in_readers_words
from yimen.kernel import Month

from ..exports import Sheet, exportable
from ..forms.scenarios import ScenarioFilterForm, ScenarioForm, rearranged, rows_of
from ..lists import Words, address, columns, paged_rows
from ..parameter_words import Said, in_short, in_unit, said
from ..places import towns
from ..refusals import submitted
from ..requests import DeskRequest
from ..saved import keeps_filters
from .snapshots import standing


@require_GET
@keeps_filters("scenarios")
def scenarios(request: DeskRequest) -> HttpResponse:
    form = ScenarioFilterForm(request.GET)
    titled = columns(
        (_("名称"), Words("title")), (_("状态"), "run__state"), (_("测算时间"), "made_at"),
        (_("测算人"), Words("made_by")), (_("已共享"), "shared_at"),
    )  # fmt: skip
    rows = queries.scenarios_of(show=form.chosen(), by=request.actor)
    last, paging = last_snapshot(by=request.actor), paged_rows(request, rows, titled)
    shown = {
        "form": form,
        "columns": titled,
        "paging": paging,
        "rows": [(row, standing(row)) for row in paging.rows],
        "newest": newest_snapshot(request.actor.region),
        "last": last,
        "making": None if last is None else standing(last),
        "duty": duty_of_snapshots(),
        "may_run": allows(request.actor.role, Permission.SCENARIO_RUN),
        "export_url": address(request, page=None).replace(request.path, reverse("desk:scenarios-export"), 1),
    }
    return render(request, "desk/scenarios.html", shown)


@exportable("scenarios")
def export(request: DeskRequest) -> Sheet:
    titles = [_("名称"), _("测算时间"), _("测算人"), _("已共享"), _("新纳入"), _("退出"), _("费用增加（元）")]
    show = ScenarioFilterForm(request.GET).chosen()
    return Sheet(_("政策测算"), titles, found_rows(queries.scenarios_of(show=show, by=request.actor)), _lines)


def _lines(rows: Sequence[Any]) -> Iterator[tuple[object, ...]]:
    for row in rows:
        results = queries.results_of(row)
        figures: tuple[object, ...] = ("", "", "")
        if results is not None:
            effects = results.effects
            figures = (effects[Effect.ENTERS], effects[Effect.LEAVES], results.more.fen / 100)
        yield (row.title, row.made_at, row.made_by, row.shared_at, *figures)


@require_http_methods(["GET", "POST"])
def begin(request: DeskRequest) -> HttpResponse:
    """What is changed; everything that cannot be is said at its field."""
    newest = newest_snapshot(request.actor.region)
    if newest is None:
        return render(request, "desk/scenario_form.html", {"newest": None})
    begun = newest.month, towns(request.actor)
    if request.POST.keys() & {"add", "remove", "look"}:
        form = ScenarioForm(*begun, **rearranged(request.POST))
    else:
        form = ScenarioForm(*begun, request.POST or None, rows=rows_of(request.POST))
        made = submitted(request, form, lambda: _started(request, form))
        if made is not None:
            return redirect("desk:scenario", made.id)
    shown = {"form": form, "newest": newest, "rows": _rows(form, Month.of(newest.month), request)}
    return render(request, "desk/scenario_form.html", shown)


@dataclass(frozen=True)
class Row:
    """A row of the form with what holds now, what may be written, and the minimums that it goes below."""

    number: int
    fields: tuple[Any, ...]
    present: list[Said]
    allowed: str
    floors: list[tuple[Any, str]]


def _rows(form: ScenarioForm, month: Month, request: DeskRequest) -> list[Row]:
    listed = library.parameters_to_change(month.first)
    allowed = {one.name: one.allowed for one in listed if not one.is_plain}
    return [
        Row(
            row,
            fields,
            said(queries.present_typed(*form.asked(row), month, by=request.actor)),
            in_readers_words(allowed.get(form.asked(row)[0], "")),
            _placed(queries.floors_typed(form.typed(row), month, by=request.actor)),
        )
        for row, fields in form.changes()
    ]


def _placed(floors: Iterable[Any]) -> list[tuple[Any, str]]:
    """Each minimum with the name of the place that published it."""
    found = list(floors)
    names = network.region_names([one.region for one in found])
    return [(one, names.get(one.region, one.region)) for one in found]


def _started(request: DeskRequest, form: ScenarioForm) -> Any:
    try:
        return actions.start_scenario(
            title=form.cleaned_data["title"], written=form.written(), by=request.actor
        )
    except HouseholdFileError as refusal:
        form.refuse(refusal)
        return None


@require_GET
def scenario(request: DeskRequest, scenario_id: UUID) -> HttpResponse:
    """While it is worked out, the part that changes is fetched again until it is done."""
    found = queries.get_scenario(scenario_id, by=request.actor)
    stands = standing(found)
    if request.headers.get("HX-Request"):
        if not stands.is_running:
            return HttpResponse(headers={"HX-Refresh": "true"})
        return render(request, "desk/scenario_progress.html", {"scenario": found})
    results, is_own = queries.results_of(found), found.made_user_id == request.actor.user_id
    may_run = allows(request.actor.role, Permission.SCENARIO_RUN)
    may_call = results is not None and allows(request.actor.role, Permission.SCENARIO_CALL)
    shown = {
        "scenario": found,
        "results": results,
        "Effect": Effect,
        "stands": stands,
        "places": network.region_names([row.region for row in results.towns] if results else []),
        "changes": changes_of(found),
        "floors": _placed(queries.floors_of(found)),
        "once": library.ONCE,
        "described": columns(_("参数"), _("在哪里"), _("从哪个月起"), _("现值"), _("改为")),
        "may_run": may_run,
        "may_share": may_run and is_own and results is not None and found.shared_at is None,
        "may_call": may_call and _may_begin(found.calls_run),
        "may_lead": may_call and _may_begin(found.leads_run),
        "entering": results.effects[Effect.ENTERS] if results else 0,
        "lead_duty": lead_duty(),
        "told": queries.progress_of_leads(found, by=request.actor) if found.leads_run_id else None,
    }
    return render(request, "desk/scenario.html", shown)


def _may_begin(run: Any) -> bool:
    """Nothing was begun, or it broke off."""
    return run is None or run.state == RunState.FAILED or is_lost(run)


def changes_of(found: Any) -> list[tuple[str, str, Any, str, str]]:
    """Each change with what holds there without it."""
    changed = queries.present_of(found)
    names = network.region_names([one.region for one, _present in changed if one.region])
    return [
        (
            library.parameter_title(one.name),
            names.get(str(one.region), str(one.region)),
            one.since,
            in_short(present),
            in_unit(one.value, present[0].unit),
        )
        for one, present in changed
    ]


@require_POST
def cancel(request: DeskRequest, scenario_id: UUID) -> HttpResponse:
    actions.cancel_scenario(scenario_id=scenario_id, by=request.actor)
    messages.success(request, _("测算会在当前一批算完后停止。"))
    return redirect("desk:scenario", scenario_id)


@require_POST
def resume(request: DeskRequest, scenario_id: UUID) -> HttpResponse:
    actions.resume_scenario(scenario_id=scenario_id, by=request.actor)
    messages.success(request, _("测算从停下的地方继续。"))
    return redirect("desk:scenario", scenario_id)


@require_POST
def share(request: DeskRequest, scenario_id: UUID) -> HttpResponse:
    actions.share_scenario(scenario_id=scenario_id, by=request.actor)
    messages.success(request, _("本县有权查看测算的岗位现在都能看到它。"))
    return redirect("desk:scenario", scenario_id)
