"""The administrator's stations: what the public sees of one, founding, closing, opening again."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from yimen.domains.network import actions, queries
from yimen.domains.worklist import actions as worklist

from ..forms.network import CloseStationForm, StationForm
from ..places import stations
from ..refusals import submitted
from ..requests import DeskRequest


@require_http_methods(["GET", "POST"])
def change(request: DeskRequest, station_id: UUID) -> HttpResponse:
    station = queries.get_station_within(station_id, by=request.actor)
    shown_now = {name: getattr(station, name) for name in StationForm.base_fields}
    form = StationForm(request.POST or None, initial=shown_now)
    done = submitted(
        request,
        form,
        lambda: actions.change_station(station_id=station_id, **form.cleaned_data, by=request.actor),
    )
    if done is not None:
        messages.success(request, _("站点已修改。"))
        return redirect("desk:network-station", station_id)
    title = _("修改站点：%(name)s") % {"name": station.name}
    back = ["desk:network-station", station_id]
    return render(
        request, "desk/step_form.html", {"form": form, "title": title, "button": _("保存"), "back": back}
    )


@require_http_methods(["GET", "POST"])
def found(request: DeskRequest) -> HttpResponse:
    """All towns and villages at once: nobody types a hundred and sixty names."""
    if request.method == "POST":
        founded = actions.found_missing_stations(by=request.actor)
        messages.success(request, _("已设立 %(n)s 个站点。") % {"n": founded})
        return redirect("desk:network")
    why = _("本县还有 %(n)s 个乡镇、村没有站点。设立后可以任命人员，名称、地址和电话可以逐个修改。")
    shown = {
        "title": _("设立站点"),
        "why": why % {"n": queries.regions_without_station(request.actor).count()},
        "button": _("全部设立"),
        "back": ["desk:network"],
    }
    return render(request, "desk/ask_again.html", shown)


@require_http_methods(["GET", "POST"])
def close(request: DeskRequest, station_id: UUID) -> HttpResponse:
    """Its posts end with it; what waits there goes to another station."""
    station = queries.get_station_within(station_id, by=request.actor)
    others = [(key, name) for key, name in stations(request.actor) if key != str(station_id)]
    form = CloseStationForm(others, request.POST or None)
    done = submitted(request, form, lambda: _close(request, station_id, form))
    if done is not None:
        messages.success(request, _("站点已关闭；转交待办 %(n)s 件。") % {"n": done})
        return redirect("desk:network")
    shown = {
        "form": form,
        "title": _("关闭站点：%(name)s") % {"name": station.name},
        "why": _("本站全部岗位随之结束，不再出现在公开的站点名单上；办过的事照旧保留，以后可以重新启用。"),
        "button": _("关闭站点"),
        "back": ["desk:network-station", station_id],
    }
    return render(request, "desk/step_form.html", shown)


def _close(request: DeskRequest, station_id: UUID, form: CloseStationForm) -> int:
    given = form.cleaned_data
    heir = UUID(given["heir"]) if given["heir"] else None
    return worklist.close_station(station_id=station_id, on=given["on"], to_station_id=heir, by=request.actor)


@require_http_methods(["GET", "POST"])
def reopen(request: DeskRequest, station_id: UUID) -> HttpResponse:
    station = queries.get_station_within(station_id, by=request.actor)
    if request.method == "POST":
        actions.reopen_station(station_id=station_id, by=request.actor)
        messages.success(request, _("站点已重新启用；请任命人员。"))
        return redirect("desk:network-station", station_id)
    shown = {
        "title": _("重新启用站点：%(name)s") % {"name": station.name},
        "why": _("站点重新公开；原来的岗位已经结束，须重新任命。"),
        "button": _("重新启用"),
        "back": ["desk:network-station", station_id],
    }
    return render(request, "desk/ask_again.html", shown)
