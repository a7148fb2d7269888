"""The administrator's stations: what the public sees of one, and founding those a county still lacks."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from yimen.domains.network import actions, queries

from ..forms.network import StationForm
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
        lambda: actions.change_station(
            station_id=station_id, **form.cleaned_data, is_open=station.is_open, by=request.actor
        ),
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
