"""Staff of every role at home, in the neighbouring town and in another county."""

from collections.abc import Mapping
from uuid import UUID

from tests.support.cast import (
    COUNTY,
    OTHER_COUNTY,
    OTHER_COUNTY_TOWN,
    OTHER_TOWN,
    OTHER_VILLAGE,
    PASSWORD,
    SINCE,
    TOWN,
    VILLAGE,
    Cast,
)
from yimen.domains.network import actions as network
from yimen.domains.network import queries as network_queries
from yimen.domains.network.rules import ROLE_LEVELS
from yimen.domains.network.types import Actor, DepartmentKind, Role, StationLevel
from yimen.foundation.accounts.models import User
from yimen.kernel import RegionCode, RegionLevel

HOME, NEIGHBOUR, ABROAD = "home", "neighbour", "abroad"
"""Where somebody works: in the town (and its county) of the families, in another town, in another county."""

_SEATS: Mapping[str, Mapping[StationLevel, RegionCode]] = {
    HOME: {StationLevel.COUNTY: COUNTY, StationLevel.TOWN: TOWN, StationLevel.VILLAGE: VILLAGE},
    NEIGHBOUR: {StationLevel.TOWN: OTHER_TOWN, StationLevel.VILLAGE: OTHER_VILLAGE},
    ABROAD: {StationLevel.COUNTY: OTHER_COUNTY, StationLevel.TOWN: OTHER_COUNTY_TOWN},
}
_DEPARTMENTS = {DepartmentKind.EDUCATION: "教育局", DepartmentKind.HUMAN_RESOURCES: "人力资源和社会保障局"}


def seats(role: Role) -> list[str]:
    """The places where a role can work."""
    return [place for place, levels in _SEATS.items() if ROLE_LEVELS[role] & set(levels)]


def appoint_everywhere(cast: Cast) -> dict[tuple[Role, str], Actor]:
    """Somebody of each role at each place, at the lowest station the role can sit at."""
    far = network_queries.actor_for(User.objects.get(username="other_administrator").id)
    administrators = {HOME: cast.administrator, NEIGHBOUR: cast.administrator, ABROAD: far}
    made: dict[tuple[Role, str], Actor] = {}
    for role in Role:
        for place in seats(role):
            level = next(
                level for level in reversed(StationLevel) if level in ROLE_LEVELS[role] & set(_SEATS[place])
            )
            made[role, place] = _appointed(role, place, _SEATS[place][level], administrators[place])
    return made


def department_of(administrator: Actor, kind: DepartmentKind = DepartmentKind.EDUCATION) -> UUID:
    """A department of the county; the liaisons of the stage speak for education, for no other."""
    known = network_queries.departments(administrator.region).filter(kind=kind).first()
    name = _DEPARTMENTS[kind]
    return (
        known or network.add_department(region=administrator.region, kind=kind, name=name, by=administrator)
    ).id


def _appointed(role: Role, place: str, region: RegionCode, administrator: Actor) -> Actor:
    station = network_queries.find_station(region, _level(region))
    station_id = station.id if station else _found(region, administrator)
    user = User.objects.create_user(f"{place}-{role.value}", PASSWORD, name="钱多多")
    staff = network.add_staff(name="钱多多", user_id=user.id, by=administrator)
    network.appoint(
        staff_id=staff.id,
        station_id=station_id,
        role=role,
        valid_from=SINCE,
        by=administrator,
        department_id=department_of(administrator) if role is Role.DEPARTMENT_LIAISON else None,
    )
    return network_queries.actor_for(user.id)


def _level(region: RegionCode) -> StationLevel:
    return {
        RegionLevel.COUNTY: StationLevel.COUNTY,
        RegionLevel.TOWN: StationLevel.TOWN,
        RegionLevel.VILLAGE: StationLevel.VILLAGE,
    }[region.level]


def _found(region: RegionCode, administrator: Actor) -> UUID:
    name = f"{network_queries.get_region(region).name}救助站"
    return network.found_station(region=region, name=name, hotline="0753-8821234", by=administrator).id
