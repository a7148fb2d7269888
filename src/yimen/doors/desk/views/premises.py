"""Stations as places: the seven haves of each with what is missing, and the form that describes its rooms."""

from collections.abc import Iterator
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from yimen.domains.library import queries as library
from yimen.domains.network import actions, queries
from yimen.domains.network.types import Have, StationNorms, StationScore

from ..exports import as_xlsx
from ..forms.premises import PremisesForm, ScoresForm
from ..lists import Words, address, columns, paged
from ..network_places import places_of_the_network
from ..official_words import official
from ..refusals import submitted
from ..requests import DeskRequest, today
from .network import level_title


def lights() -> dict[str, str]:
    """What the colours say of a station."""
    return {"green": _("齐全"), "yellow": _("缺一两项"), "red": _("缺三项以上")}


@require_GET
def haves(request: DeskRequest) -> HttpResponse:
    found, norms = _scores(request)
    titled = columns(
        (_("站点"), Words("station_name")), _("级别"), (_("得分"), "met"), (_("灯"), "light"), _("缺什么")
    )
    paging = paged(request, found, titled)
    shown = {
        "form": ScoresForm(initial=request.GET.dict()),
        "rows": [(row, level_title(row.level)) for row in paging.rows],
        "paging": paging,
        "columns": titled,
        "lights": lights(),
        "tabs": places_of_the_network(request, "stations-haves"),
        "norms": [(level_title(level), norm) for level, norm in norms.area.items()],
        "export_url": address(request, page=None).replace(
            request.path, reverse("desk:stations-haves-export"), 1
        ),
    }
    return render(request, "desk/stations_haves.html", shown)


def _scores(request: DeskRequest) -> tuple[list[StationScore], StationNorms]:
    level, light = ScoresForm(request.GET).chosen()
    norms = library.station_norms(request.actor.region, today())
    found = queries.station_scores(request.actor, norms, level=level)
    return [row for row in found if light in ("", row.light)], norms


@require_GET
def export(request: DeskRequest) -> HttpResponse:
    found, _norms = _scores(request)
    titles = [_("站点"), _("级别"), _("得分"), _("灯"), *(official(have.title) for have in Have)]
    return as_xlsx(_("七个有"), titles, _lines(found), by=request.actor)


def _lines(found: list[StationScore]) -> Iterator[tuple[object, ...]]:
    for row in found:
        yield (
            row.station_name,
            level_title(row.level),
            f"{row.met}/{row.asked}",
            lights()[row.light],
            *(_said(score.is_met, score.lacking) for score in row.scores),
        )


def _said(is_met: bool | None, lacking: tuple[str, ...]) -> str:
    if is_met is None:
        return _("不要求")
    return _("有") if is_met else "；".join(official(line) for line in lacking)


@require_http_methods(["GET", "POST"])
def describe(request: DeskRequest, station_id: UUID) -> HttpResponse:
    station = queries.get_station_within(station_id, by=request.actor)
    form = PremisesForm(request.POST or None, initial=_initial(station_id))
    done = submitted(
        request,
        form,
        lambda: actions.describe_premises(station_id=station_id, rooms=form.rooms(), by=request.actor),
    )
    if done is not None:
        messages.success(request, _("场所情况已登记。"))
        return redirect("desk:network-station", station_id)
    words = {"title": _("登记场所情况"), "button": _("登记"), "back": ("desk:network-station", station_id)}
    why = _("%(station)s：看到什么就登记什么；没有勾选的视为没有。") % {"station": station.name}
    return render(request, "desk/step_form.html", {"form": form, "why": why, **words})


def _initial(station_id: UUID) -> dict[str, object]:
    rooms = queries.find_premises(station_id)
    if rooms is None:
        return {}
    return {
        "floor_area": rooms.floor_area,
        "has_sign": rooms.has_sign,
        "has_road_sign": rooms.has_road_sign,
        "zones": rooms.zones,
        "equipment": rooms.equipment,
        "tasks": "\n".join(rooms.tasks),
        "is_posted": rooms.is_posted,
    }
