"""Stations: one, the one responsible for a region, the next above, lists of open and closed ones."""

from uuid import UUID

from django.db.models import Q, QuerySet

from yimen.kernel import RegionCode

from ..errors import UnknownStationError
from ..models import Region, Station
from ..types import Actor, StationLevel
from .conditions import is_open, is_within
from .regions import region_path


def get_station(station_id: UUID) -> Station:
    station = Station.objects.filter(id=station_id).first()
    if station is None:
        raise UnknownStationError("没有这个站点；请从站点列表中选择。")
    return station


def find_station(region: RegionCode, level: StationLevel | None = None) -> Station | None:
    """The open station of that level responsible for a region; without a level the nearest one."""
    path = [str(region), *map(str, region.ancestors())]
    rows = Station.objects.filter(is_open(), region__in=path)
    if level is not None:
        rows = rows.filter(level=level)
    return rows.order_by("-region").first()


def station_of(region: RegionCode, level: StationLevel) -> Station:
    """The station of that level responsible for a region; refuses where none is founded."""
    station = find_station(region, level)
    if station is None:
        raise UnknownStationError(
            "%(place)s 还没有设立这一级的救助站点；请管理员先设立。",
            place=region_path(region) or str(region),
            region=str(region),
            level=level.value,
        )
    return station


def superior_station(station: Station) -> Station | None:
    """The next station above, for escalation; a county centre has none."""
    above = [str(region) for region in RegionCode(station.region).ancestors()]
    return Station.objects.filter(is_open(), region__in=above).order_by("-region").first()


def office_of(station: Station) -> Station:
    """Whose number a paper issued at a station bears: a village is no office, the next above is."""
    if station.level != StationLevel.VILLAGE:
        return station
    above = superior_station(station)
    if above is None:
        raise UnknownStationError(
            "%(station)s之上还没有乡镇（街道）站点，文书不能编号；请管理员先设立。", station=station.name
        )
    return above


def stations_within(by: Actor) -> QuerySet[Station]:
    """Open stations of the actor's region, by region."""
    scope = Q(region__gte=by.scope.lo, region__lt=by.scope.hi)
    return Station.objects.filter(scope, is_open()).order_by("region")


def stations_in(region: RegionCode) -> QuerySet[Station]:
    """Open stations of a region whose own list is no secret to anybody in it: which offices there are."""
    return Station.objects.filter(is_open(), region__gte=region.lo, region__lt=region.hi).order_by("region")


def public_stations(region: RegionCode) -> list[Station]:
    """The open stations of a region with what each tells the public, in one query."""
    return list(stations_in(region).select_related("premises"))


def counties_served() -> list[Station]:
    """The open county centres of this house, by region."""
    return list(Station.objects.filter(is_open(), level=StationLevel.COUNTY).order_by("region"))


def towns_served() -> list[RegionCode]:
    """The towns of this house with an open station, by region."""
    rows = Station.objects.filter(is_open(), level=StationLevel.TOWN).order_by("region")
    return [RegionCode(region) for region in rows.values_list("region", flat=True)]


def offices_in(region: RegionCode) -> QuerySet[Station]:
    """Open stations of a region that are offices of their own: the county's and the towns'."""
    return stations_in(region).exclude(level=StationLevel.VILLAGE)


def stations_closed(by: Actor) -> QuerySet[Station]:
    """Closed stations of the actor's region, latest first."""
    scope = Q(region__gte=by.scope.lo, region__lt=by.scope.hi)
    return Station.objects.filter(scope).exclude(is_open()).order_by("-closed_on", "region")


def get_station_within(station_id: UUID, *, by: Actor) -> Station:
    """A station of the actor's region; one elsewhere is as unknown as none."""
    station = get_station(station_id)
    if not is_within(by, station.region):
        raise UnknownStationError("没有这个站点；请从站点列表中选择。")
    return station


def regions_without_station(by: Actor) -> QuerySet[Region]:
    """Towns and villages in being, within the actor's region, where no station was founded."""
    within = Region.objects.filter(code__gte=by.scope.lo, code__lt=by.scope.hi, valid_until__isnull=True)
    founded = Station.objects.filter(region__gte=by.scope.lo, region__lt=by.scope.hi)
    levels = [StationLevel.TOWN.value, StationLevel.VILLAGE.value]
    return within.filter(level__in=levels).exclude(code__in=founded.values("region")).order_by("code")
