"""Whose list something found about a family waits on."""

from uuid import UUID

from yimen.domains.network import queries as network
from yimen.domains.network.permissions import Permission
from yimen.domains.network.types import Actor, Role, StationLevel
from yimen.kernel import RegionCode

_ROLES = {
    StationLevel.VILLAGE: Role.VILLAGE_ASSISTANT,
    StationLevel.TOWN: Role.TOWN_HANDLER,
    StationLevel.COUNTY: Role.COUNTY_REVIEWER,
}
_NEXT = {Role.TOWN_REVIEWER: Role.COUNTY_REVIEWER, Role.COUNTY_REVIEWER: Role.COUNTY_CONFIRMER}


def nearest_owner(region: RegionCode) -> tuple[UUID, Role]:
    """The nearest station, and who of it takes the item: of the village, the town or the county."""
    station = network.find_station(region) or network.station_of(region, StationLevel.COUNTY)
    return station.id, _ROLES[StationLevel(station.level)]


def releaser(region: RegionCode, settled_by: Role | None = None) -> tuple[UUID, Role]:
    """Who lets held money go: the town's reviewer, or one step further up where such a post settled it."""
    town = network.find_station(region, StationLevel.TOWN)
    role = _NEXT.get(settled_by, Role.TOWN_REVIEWER) if settled_by else Role.TOWN_REVIEWER
    if town is not None and role is Role.TOWN_REVIEWER:
        return town.id, role
    county = network.station_of(region, StationLevel.COUNTY)
    return county.id, role if role is not Role.TOWN_REVIEWER else Role.COUNTY_REVIEWER


def letter_writer(region: RegionCode) -> Actor | None:
    """In whose name the town, else the county, writes what nobody's act brought about."""
    found = (
        actor
        for level in (StationLevel.TOWN, StationLevel.COUNTY)
        if (station := network.find_station(region, level)) is not None
        for actor in network.actors_at(station.id, Permission.HOLD_RELEASE)
    )
    return next(found, None)
