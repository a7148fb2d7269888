"""How many posts a station has, and how many the norm asks for."""

from datetime import date

from django.db.models import Count, Q
from django.utils import timezone

from yimen.kernel import RegionCode

from .. import rules
from ..models import Region, Station
from ..types import Actor, Staffing, StaffingState, StationLevel
from .stations import stations_within


def staffing(
    by: Actor, *, region: RegionCode | None = None, state: StaffingState | None = None, on: date | None = None
) -> list[Staffing]:
    """Posts and norm of every station of the actor's region, or of a part of it."""
    stations = stations_within(by)
    if region is not None:
        stations = stations.filter(region__gte=region.lo, region__lt=region.hi)
    filled = _posts_in_force(on or timezone.localdate())
    counted = list(stations.annotate(staffed=Count("posts__staff", filter=filled, distinct=True)))
    codes = [station.region for station in counted]
    people = dict(Region.objects.filter(code__in=codes).values_list("code", "population"))
    rows = [_staffing(station, people.get(station.region)) for station in counted]
    return [row for row in rows if _is_asked_for(row, state)]


def staffing_gaps(by: Actor, *, on: date | None = None) -> list[Staffing]:
    """Stations of the actor's region with fewer posts than the norm asks."""
    return staffing(by, state=StaffingState.SHORT, on=on)


def _is_asked_for(row: Staffing, state: StaffingState | None) -> bool:
    if state is StaffingState.SHORT:
        return row.lacking > 0
    if state is StaffingState.UNKNOWN_POPULATION:
        return row.level is StationLevel.VILLAGE and row.population is None
    return True


def _posts_in_force(on: date) -> Q:
    not_ended = Q(posts__valid_until__isnull=True) | Q(posts__valid_until__gt=on)
    return Q(posts__valid_from__lte=on) & not_ended


def _staffing(station: Station, population: int | None) -> Staffing:
    level = StationLevel(station.level)
    staffed: int = station.staffed  # type: ignore[attr-defined]  # annotated by staffing
    required = rules.required_posts(level, population)
    return Staffing(
        station.id, station.name, RegionCode(station.region), level, population, staffed, required
    )
