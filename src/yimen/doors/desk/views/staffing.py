"""Staffing beside the norm, and the populations it depends on."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from yimen.domains.network import actions, queries
from yimen.domains.network.permissions import Permission, allows
from yimen.kernel import RegionCode, RegionLevel

from ..exports import as_xlsx
from ..forms.partners import PopulationForm, StaffingFilterForm, TownForm
from ..lists import Words, address, columns, paged
from ..network_places import places_of_the_network
from ..places import towns
from ..refusals import submitted
from ..requests import DeskRequest
from .network import level_title


@require_GET
def staffing(request: DeskRequest) -> HttpResponse:
    """Every station with what the norm asks and what it has."""
    form = _filter(request)
    titled = columns(
        (_("站点"), Words("station_name")), _("级别"), (_("常住人口"), "population", "number"),
        (_("应配"), "required", "number"), (_("在岗"), "posts", "number"), (_("缺"), "lacking"),
    )  # fmt: skip
    paging = paged(request, queries.staffing(request.actor, **form.chosen()), titled)
    shown = {
        "form": form,
        "tabs": places_of_the_network(request, "network-staffing"),
        "paging": paging,
        "rows": [(row, level_title(row.level)) for row in paging.rows],
        "columns": titled,
        "may_write": allows(request.actor.role, Permission.NETWORK_ADMINISTER),
        "export_url": address(request, page=None).replace(
            request.path, reverse("desk:network-staffing-export"), 1
        ),
    }
    return render(request, "desk/staffing.html", shown)


@require_GET
def export(request: DeskRequest) -> HttpResponse:
    titles = [_("站点"), _("级别"), _("常住人口"), _("应配"), _("在岗"), _("缺")]
    found = queries.staffing(request.actor, **_filter(request).chosen())
    rows = (
        (row.station_name, level_title(row.level), row.population, row.required, row.posts, row.lacking)
        for row in found
    )
    return as_xlsx(_("人员配备"), titles, rows, by=request.actor)


def _filter(request: DeskRequest) -> StaffingFilterForm:
    return StaffingFilterForm(_towns(request), request.GET)


def _towns(request: DeskRequest) -> list[tuple[str, str]]:
    """The towns of a county post; a post below has one place, and nothing to choose."""
    is_county = request.actor.region.level is RegionLevel.COUNTY
    return towns(request.actor)[1:] if is_county else []


@require_http_methods(["GET", "POST"])
def populations(request: DeskRequest) -> HttpResponse:
    """The villages of one town on one page: a count is typed once, from top to bottom."""
    towns_form = TownForm(_towns(request), request.GET)
    town = towns_form.chosen()
    villages = list(queries.regions_under(town))
    form = PopulationForm([(row.code, row.name, row.population) for row in villages], request.POST or None)
    done = submitted(
        request, form, lambda: actions.record_populations(populations=form.given(), by=request.actor)
    )
    if done is not None:
        messages.success(request, _("已保存，%(n)s 个村（社区）的人口有变化。") % {"n": done})
        return redirect(f"{reverse('desk:network-population')}?town={town}")
    staffed = {str(row.region): row for row in queries.staffing(request.actor, region=RegionCode(town))}
    shown = {
        "form": form,
        "towns_form": towns_form,
        "rows": [(row, form[row.code], staffed.get(row.code)) for row in villages],
        "columns": columns(
            _("村（社区）"), _("常住人口"), (_("应配"), "", "number"), (_("在岗"), "", "number")
        ),
    }
    return render(request, "desk/populations.html", shown)
