"""What all replayed cases share: calendar, limits, offices, delegations; each is looked up once."""

from collections import Counter
from collections.abc import Mapping
from datetime import date, timedelta
from functools import cached_property
from typing import Any
from uuid import UUID

from yimen.domains.cases.actions.clocks import PLACES
from yimen.domains.cases.loading.history import History
from yimen.domains.cases.queries.limits import hangs_until_award_ends, limit_on
from yimen.domains.cases.rules.addresses import whole_address
from yimen.domains.cases.rules.procedures import procedure_of
from yimen.domains.cases.types import Clock
from yimen.domains.library import queries as library
from yimen.domains.network import queries as network
from yimen.domains.network.types import Delegation, Role, StationLevel
from yimen.domains.verification import queries as verification
from yimen.domains.worklist.types import LoadedItem, Subject
from yimen.foundation.calendar.queries import load_calendar
from yimen.kernel import Deadline, Programme, RegionCode, RegionLevel, Step, TimeLimit, deadline

VERIFICATION_START = "clock_verification_start"


class Setting:
    """Lookups of one load; `today` decides what has come down and what still hangs."""

    def __init__(self, today: date) -> None:
        self.today = today
        self.calendar = load_calendar()
        self.numbers: Counter[tuple[str, int]] = Counter()
        self._publications: dict[tuple[bool, RegionCode, date], bool] = {}
        self._deadlines: dict[tuple[TimeLimit, date], Deadline] = {}
        self._limits: dict[tuple[str, RegionCode, date], TimeLimit] = {}
        self._stations: dict[tuple[RegionCode, StationLevel], Any] = {}
        self._delegations: dict[tuple[Programme, RegionCode], Delegation] = {}
        self._names: dict[str, str] = {}
        self._paths: dict[str, str] = {}
        self._posts: dict[tuple[UUID, Role], tuple[UUID, ...]] = {}

    @cached_property
    def rulebook_version(self) -> str:
        return library.rulebook_version()

    def number(self, region: RegionCode, year: int) -> str:
        """The next case number of a town and year."""
        town = region.at(RegionLevel.TOWN)
        self.numbers[str(town), year] += 1
        return f"{town.prefix}-{year}-{self.numbers[str(town), year]:05d}"

    def village(self, region: RegionCode) -> str:
        if str(region) not in self._names:
            self._names |= network.region_names([region])
        return self._names[str(region)]

    def address(self, history: History) -> str:
        """Where the family lives, as papers say it."""
        if str(history.region) not in self._paths:
            self._paths[str(history.region)] = network.region_path(history.region)
        return whole_address(self._paths[str(history.region)], history.address)

    def delegation(self, programme: Programme, region: RegionCode) -> Delegation:
        key = (programme, region.at(RegionLevel.TOWN))
        if key not in self._delegations:
            self._delegations[key] = network.confirmers(programme, Step.CONFIRM, key[1], self.today)
        return self._delegations[key]

    def due(self, clock: Clock, programme: Programme, region: RegionCode, event_on: date) -> Deadline:
        """When a step must be done that waits since `event_on`."""
        return self._deadline(self._limit(clock, programme, region, event_on), event_on)

    def due_by_name(self, name: str, region: RegionCode, event_on: date) -> Deadline:
        return self._deadline(self._named_limit(name, region, event_on), event_on)

    def result_due(self, region: RegionCode, event_on: date) -> Deadline:
        """When the county answers what it has started to verify."""
        key = ("result", region.at(RegionLevel.COUNTY), event_on.replace(day=1))
        if key not in self._limits:
            self._limits[key] = verification.result_limit(key[1], key[2])
        return self._deadline(self._limits[key], event_on)

    def _deadline(self, limit: TimeLimit, event_on: date) -> Deadline:
        if (limit, event_on) not in self._deadlines:
            self._deadlines[limit, event_on] = deadline(limit, event_on, self.calendar)
        return self._deadlines[limit, event_on]

    def item(self, clock: Clock, subject: Subject, due: Deadline, event_on: date) -> LoadedItem:
        """The work item of a clock at the office that owns it."""
        place = PLACES[clock]
        level = StationLevel.COUNTY if place.role is Role.COUNTY_CONFIRMER else place.level
        station = self.station(subject.region, level)
        return LoadedItem(place.kind, subject, due, event_on, station.id, place.role)

    def station(self, region: RegionCode, level: StationLevel) -> Any:
        key = (region.at(RegionLevel.TOWN), level)
        if key not in self._stations:
            self._stations[key] = network.station_of(key[0], level)
        return self._stations[key]

    def posts(self, station_id: UUID, role: Role) -> tuple[UUID, ...]:
        """The posts of a role at an office."""
        key = (station_id, role)
        if key not in self._posts:
            self._posts[key] = tuple(post.id for post in network.posts_at(station_id, role=role))
        return self._posts[key]

    def _limit(self, clock: Clock, programme: Programme, region: RegionCode, on: date) -> TimeLimit:
        """Limits change with the first of a month at the earliest, and not within a county."""
        county, month = region.at(RegionLevel.COUNTY), on.replace(day=1)
        key = (f"{clock} {programme}", county, month)
        if key not in self._limits:
            self._limits[key] = limit_on(clock, programme, county, month)
        return self._limits[key]

    def hangs_until_award_ends(self, programme: Programme, region: RegionCode, on: date) -> bool:
        """How long a published decision hangs changes no more often than a limit."""
        key = (procedure_of(programme).follows_dibao, region.at(RegionLevel.COUNTY), on.replace(day=1))
        if key not in self._publications:
            self._publications[key] = hangs_until_award_ends(programme, *key[1:])
        return self._publications[key]

    def _named_limit(self, name: str, region: RegionCode, on: date) -> TimeLimit:
        county, month = region.at(RegionLevel.COUNTY), on.replace(day=1)
        key = (name, county, month)
        if key not in self._limits:
            self._limits[key] = library.time_limit(name, county, month)
        return self._limits[key]


def last_day(due: Deadline, posted_on: date) -> date:
    """The last day a notice hangs; at least one whole day."""
    return max(due.due_on, posted_on + timedelta(days=1))


Answers = Mapping[date, Mapping[str, Any]]
"""Kept answers of one case by the day they were made for."""
