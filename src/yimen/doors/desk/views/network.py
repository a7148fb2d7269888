"""The network, to read: stations and what they lack in staff, one station, whose confirmation counts."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from yimen.domains.network import queries
from yimen.domains.network.permissions import CARDS, Permission, allows
from yimen.domains.network.types import Role, StationLevel
from yimen.kernel import Month, Programme, RegionCode, Step

from ..lists import columns, paged
from ..network_places import places_of_the_network
from ..requests import DeskRequest, today
from .rooms import described


def level_title(level: str) -> str:
    """The level of a station in words."""
    return {
        StationLevel.COUNTY: _("县"),
        StationLevel.TOWN: _("乡镇（街道）"),
        StationLevel.VILLAGE: _("村（社区）"),
    }[StationLevel(level)]


@require_GET
def stations(request: DeskRequest) -> HttpResponse:
    paging = paged(request, list(queries.stations_within(request.actor)))
    gaps = {gap.station_id: gap for gap in queries.staffing_gaps(request.actor)}
    rows = [(station, level_title(station.level), gaps.get(station.id)) for station in paging.rows]
    shown = {
        "rows": rows,
        "tabs": places_of_the_network(request, "network"),
        "paging": paging,
        "gaps": len(gaps),
        "closed": queries.stations_closed(request.actor),
        "columns": columns(_("站点"), _("级别"), _("电话"), _("服务时间"), _("人员")),
    }
    return render(request, "desk/stations.html", shown)


@require_GET
def station(request: DeskRequest, station_id: UUID) -> HttpResponse:
    found = queries.get_station(station_id)
    posts = [
        (post, CARDS[Role(post.role)].title, CARDS[Role(post.role)].sentence)
        for post in queries.posts_at(station_id)
    ]
    shown = {
        "station": found,
        "may_change": allows(request.actor.role, Permission.NETWORK_ADMINISTER)
        and request.actor.region.contains(RegionCode(found.region)),
        "may_set_duty": allows(request.actor.role, Permission.DUTY_WRITE)
        and request.actor.region.contains(RegionCode(found.region)),
        "population": queries.get_region(found.region).population,
        "rooms": described(station_id),
        "may_describe": allows(request.actor.role, Permission.STATION_DESCRIBE)
        and request.actor.region.contains(RegionCode(found.region)),
        "level": level_title(found.level),
        "place": queries.region_path(found.region),
        "posts": posts,
        "duty": queries.duty_of(station_id, Month.of(today())),
        "columns": columns(_("姓名"), _("岗位"), _("能做什么"), _("任职起")),
    }
    return render(request, "desk/station.html", shown)


@require_GET
def delegations(request: DeskRequest) -> HttpResponse:
    """Every delegation in the region; where none stands, the county confirms."""
    found = queries.delegations(request.actor.region)
    names = queries.region_names(row.region for row in found)
    rows = [
        (row, Programme(row.programme).title, Step(row.step).title, names.get(row.region, row.region),
         CARDS[Role(row.role)].title)
        for row in found
    ]  # fmt: skip
    titles = columns(_("项目"), _("环节"), _("区域"), _("由谁确认"), _("依据"), _("自"), _("至"))
    may_end = allows(request.actor.role, Permission.DELEGATION_CHANGE)
    shown = {
        "rows": rows,
        "tabs": places_of_the_network(request, "network-delegations"),
        "columns": [*titles, *columns(_("操作"))] if may_end else titles,
        "may_end": may_end,
        "day": today(),
    }
    return render(request, "desk/delegations.html", shown)
