"""Loads the demo county once, into a house marked as synthetic, through the loaders of the rooms."""

import contextlib
import gc
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from random import Random

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from yimen.domains.cases import actions as cases
from yimen.domains.cases.actions import History
from yimen.domains.intake import actions as intake
from yimen.domains.network import queries as network
from yimen.domains.network.types import Role
from yimen.domains.people import actions as people
from yimen.doors.cli.county.contacts import contacts, contacts_of_cases
from yimen.doors.cli.county.department_sets import load_department_sets
from yimen.doors.cli.county.families import Family, families
from yimen.doors.cli.county.going_on import go_on
from yimen.doors.cli.county.histories import Teller
from yimen.doors.cli.county.places import furnish
from yimen.doors.cli.county.staff import (
    COUNTY,
    COUNTY_ROLES,
    PASSWORD,
    TOWN_ROLES,
    Team,
    appoint,
    seats,
)
from yimen.doors.cli.progress import Report, quietly
from yimen.foundation.accounts.opening import holds_account
from yimen.foundation.calendar.queries import load_calendar
from yimen.foundation.database.scope import scoped
from yimen.kernel import RegionCode, RegionLevel

SEED = 20260701
HOUSEHOLDS = 3000
TOWNS_SHARE = 0.2
"""Of the time of loading; the cases take the rest."""
WITH_VILLAGE_STATIONS = frozenset({"441426100000", "441426101000", "441426102000"})
"""大柘镇, 石正镇, 东石镇: here the villages have assistants of their own."""
FOLLOWED = RegionCode("441426100000")
"""大柘镇, whose accounts are shown: here something goes on after help was granted."""
SHOWN = (
    ("dazhe200.village_assistant", "大柘镇墩背村协理员"),
    ("dazhe.handler1", "大柘镇经办人"),
    ("dazhe.handler2", "大柘镇经办人（第二名调查人员）"),
    ("dazhe.reviewer", "大柘镇审核人"),
    ("dazhe.confirmer", "大柘镇确认人（急难救助当场决定）"),
    ("county.verifier1", "县级核对员"),
    ("county.reviewer", "县级审核人"),
    ("county.confirmer1", "县级确认人"),
    ("shizheng.handler1", "石正镇经办人（看不到大柘镇的家庭）"),
    ("county.auditor", "监督检查员"),
    ("county.administrator", "系统管理员"),
)
Village = tuple[RegionCode, str]


def accounts() -> list[tuple[str, str, str]]:
    """User name, password and who it is, for the greeting of a demonstration."""
    return [(username, PASSWORD, who) for username, who in SHOWN]


def load_demo(*, households: int = HOUSEHOLDS, today: date | None = None, report: Report = quietly) -> bool:
    """False where the county has its officials already, or is a real one."""
    if not settings.YIMEN_IS_SYNTHETIC or holds_account("county.administrator"):
        return False
    with transaction.atomic(), _nothing_collected():
        _load(households, today or timezone.localdate(), report)
    return True


@contextlib.contextmanager
def _nothing_collected() -> Iterator[None]:
    """Hundreds of thousands of rows live until the end: the collector would walk them again and again."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def _load(households: int, today: date, report: Report) -> None:
    report(0, "岗位和账号 / posts and accounts")
    villages = _villages()
    team = appoint(seats(_offices(villages)))
    furnish(team, today)
    random = Random(SEED)  # noqa: S311 - invented people, not secrets
    invented = sorted(families(villages, households, random, today), key=_place_of)
    teller = Teller(team, load_calendar(), today, random)
    histories: list[History] = []
    towns = sorted({_town_of(family) for family in invented})
    for nth, town in enumerate(towns):
        report(0.05 + TOWNS_SHARE * nth / len(towns), "家庭 / households")
        own = [family for family in invented if _town_of(family) == town]
        histories += _settle(own, town, team, teller, random, today)
    reviewer = team.at(COUNTY, Role.COUNTY_REVIEWER)[0]
    with scoped(reviewer.scope):
        histories.sort(key=lambda history: history.acts[0].at)
        cases.load_histories(histories=histories, today=today, by=reviewer, report=_after(report))
    verifier = team.at(COUNTY, Role.COUNTY_VERIFIER)[0]
    load_department_sets(histories, COUNTY, verifier, today)
    handler, town_reviewer = (team.at(FOLLOWED, role)[0] for role in (Role.TOWN_HANDLER, Role.TOWN_REVIEWER))
    go_on(histories, verifier, handler, town_reviewer, today)


def _after(report: Report) -> Callable[[float], None]:
    """The share of the cases, as the part of the whole that comes after the households."""
    begun = 0.05 + TOWNS_SHARE
    return lambda share: report(begun + (1 - begun) * share, "办件 / cases")


def _settle(
    own: Sequence[Family], town: RegionCode, team: Team, teller: Teller, random: Random, today: date
) -> list[History]:
    """The families of a town, registered by its handler, their contacts with him, and their histories."""
    handler = team.at(town, Role.TOWN_HANDLER)[0]
    with scoped(handler.scope):
        loaded = people.load_households(facts=[family.facts for family in own], by=handler)
        together = list(zip(own, loaded, strict=True))
        told = [teller.tell(family, written) for family, written in together]
        histories = [history for history in told if history is not None]
        asked = [*contacts(together, handler, random, today), *contacts_of_cases(histories, handler)]
        intake.load_contacts(contacts=asked, by=handler)
    return histories


def _villages() -> list[Village]:
    """Every village and community with the address up to it, those of larger towns more often."""
    towns = network.regions_under(COUNTY)
    return [
        (RegionCode(village.code), f"平远县{town.name}{village.name}")
        for town in towns
        for village in network.regions_under(town.code)
    ]


def _offices(villages: Sequence[Village]) -> list[tuple[RegionCode, tuple[Role, ...]]]:
    towns = sorted({code.at(RegionLevel.TOWN) for code, _place in villages})
    staffed = [code for code, _place in villages if str(code.at(RegionLevel.TOWN)) in WITH_VILLAGE_STATIONS]
    return [
        (COUNTY, COUNTY_ROLES),
        *((town, TOWN_ROLES) for town in towns),
        *((village, (Role.VILLAGE_ASSISTANT,)) for village in staffed),
    ]


def _place_of(family: Family) -> str:
    return str(family.facts.region)


def _town_of(family: Family) -> RegionCode:
    return family.facts.region.at(RegionLevel.TOWN)
