"""Sheets of the library for the printer: the guide to one item, a list, the wall chart of a village."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET

from yimen.domains.cases.queries.ways import way_of
from yimen.domains.library import queries as library
from yimen.domains.library.types import ItemFilters, PrintedStation, Shelf
from yimen.domains.network import queries as network
from yimen.domains.network.permissions import CARDS
from yimen.domains.network.types import Role
from yimen.foundation.language import in_official_language
from yimen.kernel import RegionCode, RegionLevel

from ..requests import DeskRequest, today
from .library import chosen_day, chosen_items, office_of

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PUBLIC = (Role.VILLAGE_ASSISTANT, Role.TOWN_HANDLER, Role.TOWN_REVIEWER, Role.COUNTY_REVIEWER)
"""Whoever is asked at a station, and whose names therefore hang on its wall."""


@require_GET
def guide(request: DeskRequest, item_key: str) -> HttpResponse:
    return _pdf(_guide(request, item_key))


@require_GET
def guide_editable(request: DeskRequest, item_key: str) -> HttpResponse:
    return _docx(_guide(request, item_key))


@in_official_language
def _guide(request: DeskRequest, item_key: str) -> library.Printed:
    found = library.guide_of(item_key, request.actor.region, chosen_day(request), way_of)
    county = network.region_path(request.actor.region.at(RegionLevel.COUNTY))
    return library.guide_sheet(found, county, office_of(found.item, request.actor))


@require_GET
def items(request: DeskRequest) -> HttpResponse:
    return _pdf(_items(request))


@in_official_language
def _items(request: DeskRequest) -> library.Printed:
    tab, on, filters = chosen_items(request)
    guides = library.guides_at(request.actor.region, on, way_of, filters)
    county = network.region_path(request.actor.region.at(RegionLevel.COUNTY))
    return library.list_sheet(tab.title, guides, county, on)


@require_GET
def wall_chart(request: DeskRequest, station_id: UUID) -> HttpResponse:
    return _pdf(_wall_chart(request, station_id))


@require_GET
def wall_chart_editable(request: DeskRequest, station_id: UUID) -> HttpResponse:
    return _docx(_wall_chart(request, station_id))


@in_official_language
def _wall_chart(request: DeskRequest, station_id: UUID) -> library.Printed:
    station = network.get_station(station_id)
    region = RegionCode(station.region)
    stations = [station]
    while (above := network.superior_station(stations[-1])) is not None:
        stations.append(above)
    guides = library.guides_at(region, today(), way_of, ItemFilters(shelf=Shelf.POLICY))
    return library.wall_chart(
        guides,
        [_printed(each) for each in stations],
        network.region_path(region, above=RegionLevel.TOWN),
        today(),
        is_large=request.GET.get("size") != "a4",
    )


def _printed(station: Any) -> PrintedStation:
    posts = [post for post in network.posts_at(station.id) if Role(post.role) in PUBLIC]
    staff = tuple(f"{post.staff.name}（{CARDS[Role(post.role)].title}）" for post in posts)
    return PrintedStation(station.name, station.address, station.hours, station.hotline, staff)


def _pdf(printed: library.Printed) -> HttpResponse:
    response = HttpResponse(printed.pdf(), content_type="application/pdf")
    response["Content-Disposition"] = content_disposition_header(False, f"{printed.title}.pdf") or "inline"
    return response


def _docx(printed: library.Printed) -> HttpResponse:
    response = HttpResponse(printed.docx(), content_type=DOCX)
    response["Content-Disposition"] = content_disposition_header(True, f"{printed.title}.docx") or ""
    return response
