"""What the demo county's stations look like, two trainings, and one policy item it amended; all invented."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal

from yimen.domains.library import actions as library
from yimen.domains.network import actions
from yimen.domains.network.types import Actor, Equipment, Role, TrainingKind, Zone
from yimen.doors.cli.county.staff import COUNTY, HOTLINE, Team
from yimen.kernel import RegionCode

DAZHE = RegionCode("441426100000")
TASKS = ("低保、特困、低保边缘、临时救助申请", "政策咨询和一次性告知", "帮办代办")


def furnish(team: Team, today: date) -> None:
    """The county centre has everything, the town lacks a terminal; half of its people were trained twice."""
    county = team.at(COUNTY, Role.COUNTY_REVIEWER)[0]
    town = team.at(DAZHE, Role.TOWN_REVIEWER)[0]
    halls = [zone for zone in Zone if zone is not Zone.OFFICE]
    _describe(county, Decimal(320), halls, [Equipment.KIOSK, Equipment.SCREEN, Equipment.PRINTER])
    _describe(town, Decimal("62.5"), [Zone.WINDOW, Zone.OFFICE], [Equipment.SCREEN, Equipment.PRINTER])
    handlers = team.at(DAZHE, Role.TOWN_HANDLER)
    _train(county, "社会救助法政策培训", TrainingKind.POLICY, [*handlers, town], today - timedelta(days=1))
    _train(town, "入户调查和文书填写", TrainingKind.WORK, [handlers[0], town], today - timedelta(days=1))
    library.write_item(
        key="temporary",
        region=COUNTY,
        since=today.replace(month=1, day=1),
        says={"phone": HOTLINE, "office": "乡镇人民政府、街道办事处社会救助窗口"},
        why="演示数据（虚构）：公布电话",
        by=county,
    )


def _describe(by: Actor, area: Decimal, zones: Sequence[Zone], equipment: Sequence[Equipment]) -> None:
    rooms = actions.Rooms(
        floor_area=area,
        has_sign=True,
        has_road_sign=by.region == COUNTY,
        zones=zones,
        equipment=equipment,
        tasks=TASKS,
        is_posted=True,
    )
    actions.describe_premises(station_id=by.station_id, rooms=rooms, by=by)


def _train(by: Actor, title: str, kind: TrainingKind, people: Sequence[Actor], on: date) -> None:
    actions.record_training(
        station_id=by.station_id,
        held_on=on,
        title=title,
        kind=kind,
        staff_ids=[one.staff_id for one in people],
        by=by,
    )
