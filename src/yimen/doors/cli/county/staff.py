"""Staff of a county for demonstrations: stations, departments, delegation, duty, everybody in every role.

All of it goes through the actions of the network, as in a real county; every name is invented.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import count
from uuid import UUID

from yimen.domains.network import actions, queries
from yimen.domains.network.types import Actor, DepartmentKind, OrganisationKind, Role
from yimen.foundation.accounts.opening import Opening, open_accounts
from yimen.foundation.audit import SYSTEM
from yimen.kernel import Month, Programme, RegionCode, RegionLevel, SocialCreditCode, Step

COUNTY = RegionCode("441426000000")
PASSWORD = "demo-pingyuan-2026"  # noqa: S105 - of invented accounts, printed at every start
SINCE = date(2020, 1, 1)
HOTLINE = "0753-0000000"
"""No such number is given out: local numbers of 梅州 do not begin with 0."""

SURNAMES = "林张刘陈黄曾谢钟丘韩姚凌严冯罗朱饶赖余卢"
GIVEN = (
    "伟民",
    "丽华",
    "志强",
    "国平",
    "春梅",
    "建国",
    "秀英",
    "文辉",
    "小龙",
    "晓燕",
    "远航",
    "思源",
    "立新",
    "美玲",
)
DEPARTMENTS: tuple[tuple[DepartmentKind, str], ...] = (
    (DepartmentKind.CIVIL_AFFAIRS, "平远县民政局"),
    (DepartmentKind.EDUCATION, "平远县教育局"),
    (DepartmentKind.HUMAN_RESOURCES, "平远县人力资源和社会保障局"),
    (DepartmentKind.MEDICAL_INSURANCE, "平远县医疗保障局"),
    (DepartmentKind.HOUSING, "平远县住房和城乡建设局"),
    (DepartmentKind.DISABLED_FEDERATION, "平远县残疾人联合会"),
)
HOUSING = 4
"""The department of the one liaison; the others answer a transfer by the link on its sheet."""
CHARITY = ("平远县慈善会", SocialCreditCode("51441426MJ0000001G"))
TOWN_ROLES = (Role.TOWN_HANDLER, Role.TOWN_HANDLER, Role.TOWN_REVIEWER, Role.TOWN_CONFIRMER)
COUNTY_ROLES = (
    Role.COUNTY_VERIFIER,
    Role.COUNTY_VERIFIER,
    Role.COUNTY_REVIEWER,
    Role.COUNTY_CONFIRMER,
    Role.COUNTY_CONFIRMER,
    Role.AUDITOR,
    Role.DEPARTMENT_LIAISON,
)
NICKNAMES: Mapping[str, str] = {
    "441426000000": "county",
    "441426100000": "dazhe",
    "441426101000": "shizheng",
    "441426102000": "dongshi",
    "441426103000": "renju",
    "441426104000": "bachi",
    "441426105000": "chagan",
    "441426107000": "hetou",
    "441426108000": "zhongxing",
    "441426109000": "shangju",
    "441426110000": "sishui",
    "441426114000": "changtian",
    "441426115000": "rezhe",
}
TEMPORARY_RULE = "国务院令第649号《社会救助暂行办法》第四十八条：救助金额较小的，可委托乡镇、街道审批"


@dataclass(frozen=True)
class Seat:
    """One post to fill: who sits where in which role, under which account."""

    username: str
    name: str
    role: Role
    region: RegionCode


@dataclass(frozen=True)
class Team:
    """Everybody appointed, by region and role."""

    actors: Mapping[tuple[str, Role], tuple[Actor, ...]]
    administrator: Actor

    def at(self, region: RegionCode, role: Role) -> tuple[Actor, ...]:
        return self.actors.get((str(region), role), ())


def seats(regions: Sequence[tuple[RegionCode, tuple[Role, ...]]]) -> list[Seat]:
    """Posts to fill, with invented names that do not repeat and account names one can guess."""
    names = (
        f"{SURNAMES[n % len(SURNAMES)]}{GIVEN[sum(divmod(n, len(SURNAMES))) % len(GIVEN)]}" for n in count()
    )
    planned: list[Seat] = []
    for region, roles in regions:
        for number, role in enumerate(roles):
            nth = roles[:number].count(role) + 1
            suffix = str(nth) if roles.count(role) > 1 else ""
            username = f"{_nickname(region)}.{role.removeprefix('town_').removeprefix('county_')}{suffix}"
            planned.append(Seat(username, next(names), role, region))
    return planned


def appoint(planned: Sequence[Seat]) -> Team:
    """Found every station, open every account, appoint everybody, delegate and draw up the roster."""
    users = open_accounts(
        [Opening("county.administrator", "吴清源"), *(Opening(seat.username, seat.name) for seat in planned)],
        password=PASSWORD,
    )
    user_id = users["county.administrator"]
    actions.appoint_first_administrator(county=COUNTY, user_id=user_id, name="吴清源", on=SINCE, by=SYSTEM)
    administrator = queries.actor_for(user_id)
    stations = _found_stations({seat.region for seat in planned}, administrator)
    departments = _add_departments(administrator)
    name, code = CHARITY
    actions.add_organisation(
        region=COUNTY, kind=OrganisationKind.CHARITY, name=name, credit_code=code, by=administrator
    )
    for seat in planned:
        staff = actions.add_staff(name=seat.name, user_id=users[seat.username], by=administrator)
        is_liaison = seat.role is Role.DEPARTMENT_LIAISON
        actions.appoint(
            staff_id=staff.id,
            station_id=stations[seat.region],
            role=seat.role,
            valid_from=SINCE,
            department_id=departments[HOUSING] if is_liaison else None,
            by=administrator,
        )
    _delegate(administrator)
    gathered: dict[tuple[str, Role], tuple[Actor, ...]] = {}
    for seat in planned:
        key = (str(seat.region), seat.role)
        gathered[key] = (*gathered.get(key, ()), queries.actor_for(users[seat.username]))
    _draw_up_roster(stations, departments, administrator)
    return Team(gathered, administrator)


def _nickname(region: RegionCode) -> str:
    if region.level is RegionLevel.VILLAGE:
        return f"{NICKNAMES[str(region.at(RegionLevel.TOWN))]}{str(region)[-3:]}"
    return NICKNAMES[str(region)]


def _found_stations(regions: set[RegionCode], administrator: Actor) -> dict[RegionCode, UUID]:
    stations = {COUNTY: administrator.station_id}
    for region in sorted(regions - {COUNTY}):
        name = queries.get_region(region).name
        title = f"{name}社会救助工作站" if region.level is RegionLevel.VILLAGE else f"{name}社会救助服务站"
        stations[region] = actions.found_station(
            region=region,
            name=title,
            hotline=HOTLINE,
            hours="周一至周五 8:30–12:00，14:30–17:30",
            by=administrator,
        ).id
    return stations


def _add_departments(administrator: Actor) -> list[UUID]:
    return [
        actions.add_department(region=COUNTY, kind=kind, name=name, by=administrator).id
        for kind, name in DEPARTMENTS
    ]


def _delegate(administrator: Actor) -> None:
    """Small temporary aid is confirmed by the towns; everything else stays with the county."""
    actions.delegate_step(
        programme=Programme.TEMPORARY,
        step=Step.CONFIRM,
        region=COUNTY,
        role=Role.TOWN_CONFIRMER,
        rule=TEMPORARY_RULE,
        valid_from=SINCE,
        by=administrator,
    )


def _draw_up_roster(
    stations: Mapping[RegionCode, UUID], departments: Sequence[UUID], administrator: Actor
) -> None:
    """A department stands duty at the county centre each month of the year."""
    from django.utils import timezone

    month = Month(timezone.localdate().year, 1)
    for number in range(12):
        actions.set_duty(
            station_id=stations[COUNTY],
            month=month,
            department_id=departments[number % len(departments)],
            by=administrator,
        )
        month = month.next()
