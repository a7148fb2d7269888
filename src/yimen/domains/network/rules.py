"""Pure decisions of the network: staffing norms, which role sits at which station, whose authority counts."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Protocol

from yimen.foundation.protection import Handling
from yimen.kernel import Programme, RegionCode, RegionLevel, Step

from .types import Delegation, Role, StationLevel

STATION_LEVELS: Mapping[RegionLevel, StationLevel] = {
    RegionLevel.COUNTY: StationLevel.COUNTY,
    RegionLevel.TOWN: StationLevel.TOWN,
    RegionLevel.VILLAGE: StationLevel.VILLAGE,
}
STATION_NAMES: Mapping[StationLevel, str] = {
    StationLevel.TOWN: "%(place)s社会救助服务站",
    StationLevel.VILLAGE: "%(place)s社会救助工作站",
}
"""What a station is called until the county names it otherwise."""
_COUNTY, _TOWN, _VILLAGE = StationLevel.COUNTY, StationLevel.TOWN, StationLevel.VILLAGE
ROLE_LEVELS: Mapping[Role, frozenset[StationLevel]] = {
    Role.VILLAGE_ASSISTANT: frozenset({_VILLAGE}),
    Role.GRID_WORKER: frozenset({_VILLAGE}),
    Role.SOCIAL_WORKER: frozenset({_TOWN, _VILLAGE}),
    Role.TOWN_HANDLER: frozenset({_TOWN}),
    Role.TOWN_REVIEWER: frozenset({_TOWN}),
    Role.TOWN_CONFIRMER: frozenset({_TOWN}),
    Role.COUNTY_VERIFIER: frozenset({_COUNTY}),
    Role.COUNTY_REVIEWER: frozenset({_COUNTY}),
    Role.COUNTY_CONFIRMER: frozenset({_COUNTY}),
    Role.DEPARTMENT_LIAISON: frozenset({_COUNTY, _TOWN}),
    Role.AUDITOR: frozenset({_COUNTY}),
    Role.ADMINISTRATOR: frozenset({_COUNTY}),
}

# Town rule of 孟姑集镇: three full-time staff in a town; a village of under 1,000 people one, otherwise two.
TOWN_STAFF = 3
LARGE_VILLAGE = 1000

DEFAULT_RULE = "未下放，由县级人民政府民政部门审核确认（民发〔2021〕57号 第二条）"


def required_posts(level: StationLevel, population: int | None) -> int:
    """The norm's number of posts; a county has none, an unknown population asks for the smaller number."""
    if level is StationLevel.TOWN:
        return TOWN_STAFF
    if level is StationLevel.VILLAGE:
        return 2 if population is not None and population >= LARGE_VILLAGE else 1
    return 0


class DelegatedRow(Protocol):
    """What a stored delegation says, as far as choosing needs it."""

    region: str
    role: str
    rule: str
    valid_from: date


def choose_delegation(
    programme: Programme, step: Step, region: RegionCode, rows: Iterable[DelegatedRow]
) -> Delegation:
    """The most specific region wins, then the latest date; without any row the county confirms."""
    chosen = max(rows, key=lambda row: (RegionCode(row.region).level, row.valid_from), default=None)
    if chosen is None:
        county = region.at(RegionLevel.COUNTY)
        return Delegation(programme, step, Role.COUNTY_CONFIRMER, county, DEFAULT_RULE, None, True)
    role = Role(chosen.role)
    return Delegation(programme, step, role, _seat(role, region), chosen.rule, chosen.valid_from, False)


def _seat(role: Role, region: RegionCode) -> RegionCode:
    """Where the one who confirms sits."""
    is_town = _TOWN in ROLE_LEVELS[role]
    return region.at(RegionLevel.TOWN if is_town else RegionLevel.COUNTY)


PROTECTION: Mapping[str, Handling] = {
    "Region.level": Handling.KEEP,
    "Region.name": Handling.KEEP,
    "RegionName.name": Handling.KEEP,
    "Station.level": Handling.KEEP,
    "Station.name": Handling.KEEP,
    "Station.address": Handling.KEEP,
    "Station.hours": Handling.KEEP,
    "Station.hotline": Handling.KEEP,
    "Department.kind": Handling.KEEP,
    "Department.name": Handling.KEEP,
    "Organisation.kind": Handling.KEEP,
    "Organisation.name": Handling.KEEP,
    "Organisation.credit_code": Handling.KEEP,
    "Staff.name": Handling.KEEP,
    "Post.role": Handling.KEEP,
    "DelegatedStep.programme": Handling.KEEP,
    "DelegatedStep.step": Handling.KEEP,
    "DelegatedStep.role": Handling.KEEP,
    "DelegatedStep.rule": Handling.KEEP,
    "Training.title": Handling.KEEP,
    "Training.kind": Handling.KEEP,
    "Share.subject_kind": Handling.KEEP,
    "Share.reason": Handling.KEEP,
    "Share.note": Handling.ERASE,
}
"""The data-protection map: the texts of this room. Who decided stays known, so names of staff are kept."""
