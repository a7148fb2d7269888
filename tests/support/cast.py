"""The named cast: staff of 平远县 in every role, a stranger of another town, an outsider of another county.

Everybody is appointed by an administrator through the actions of the house, as in a real county.
"""

from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from yimen.domains.network import actions, queries
from yimen.domains.network.actions.region_lists import PUBLISHED_ON, pilot_rows
from yimen.domains.network.types import Actor, Role
from yimen.domains.people import actions as people
from yimen.domains.people.models import Household, Person
from yimen.foundation.accounts.models import User
from yimen.foundation.audit import SYSTEM
from yimen.foundation.database.scope import scoped
from yimen.kernel import RegionCode

from .factories import identity_number, person_facts

PASSWORD = "一门-correct-horse-battery"
SINCE = date(2020, 1, 1)

COUNTY = RegionCode("441426000000")
TOWN = RegionCode("441426100000")
VILLAGE = RegionCode("441426100200")
NEIGHBOUR_VILLAGE = RegionCode("441426100201")
OTHER_TOWN = RegionCode("441426101000")
OTHER_VILLAGE = RegionCode("441426101200")
OTHER_COUNTY = RegionCode("371522000000")
OTHER_COUNTY_TOWN = RegionCode("371522101000")


@dataclass(frozen=True)
class Cast:
    """Each an actor under one post; `users` are their accounts, by the name of the part."""

    administrator: Actor
    village_assistant: Actor
    town_handler: Actor
    town_investigator: Actor
    town_reviewer: Actor
    town_confirmer: Actor
    county_verifier: Actor
    county_reviewer: Actor
    county_confirmer: Actor
    auditor: Actor
    stranger: Actor
    outsider: Actor

    def user_of(self, actor: Actor) -> User:
        return User.objects.get(id=actor.user_id)


PARTS: tuple[tuple[str, str, Role, RegionCode], ...] = (
    ("village_assistant", "林秀英", Role.VILLAGE_ASSISTANT, VILLAGE),
    ("town_handler", "张伟民", Role.TOWN_HANDLER, TOWN),
    ("town_investigator", "刘志强", Role.TOWN_HANDLER, TOWN),
    ("town_reviewer", "陈丽华", Role.TOWN_REVIEWER, TOWN),
    ("town_confirmer", "黄文辉", Role.TOWN_CONFIRMER, TOWN),
    ("county_verifier", "曾国平", Role.COUNTY_VERIFIER, COUNTY),
    ("county_reviewer", "谢春梅", Role.COUNTY_REVIEWER, COUNTY),
    ("county_confirmer", "钟建国", Role.COUNTY_CONFIRMER, COUNTY),
    ("auditor", "韩明", Role.AUDITOR, COUNTY),
    ("stranger", "丘小龙", Role.TOWN_HANDLER, OTHER_TOWN),
)


def build_cast() -> Cast:
    """Import the county with the towns of the others, found the stations, appoint everybody."""
    near = [row for row in pilot_rows() if row.code.startswith(COUNTY.prefix) or row.code.endswith("000")]
    actions.import_regions(rows=near, on=PUBLISHED_ON, by=SYSTEM)
    administrator = _administrator(COUNTY, "administrator", "吴管理")
    stations = {region: _found(region, administrator) for region in (TOWN, VILLAGE, OTHER_TOWN)}
    stations[COUNTY] = administrator.station_id
    parts = {
        part: _appointed(part, name, role, stations[region], administrator)
        for part, name, role, region in PARTS
    }
    return Cast(administrator=administrator, outsider=_outsider(), **parts)


def _administrator(county: RegionCode, username: str, name: str) -> Actor:
    user = User.objects.create_user(username, PASSWORD, name=name)
    actions.appoint_first_administrator(county=county, user_id=user.id, name=name, on=SINCE, by=SYSTEM)
    return queries.actor_for(user.id)


def _found(region: RegionCode, administrator: Actor) -> UUID:
    name = f"{queries.get_region(region).name}救助站"
    return actions.found_station(region=region, name=name, hotline="0753-8821234", by=administrator).id


def _appointed(part: str, name: str, role: Role, station_id: UUID, administrator: Actor) -> Actor:
    user = User.objects.create_user(part, PASSWORD, name=name)
    staff = actions.add_staff(name=name, user_id=user.id, by=administrator)
    actions.appoint(staff_id=staff.id, station_id=station_id, role=role, valid_from=SINCE, by=administrator)
    return queries.actor_for(user.id)


def _outsider() -> Actor:
    administrator = _administrator(OTHER_COUNTY, "other_administrator", "孟管理")
    station_id = _found(OTHER_COUNTY_TOWN, administrator)
    return _appointed("outsider", "孟庆安", Role.TOWN_HANDLER, station_id, administrator)


def wearing(cast: Cast, actor: Actor, role: Role) -> Actor:
    """The same person under a second post of the same station."""
    post = actions.appoint(
        staff_id=actor.staff_id,
        station_id=actor.station_id,
        role=role,
        valid_from=SINCE,
        by=cast.administrator,
    )
    return queries.actor_for(actor.user_id, post.id)


def acting(actor: Actor) -> AbstractContextManager[None]:
    """What the request middleware does around a view: the actor's scope, in one transaction."""
    return scoped(actor.scope)


def register(
    actor: Actor,
    name: str = "李小妹",
    *,
    region: RegionCode = VILLAGE,
    address: str = "墩背村12号",
    number: str = "",
) -> Person:
    """A resident registered by an actor in their scope; her number follows from `number` or her name."""
    facts = person_facts(name, identity=identity_number(number or name))
    with acting(actor):
        return people.register_person(
            facts=facts, region=region, address=address, by=actor, lives_here_since=date(2015, 1, 1)
        )


def resident_household(actor: Actor, name: str = "李小妹", *, region: RegionCode = VILLAGE) -> Household:
    """A resident and the household of one that she heads."""
    head = register(actor, name, region=region)
    with acting(actor):
        return people.found_household(
            head_id=head.id,
            region=region,
            address="墩背村12号",
            registered_region=region,
            is_urban=False,
            by=actor,
            on=date(2024, 1, 1),
        )
