"""Whose list something found about a family waits on."""

from uuid import UUID

from yimen.domains.network import queries as network
from yimen.domains.network.types import Role, StationLevel
from yimen.kernel import RegionCode

_ROLES = {
    StationLevel.VILLAGE: Role.VILLAGE_ASSISTANT,
    StationLevel.TOWN: Role.TOWN_HANDLER,
    StationLevel.COUNTY: Role.COUNTY_REVIEWER,
}


def nearest_owner(region: RegionCode) -> tuple[UUID, Role]:
    """The nearest station, and who of it takes the item: of the village, the town or the county."""
    station = network.find_station(region) or network.station_of(region, StationLevel.COUNTY)
    return station.id, _ROLES[StationLevel(station.level)]
