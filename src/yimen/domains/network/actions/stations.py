"""Founding and changing stations, departments, organisations and the monthly duty roster."""

from collections.abc import Mapping
from uuid import UUID

from django.db import transaction

from yimen.foundation import audit
from yimen.kernel import Month, RegionCode, SocialCreditCode

from .. import queries, rules
from ..errors import InvalidChangeError
from ..models import Department, DutyMonth, Organisation, Station
from ..permissions import Permission, require
from ..types import Actor, DepartmentKind, OrganisationKind, StationLevel


@transaction.atomic
def found_station(
    *, region: RegionCode, name: str, by: Actor, address: str = "", hours: str = "", hotline: str = ""
) -> Station:
    """The one station of a county, town or village."""
    require(by, Permission.NETWORK_ADMINISTER, region)
    queries.get_region(region)
    level = rules.STATION_LEVELS.get(region.level)
    if level is None:
        raise InvalidChangeError("救助站点只设在县、镇、村三级；请选择这三级的区划。", region=str(region))
    if Station.objects.filter(region=str(region)).exists():
        raise InvalidChangeError("这里已经设有站点；请修改现有站点。", region=str(region))
    return _found(
        str(region), level, {"name": name, "address": address, "hours": hours, "hotline": hotline}, by
    )


def _found(region: str, level: StationLevel, shown: Mapping[str, str], by: Actor) -> Station:
    station = Station.objects.create(region=region, level=level.value, **shown)
    audit.record("station:found", kind="station", subject=station.id, region=region, by=by, changes=shown)
    return station


@transaction.atomic
def found_missing_stations(*, by: Actor) -> int:
    """A station for every town and village of one's county that has none; how many were founded."""
    require(by, Permission.NETWORK_ADMINISTER, by.region)
    missing = list(queries.regions_without_station(by))
    for region in missing:
        level = StationLevel(region.level)
        name = rules.STATION_NAMES[level] % {"place": region.name}
        _found(region.code, level, {"name": name}, by)
    return len(missing)


@transaction.atomic
def change_station(
    *, station_id: UUID, by: Actor, name: str, address: str, hours: str, hotline: str, is_open: bool
) -> Station:
    """What the public sees of a station, and whether it is open."""
    station = queries.get_station(station_id)
    require(by, Permission.NETWORK_ADMINISTER, station.region)
    shown = {"name": name, "address": address, "hours": hours, "hotline": hotline, "is_open": is_open}
    for field, text in shown.items():
        setattr(station, field, text)
    station.save()
    audit.record(
        "station:change", kind="station", subject=station.id, region=station.region, by=by, changes=shown
    )
    return station


@transaction.atomic
def add_department(*, region: RegionCode, kind: DepartmentKind, name: str, by: Actor) -> Department:
    require(by, Permission.NETWORK_ADMINISTER, region)
    if Department.objects.filter(region=str(region), name=name).exists():
        raise InvalidChangeError("部门“%(name)s”已经登记。", name=name)
    department = Department.objects.create(region=str(region), kind=kind.value, name=name)
    audit.record(
        "department:add",
        kind="department",
        subject=department.id,
        region=department.region,
        by=by,
        changes={"kind": kind.value, "name": name},
    )
    return department


@transaction.atomic
def add_organisation(
    *, region: RegionCode, kind: OrganisationKind, name: str, credit_code: SocialCreditCode, by: Actor
) -> Organisation:
    require(by, Permission.NETWORK_ADMINISTER, region)
    if Organisation.objects.filter(credit_code=str(credit_code)).exists():
        raise InvalidChangeError("统一社会信用代码 %(number)s 已经登记。", number=credit_code)
    organisation = Organisation.objects.create(
        region=str(region), kind=kind.value, name=name, credit_code=str(credit_code)
    )
    audit.record(
        "organisation:add",
        kind="organisation",
        subject=organisation.id,
        region=organisation.region,
        by=by,
        changes={"kind": kind.value, "name": name, "credit_code": str(credit_code)},
    )
    return organisation


@transaction.atomic
def set_duty(
    *, station_id: UUID, month: Month, department_id: UUID, by: Actor, liaison_post_id: UUID | None = None
) -> DutyMonth:
    """A department stands duty at a station for a month; doing it again changes the liaison."""
    station = queries.get_station(station_id)
    require(by, Permission.DUTY_WRITE, station.region)
    duty, _created = DutyMonth.objects.update_or_create(
        station=station,
        department_id=department_id,
        month_first=month.first,
        defaults={"liaison_id": liaison_post_id},
    )
    audit.record(
        "duty:set",
        kind="duty",
        subject=duty.id,
        region=station.region,
        by=by,
        changes={"month": str(month), "department": department_id, "liaison": liaison_post_id},
    )
    return duty
