"""The county of the simulation: staff of twelve towns and of the county, a far county, who is away when."""

import inspect
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import cycle
from uuid import UUID

from tests.support.cast import OTHER_COUNTY, OTHER_COUNTY_TOWN
from yimen.domains.allowances import jobs as allowance_jobs
from yimen.domains.cases import jobs as case_jobs
from yimen.domains.exchange import jobs as exchange_jobs
from yimen.domains.network import actions, queries
from yimen.domains.network.models import Region
from yimen.domains.network.types import Actor, Role
from yimen.domains.worklist import jobs as work_jobs
from yimen.doors.cli.county.staff import COUNTY, COUNTY_ROLES, NICKNAMES, Seat, Team, appoint, seats
from yimen.foundation.accounts.opening import Opening, open_accounts
from yimen.foundation.audit import SYSTEM
from yimen.foundation.audit.sealing import seal_pending
from yimen.foundation.calendar.actions import fill_official_calendar
from yimen.foundation.database.scope import scoped
from yimen.kernel import RegionCode

SINCE = date(2020, 1, 1)
TOWNS = tuple(RegionCode(code) for code in NICKNAMES if code != str(COUNTY))
TOWN_ROLES = (Role.TOWN_HANDLER, Role.TOWN_HANDLER, Role.TOWN_REVIEWER, Role.TOWN_CONFIRMER)
VILLAGES_OF_A_TOWN = 2
AWAY_FOR = timedelta(days=7)
"""So long each first handler of a town is away once in the year."""


@dataclass
class House:
    """Everybody at work, by region and role; `far` answers for the place of registration."""

    team: Team
    far: Actor
    villages: dict[RegionCode, tuple[RegionCode, ...]]
    staff: tuple[Actor, ...] = ()
    away: dict[UUID, tuple[date, date]] = field(default_factory=dict)
    meeting_towns: frozenset[RegionCode] = frozenset()
    reviewing_towns: frozenset[RegionCode] = frozenset()
    """Where a yearly review goes through all households at once."""

    def at(self, region: RegionCode, role: Role, nth: int = 0) -> Actor:
        found = self.team.at(region, role)
        return found[nth % len(found)]

    def is_away(self, actor: Actor, day: date) -> bool:
        return self.is_away_post(actor.post_id, day)

    def is_away_post(self, post_id: UUID, day: date) -> bool:
        since, until = self.away.get(post_id, (date.max, date.max))
        return since <= day < until


@contextmanager
def acting(by: Actor) -> Iterator[Actor]:
    """What the request middleware does around a view."""
    with scoped(by.scope):
        yield by


def afresh(actor: Actor) -> Actor:
    """The same post, with what is shown to it today."""
    return queries.actor_for(actor.user_id, actor.post_id)


def build_house(towns: int = len(TOWNS)) -> House:
    """Regions, calendar, stations and everybody in office; the first handlers take their leave by turns."""
    fill_official_calendar()
    actions.import_pilot_regions(by=SYSTEM)
    chosen = TOWNS[:towns]
    villages = {town: _villages(town) for town in chosen}
    planned = seats(
        [
            (COUNTY, COUNTY_ROLES),
            *((town, TOWN_ROLES) for town in chosen),
            *((village, (Role.VILLAGE_ASSISTANT,)) for found in villages.values() for village in found),
        ]
    )
    house = House(appoint(planned), _far(), villages)
    house.staff = (*(actor for held in house.team.actors.values() for actor in held), house.far)
    weeks = cycle(range(5, 45, 3))
    for town in chosen:
        since = date(2026, 1, 5) + timedelta(weeks=next(weeks))
        house.away[house.at(town, Role.TOWN_HANDLER).post_id] = (since, since + AWAY_FOR)
    house.meeting_towns = frozenset(chosen[1::4])
    house.reviewing_towns = frozenset(chosen[::3])
    return house


def _villages(town: RegionCode) -> tuple[RegionCode, ...]:
    found = Region.objects.filter(code__gt=str(town), code__lt=str(town.hi)).order_by("code")
    return tuple(RegionCode(code) for code in found.values_list("code", flat=True)[:VILLAGES_OF_A_TOWN])


def _far() -> Actor:
    """One handler of a town in another county that works with the house as well, and its superior."""
    users = open_accounts(
        [
            Opening("far.administrator", "孟管理"),
            Opening("far.reviewer", "孟复核"),
            Opening("far.handler", "孟庆安"),
        ],
        password="far-away-2026-xq",
    )
    actions.appoint_first_administrator(
        county=OTHER_COUNTY, user_id=users["far.administrator"], name="孟管理", on=SINCE, by=SYSTEM
    )
    administrator = queries.actor_for(users["far.administrator"])
    station = actions.found_station(
        region=OTHER_COUNTY_TOWN, name="古云镇社会救助服务站", hotline="0635-0000000", by=administrator
    )
    for seat, station_id in (
        (Seat("far.reviewer", "孟复核", Role.COUNTY_REVIEWER, OTHER_COUNTY), administrator.station_id),
        (Seat("far.handler", "孟庆安", Role.TOWN_HANDLER, OTHER_COUNTY_TOWN), station.id),
    ):
        staff = actions.add_staff(name=seat.name, user_id=users[seat.username], by=administrator)
        actions.appoint(
            staff_id=staff.id, station_id=station_id, role=seat.role, valid_from=SINCE, by=administrator
        )
    return queries.actor_for(users["far.handler"])


def run_jobs() -> None:
    """What the machine does every hour: here once on a working day, as after a standstill."""
    seal_pending()
    for module in (case_jobs, allowance_jobs, exchange_jobs, work_jobs):
        for name, run in vars(module).items():
            is_own = inspect.isfunction(run) and run.__module__ == module.__name__
            if is_own and not name.startswith("_") and not inspect.signature(run).parameters:
                run()
