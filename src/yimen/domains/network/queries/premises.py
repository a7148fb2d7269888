"""What stations look like and have, and how each scores by the seven haves."""

from uuid import UUID

from yimen.kernel import RegionCode, RegionLevel

from ..haves import StationFacts, score
from ..models import Premises, Station
from ..types import Actor, Equipment, Staffing, StationLevel, StationNorms, StationScore, Zone
from .conditions import is_open
from .norms import staffing
from .stations import stations_within


def find_premises(station_id: UUID) -> Premises | None:
    """The rooms of a station as they were described last."""
    return Premises.objects.filter(station_id=station_id).first()


def station_scores(
    by: Actor, norms: StationNorms, *, level: StationLevel | None = None
) -> list[StationScore]:
    """The seven haves of every open station of the actor's region, by region, in four queries."""
    rows = list(stations_within(by).select_related("premises"))
    posts = {row.station_id: row for row in staffing(by)}
    standing = _standing(by.region)
    return [
        StationScore(
            row.id,
            row.name,
            RegionCode(row.region),
            StationLevel(row.level),
            score(_facts(row, posts[row.id], standing), norms.area[StationLevel(row.level)]),
        )
        for row in rows
        if level in (None, StationLevel(row.level))
    ]


def _standing(region: RegionCode) -> dict[str, StationLevel]:
    """The open stations of the whole county a region lies in, by region."""
    county = region.at(RegionLevel.COUNTY)
    rows = Station.objects.filter(is_open(), region__gte=county.lo, region__lt=county.hi)
    return {region: StationLevel(level) for region, level in rows.values_list("region", "level")}


def _facts(row: Station, posts: Staffing, standing: dict[str, StationLevel]) -> StationFacts:
    rooms = getattr(row, "premises", None)
    return StationFacts(
        level=StationLevel(row.level),
        levels_with_it=_levels_around(RegionCode(row.region), standing),
        area=rooms.floor_area if rooms else None,
        has_sign=bool(rooms and rooms.has_sign),
        has_road_sign=bool(rooms and rooms.has_road_sign),
        staffed=posts.posts,
        required=posts.required,
        zones={Zone(zone) for zone in rooms.zones} if rooms else set(),
        equipment={Equipment(each) for each in rooms.equipment} if rooms else set(),
        hours=row.hours,
        hotline=row.hotline,
        tasks=rooms.tasks if rooms else (),
        is_posted=bool(rooms and rooms.is_posted),
    )


def _levels_around(region: RegionCode, standing: dict[str, StationLevel]) -> set[StationLevel]:
    """The levels of stations above a place and, for the lower levels, within it or its town."""
    above = {standing[str(each)] for each in region.ancestors() if str(each) in standing}
    within = {level for code, level in standing.items() if region.contains(RegionCode(code))}
    return above | within
