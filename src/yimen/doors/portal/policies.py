"""Policies and stations for everybody: no account, no person in it, kept by caches for a few minutes.

One address for each page; the county is chosen where the house serves more than one.
"""

from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.safestring import mark_safe
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from yimen.domains.cases.queries.ways import way_of
from yimen.domains.library import queries as library
from yimen.domains.library.types import ItemFilters, PeopleGroup
from yimen.domains.network import queries as network
from yimen.domains.network.errors import UnknownStationError
from yimen.domains.network.types import StationLevel
from yimen.foundation.language import in_official_language, in_readers_words
from yimen.kernel import RegionCode, YimenError

from .views import page

FRESH = 5 * 60
MOST = 40
Page = Callable[[HttpRequest], HttpResponse]


def kept_page(view: Page) -> Page:
    """Reading only; the same for everybody who reads the same language."""

    @require_safe
    @vary_on_headers("Cookie", "Accept-Language")
    @cache_control(public=True, max_age=FRESH)
    @wraps(view)
    def shown(request: HttpRequest) -> HttpResponse:
        try:
            return view(request)
        except YimenError as refusal:
            return page(request, "missing", status=404, message=in_readers_words(refusal.message))

    return shown


@kept_page
def policies(request: HttpRequest) -> HttpResponse:
    """What there is, by department; narrowed by a word or by who asks."""
    place = _place(request)
    words, group = request.GET.get("words", "")[:MOST], request.GET.get("group", "")
    asked = ItemFilters(words=words, group=PeopleGroup(group) if group in list(PeopleGroup) else None)
    items = library.items_at(place, timezone.localdate(), asked)
    return page(
        request,
        "policies",
        region=network.get_region(place),
        counties=network.counties_served(),
        groups=list(PeopleGroup),
        words=words,
        group=group,
        departments=[
            (department, [item for item in items if item.department is department])
            for department in dict.fromkeys(item.department for item in items)
        ],
    )


@kept_page
def policy(request: HttpRequest) -> HttpResponse:
    """One item: who may have it, what to bring, how it goes, how long it takes, where to go."""
    place = _place(request)
    guide = library.guide_of(request.GET.get("item", "")[:MOST], place, timezone.localdate(), way_of)
    face = settings.YIMEN_FONT_FACES["head"][0]
    picture = library.draw(guide.chart, face, in_readers_words) if guide.chart.steps else ""
    return page(
        request,
        "policy",
        guide=guide,
        item=guide.item,
        region=network.get_region(place),
        picture=mark_safe(picture),  # noqa: S308 - every text in it is escaped where it is drawn
        goes_on=library.goes_on,
    )


@kept_page
def policy_sheet(request: HttpRequest) -> HttpResponse:
    """The guide to one item for a printer."""
    printed = _sheet(request)
    response = HttpResponse(printed.pdf(), content_type="application/pdf")
    response["Content-Disposition"] = content_disposition_header(False, f"{printed.title}.pdf") or "inline"
    return response


@in_official_language
def _sheet(request: HttpRequest) -> library.Printed:
    place = _place(request)
    guide = library.guide_of(request.GET.get("item", "")[:MOST], place, timezone.localdate(), way_of)
    return library.guide_sheet(guide, network.region_path(place), guide.item.office)


@kept_page
def stations(request: HttpRequest) -> HttpResponse:
    """Where to go, when, and which number to call; the county first, then each town with its villages."""
    place = _place(request)
    found = network.public_stations(place)
    towns = [station for station in found if station.level == StationLevel.TOWN]
    groups = [(town, [each for each in found if _lies_in(each.region, town.region)]) for town in towns]
    return page(
        request,
        "stations",
        region=network.get_region(place),
        counties=network.counties_served(),
        centres=[station for station in found if station.level == StationLevel.COUNTY],
        towns=groups,
    )


def _lies_in(region: str, town: str) -> bool:
    return region != town and RegionCode(town).contains(RegionCode(region))


def _place(request: HttpRequest) -> RegionCode:
    """The county asked for, or the only one; a wrong code is as good as none."""
    served = [RegionCode(station.region) for station in network.counties_served()]
    if not served:
        raise UnknownStationError("还没有设立县级站点，请稍后再来。")
    return next((place for place in served if str(place) == request.GET.get("place")), served[0])
