"""The monthly duty roster of departments at a station: the year at a glance, adding and taking off."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from yimen.domains.network import actions, queries
from yimen.domains.network.permissions import Permission, allows
from yimen.domains.network.types import StationLevel
from yimen.kernel import Month, RegionCode, RegionLevel

from ..exports import as_xlsx
from ..forms.partners import DutyForm, RosterFilterForm
from ..lists import address, columns
from ..network_places import places_of_the_network
from ..places import departments, liaisons
from ..refusals import submitted
from ..requests import DeskRequest, today

AHEAD = 18
"""Months a roster is drawn up ahead, the present one included."""


@require_GET
def roster(request: DeskRequest) -> HttpResponse:
    """Twelve months of a station; the county's own where no other was asked for."""
    form, station, year = _asked(request)
    now = Month.of(today())
    shown = {
        "form": form,
        "tabs": places_of_the_network(request, "network-roster"),
        "station": station,
        "rows": [(month, turns, month < now) for month, turns in queries.roster(station.id, year)],
        "columns": columns(_("月份"), _("值班部门和联络员")),
        "may_write": _may_write(request, station),
        "export_url": address(request).replace(request.path, reverse("desk:network-roster-export"), 1),
    }
    return render(request, "desk/roster.html", shown)


@require_GET
def export(request: DeskRequest) -> HttpResponse:
    _form, station, year = _asked(request)
    rows = (
        (str(month), turn.department.name, turn.liaison.staff.name if turn.liaison else "")
        for month, turns in queries.roster(station.id, year)
        for turn in turns
    )
    titles = [_("月份"), _("值班部门"), _("值班联络员")]
    return as_xlsx(_("月度轮值"), titles, rows, by=request.actor)


def _asked(request: DeskRequest) -> tuple[RosterFilterForm, Any, int]:
    """Whose roster and of which year: county and towns of the reader's county."""
    county = request.actor.region.at(RegionLevel.COUNTY)
    centre = queries.station_of(county, StationLevel.COUNTY)
    stations = {centre.id: centre} | {row.id: row for row in queries.offices_in(county)}
    form = RosterFilterForm([(str(row.id), row.name) for row in stations.values()], request.GET)
    station_id, year = form.chosen()
    return form, stations.get(station_id, centre) if station_id else centre, year


def _may_write(request: DeskRequest, station: Any) -> bool:
    is_theirs = request.actor.region.contains(RegionCode(station.region))
    return is_theirs and station.closed_on is None and allows(request.actor.role, Permission.DUTY_WRITE)


@require_http_methods(["GET", "POST"])
def stand(request: DeskRequest, station_id: UUID) -> HttpResponse:
    """A department for one month or for several at once."""
    station = queries.get_station_within(station_id, by=request.actor)
    form = DutyForm(_months(), departments(request.actor), liaisons(request.actor), request.POST or None)
    done = submitted(request, form, lambda: _stand(request, station_id, form))
    if done is not None:
        messages.success(request, _("轮值已排定。"))
        return redirect(_page_of(station_id, done))
    shown = {
        "form": form,
        "title": _("排轮值：%(name)s") % {"name": station.name},
        "button": _("排定"),
        "back": ["desk:network-roster"],
    }
    return render(request, "desk/step_form.html", shown)


def _months() -> list[tuple[str, str]]:
    first = Month.of(today())
    return [(str(month), str(month)) for month in (first.plus(ahead) for ahead in range(AHEAD))]


def _stand(request: DeskRequest, station_id: UUID, form: DutyForm) -> int:
    """All months or none; the year of the first, whose page then follows."""
    department = UUID(form.cleaned_data["department"])
    first = queries.liaisons_of(department).first()
    liaison = form.cleaned_data["liaison"] or (first.id if first else None)
    months = form.chosen_months()
    for month in months:
        actions.set_duty(
            station_id=station_id,
            month=month,
            department_id=department,
            liaison_post_id=UUID(str(liaison)) if liaison else None,
            by=request.actor,
        )
    return months[0].year


@require_http_methods(["GET", "POST"])
def withdraw(request: DeskRequest, duty_id: UUID) -> HttpResponse:
    turn = queries.get_duty(duty_id, by=request.actor)
    if request.method == "POST":
        actions.withdraw_duty(duty_id=duty_id, by=request.actor)
        messages.success(request, _("轮值已取消。"))
        return redirect(_page_of(turn.station_id, turn.month_first.year))
    facts = {"month": Month.of(turn.month_first), "name": turn.department.name}
    shown = {
        "title": _("取消轮值：%(month)s，%(name)s") % facts,
        "why": _("这个部门这个月不再值班；已经过去的月份不能取消。"),
        "button": _("取消轮值"),
        "back": ["desk:network-roster"],
    }
    return render(request, "desk/ask_again.html", shown)


def _page_of(station_id: UUID, year: int) -> str:
    return f"{reverse('desk:network-roster')}?{urlencode({'station': station_id, 'year': year})}"
