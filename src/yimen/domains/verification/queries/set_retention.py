"""Files of department data that are needed no longer: when they go, and what still keeps them."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.utils import timezone

from yimen.domains.library import queries as library
from yimen.domains.network.permissions import Permission, require
from yimen.domains.network.types import Actor
from yimen.domains.verification.models import SetLoad
from yimen.domains.verification.rules.requests import (
    OWN_REFUSED,
    OWN_SUPERSEDED,
    REFUSED_CLOCK,
    SUPERSEDED_CLOCK,
)
from yimen.domains.verification.types.sets import SetState
from yimen.kernel import DayUnit, RegionCode, RegionLevel, TimeLimit

AHEAD = timedelta(days=90)
_CITING: list[Callable[[Collection[UUID]], Collection[UUID]]] = []


def keep_loads(cited: Callable[[Collection[UUID]], Collection[UUID]]) -> None:
    """Said once by a room above, as it starts: of some versions, those that something still open rests on."""
    _CITING.append(cited)


@dataclass(frozen=True)
class GoingLoad:
    """A version whose files go on a day; `is_cited`: not before what rests on it is settled."""

    load: SetLoad
    since: date
    goes_on: date
    is_cited: bool


def set_limits(region: RegionCode, on: date) -> tuple[TimeLimit, TimeLimit]:
    """How long a version is kept after a newer one counts, and a file that was refused."""
    own = ((SUPERSEDED_CLOCK, OWN_SUPERSEDED), (REFUSED_CLOCK, OWN_REFUSED))
    found = [(library.find_time_limit(name, region, on), office) for name, office in own]
    superseded, refused = (
        limit if limit is not None and limit.unit is DayUnit.CALENDAR else office for limit, office in found
    )
    return superseded, refused


def loads_going(*, by: Actor) -> list[GoingLoad]:
    """What goes within the next months, soonest first; nothing is deleted by looking."""
    require(by, Permission.SET_OPEN, by.region)
    rows = SetLoad.objects.filter(region__gte=by.region.lo, region__lt=by.region.hi)
    until = timezone.localdate() + AHEAD
    going = [each for each in _going(rows) if each.goes_on <= until]
    return sorted(going, key=lambda each: (each.goes_on, each.load.set_key, each.load.version))


def loads_to_clear(on: date) -> list[UUID]:
    """Of all counties, the versions whose files have to go on a day."""
    return [
        each.load.id for each in _going(SetLoad.objects.all()) if each.goes_on <= on and not each.is_cited
    ]


def _going(rows: Iterable[SetLoad]) -> list[GoingLoad]:
    ended = list(_ended(rows))
    asked = [load.id for load, _since in ended]
    cited = {load_id for citing in _CITING for load_id in citing(asked)} if asked else set()
    return [
        GoingLoad(load, since, since + timedelta(days=_limit(load).days), load.id in cited)
        for load, since in ended
    ]


def _limit(load: SetLoad) -> TimeLimit:
    county = RegionCode(load.region).at(RegionLevel.COUNTY)
    superseded, refused = set_limits(county, timezone.localdate())
    return refused if load.state == SetState.REFUSED else superseded


def _ended(rows: Iterable[SetLoad]) -> Iterator[tuple[SetLoad, date]]:
    """Versions that nothing reads, each with the day since when."""
    versions: dict[tuple[str, str], list[SetLoad]] = defaultdict(list)
    for load in rows:
        if load.state == SetState.REFUSED:
            yield load, timezone.localdate(load.handed_in_at)
        elif load.state == SetState.LOADED:
            versions[load.region, load.set_key].append(load)
    for same in versions.values():
        same.sort(key=lambda load: (load.as_of, load.version))
        for place, load in enumerate(same[:-1]):
            since = min(newer.loaded_at for newer in same[place + 1 :] if newer.loaded_at is not None)
            yield load, timezone.localdate(since)
