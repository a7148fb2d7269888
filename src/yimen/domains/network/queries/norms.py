"""How many posts a station has, and how many the norm asks for."""

from datetime import date

from django.db.models import Count, Q
from django.utils import timezone

from yimen.kernel import RegionCode

from .. import rules
from ..models import Region, Station
from ..types import Actor, StaffingGap, StationLevel
from .stations import stations_within


def staffing_gaps(by: Actor, *, on: date | None = None) -> list[StaffingGap]:
    """Stations of the actor's region with fewer posts than the norm asks."""
    counted = stations_within(by).annotate(
        staffed=Count("posts__staff", filter=_posts_in_force(on or timezone.localdate()), distinct=True)
    )
    stations = list(counted)
    codes = [station.region for station in stations]
    people = dict(Region.objects.filter(code__in=codes).values_list("code", "population"))
    gaps = [_staffing(station, people.get(station.region)) for station in stations]
    return [gap for gap in gaps if gap.posts < gap.required]


def _posts_in_force(on: date) -> Q:
    not_ended = Q(posts__valid_until__isnull=True) | Q(posts__valid_until__gt=on)
    return Q(posts__valid_from__lte=on) & not_ended


def _staffing(station: Station, population: int | None) -> StaffingGap:
    level = StationLevel(station.level)
    staffed: int = station.staffed  # type: ignore[attr-defined]  # annotated by staffing_gaps
    required = rules.required_posts(level, population)
    return StaffingGap(
        station.id, station.name, RegionCode(station.region), level, population, staffed, required
    )
