"""Founding, changing and closing stations, departments, organisations and the monthly duty roster."""

from collections.abc import Mapping
from datetime import date, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from yimen.foundation import audit
from yimen.kernel import Month, RegionCode, RegionLevel, SocialCreditCode

from .. import queries, rules
from ..errors import InvalidChangeError
from ..models import Department, DutyMonth, Organisation, Post, Station
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
    *, station_id: UUID, by: Actor, name: str, address: str, hours: str, hotline: str
) -> Station:
    """What the public sees of a station."""
    station = queries.get_station(station_id)
    require(by, Permission.NETWORK_ADMINISTER, station.region)
    shown = {"name": name, "address": address, "hours": hours, "hotline": hotline}
    for field, text in shown.items():
        setattr(station, field, text)
    station.save()
    audit.record(
        "station:change", kind="station", subject=station.id, region=station.region, by=by, changes=shown
    )
    return station


@transaction.atomic
def close_station(*, station_id: UUID, on: date, by: Actor) -> Station:
    """From `on` nobody works there: its posts end. What is open there, the worklist hands on first."""
    station = queries.get_station(station_id)
    require(by, Permission.NETWORK_ADMINISTER, station.region)
    if station.level == StationLevel.COUNTY:
        raise InvalidChangeError("县级中心不能关闭：本县的管理员和确认人都在这里。")
    if station.closed_on is not None:
        raise InvalidChangeError("这个站点已于%(day)s关闭。", day=station.closed_on)
    if on > timezone.localdate():
        raise InvalidChangeError("关闭日期不能在今天以后；请到那一天再办理。")
    going_on = Q(valid_until__isnull=True) | Q(valid_until__gt=on)
    for post in Post.objects.filter(going_on, station=station):
        post.valid_until = max(on, post.valid_from + timedelta(days=1))
        post.save(update_fields=["valid_until"])
        changes = {"until": post.valid_until}
        audit.record("post:end", kind="post", subject=post.id, region=station.region, by=by, changes=changes)
    station.closed_on = on
    station.save(update_fields=["closed_on"])
    audit.record(
        "station:close", kind="station", subject=station.id, region=station.region, by=by, changes={"on": on}
    )
    return station


@transaction.atomic
def reopen_station(*, station_id: UUID, by: Actor) -> Station:
    """Open again, without anybody: the posts that ended stay ended."""
    station = queries.get_station(station_id)
    require(by, Permission.NETWORK_ADMINISTER, station.region)
    if station.closed_on is None:
        raise InvalidChangeError("这个站点没有关闭。")
    station.closed_on = None
    station.save(update_fields=["closed_on"])
    audit.record("station:reopen", kind="station", subject=station.id, region=station.region, by=by)
    return station


@transaction.atomic
def add_department(*, region: RegionCode, kind: DepartmentKind, name: str, by: Actor) -> Department:
    require(by, Permission.NETWORK_ADMINISTER, region)
    name = name.strip()
    if not name:
        raise InvalidChangeError("请填写部门名称。")
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
    _refuse_duty(station, department_id, liaison_post_id)
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


def _refuse_duty(station: Station, department_id: UUID, liaison_post_id: UUID | None) -> None:
    """A department of the station's county, and a liaison who speaks for it."""
    county = RegionCode(station.region).at(RegionLevel.COUNTY)
    if not queries.departments(county).filter(id=department_id).exists():
        raise InvalidChangeError("没有这个部门；请从本县的部门中选择。")
    if liaison_post_id is None:
        return
    if not Post.objects.filter(id=liaison_post_id, department_id=department_id).exists():
        raise InvalidChangeError("这名联络员不代表值班的部门；请另选。")
