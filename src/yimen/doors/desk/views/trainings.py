"""Trainings: courses of a year, who attended, and who has not reached the yearly minimum."""

from collections.abc import Iterable, Iterator
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from yimen.domains.library import queries as library
from yimen.domains.network import actions, queries
from yimen.domains.network.permissions import Permission, allows
from yimen.domains.network.types import Completion, StationNorms, TrainingKind
from yimen.kernel import RegionCode

from ..addresses import path_to
from ..exports import as_xlsx
from ..forms.premises import AttendanceForm, TrainingForm, YearForm
from ..lists import Words, columns, paged, paged_rows
from ..network_places import places_of_the_network
from ..official_words import official
from ..places import stations
from ..refusals import submitted
from ..requests import DeskRequest, today
from ..signs import Tab


@require_GET
def trainings(request: DeskRequest) -> HttpResponse:
    year = YearForm(request.GET).chosen()
    titled = columns(
        (_("培训内容"), Words("title")), (_("日期"), "held_on"), _("种类"),
        (_("组织单位"), Words("station__name")), (_("参训人数"), "people"),
    )  # fmt: skip
    paging = paged_rows(request, queries.trainings_within(request.actor, year=year), titled)
    shown = {
        "form": YearForm(initial={"year": year}),
        "rows": [(row, TrainingKind(row.kind).title) for row in paging.rows],
        "paging": paging,
        "columns": titled,
        "tabs": _tabs("trainings", year),
        "places": places_of_the_network(request, "trainings"),
        "export_url": f"{path_to('desk:trainings-export')}?year={year}",
    }
    return render(request, "desk/trainings.html", shown)


def _tabs(current: str, year: int) -> list[Tab]:
    named = {"trainings": _("培训记录"), "training-completion": _("完成情况")}
    return [
        Tab(title, f"{path_to(f'desk:{name}')}?year={year}", name == current) for name, title in named.items()
    ]


@require_GET
def export(request: DeskRequest) -> HttpResponse:
    year = YearForm(request.GET).chosen()
    titles = [_("培训内容"), _("日期"), _("种类"), _("组织单位"), _("参训人数")]
    rows = queries.trainings_within(request.actor, year=year)
    lines = (
        (row.title, row.held_on, official(TrainingKind(row.kind).title), row.station.name, row.people)  # type: ignore[attr-defined]  # annotated
        for row in rows
    )
    return as_xlsx(_("%(year)s年培训记录") % {"year": year}, titles, lines, by=request.actor)


@require_GET
def completion(request: DeskRequest) -> HttpResponse:
    year = YearForm(request.GET).chosen()
    people, towns, norms = _completion(request, year)
    titled = columns(
        (_("姓名"), Words("name")), (_("站点"), Words("station")), (_("参训次数"), "count"), _("完成情况")
    )
    paging = paged(request, people, titled)
    shown = {
        "form": YearForm(initial={"year": year}),
        "rows": paging.rows,
        "paging": paging,
        "towns": towns,
        "norms": norms,
        "behind": sum(1 for row in people if not row.is_complete),
        "columns": titled,
        "town_columns": columns(_("乡镇（街道）"), _("组织次数"), _("完成情况")),
        "tabs": _tabs("training-completion", year),
        "places": places_of_the_network(request, "trainings"),
        "export_url": f"{path_to('desk:training-completion-export')}?year={year}",
    }
    return render(request, "desk/training_completion.html", shown)


def _completion(request: DeskRequest, year: int) -> tuple[list[Completion], list[Completion], StationNorms]:
    norms = library.station_norms(request.actor.region, today())
    people = queries.completion_of_staff(request.actor, year=year, norms=norms, on=today())
    return people, queries.completion_of_towns(request.actor, year=year, norms=norms), norms


@require_GET
def completion_export(request: DeskRequest) -> HttpResponse:
    year = YearForm(request.GET).chosen()
    people, towns, _norms = _completion(request, year)
    titles = [_("姓名或乡镇"), _("站点"), _("次数"), _("应不少于"), _("完成情况")]
    name = _("%(year)s年培训完成情况") % {"year": year}
    return as_xlsx(name, titles, _lines([*people, *towns]), by=request.actor)


def _lines(rows: Iterable[Completion]) -> Iterator[tuple[object, ...]]:
    for row in rows:
        done = _("已完成") if row.is_complete else _("未完成")
        yield row.name, row.station, row.count, row.required, done


@require_http_methods(["GET", "POST"])
def record(request: DeskRequest) -> HttpResponse:
    form = TrainingForm(stations(request.actor), _people(request), request.POST or None)
    done = submitted(request, form, lambda: _record(form, request))
    if done is not None:
        messages.success(request, _("培训已登记。"))
        return redirect("desk:training", done.id)
    words = {"title": _("登记培训"), "button": _("登记"), "back": ("desk:trainings",)}
    return render(request, "desk/step_form.html", {"form": form, **words})


def _record(form: TrainingForm, request: DeskRequest) -> Any:
    given = form.cleaned_data
    return actions.record_training(
        station_id=UUID(given["station"]),
        held_on=given["held_on"],
        title=given["title"],
        kind=TrainingKind(given["kind"]),
        staff_ids=[UUID(one) for one in given["attendees"]],
        by=request.actor,
    )


def _people(request: DeskRequest) -> list[tuple[str, str]]:
    found = queries.staff_to_train(request.actor, today())
    return [(str(staff_id), f"{name} · {station}") for staff_id, name, station in found]


@require_GET
def training(request: DeskRequest, training_id: UUID) -> HttpResponse:
    found = queries.get_training(training_id, by=request.actor)
    shown = {
        "training": found,
        "kind": TrainingKind(found.kind).title,
        "people": [name for _staff_id, name in queries.attendees_of(found, by=request.actor)],
        "may_correct": allows(request.actor.role, Permission.TRAINING_RECORD)
        and request.actor.region.contains(RegionCode(found.station.region)),
    }
    return render(request, "desk/training.html", shown)


@require_http_methods(["GET", "POST"])
def attendance(request: DeskRequest, training_id: UUID) -> HttpResponse:
    """Who took part, corrected; whoever left office since stays recorded."""
    there = queries.attendees_of(queries.training_to_correct(training_id, by=request.actor), by=request.actor)
    choices = _people(request)
    listed = {value for value, _name in choices}
    choices += [(str(staff_id), name) for staff_id, name in there if str(staff_id) not in listed]
    initial = {"attendees": [str(staff_id) for staff_id, _name in there]}
    form = AttendanceForm(choices, request.POST or None, initial=initial)
    done = submitted(
        request,
        form,
        lambda: actions.set_attendance(
            training_id=training_id,
            staff_ids=[UUID(one) for one in form.cleaned_data["attendees"]],
            by=request.actor,
        ),
    )
    if done is not None:
        messages.success(request, _("参训人员已更新。"))
        return redirect("desk:training", training_id)
    words = {"title": _("修改参训人员"), "button": _("保存"), "back": ("desk:training", training_id)}
    return render(request, "desk/step_form.html", {"form": form, **words})
