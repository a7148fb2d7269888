"""Founding, changing, closing and reopening stations."""

from collections.abc import Mapping
from datetime import date, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from yimen.foundation import audit
from yimen.kernel import RegionCode

from .. import queries, rules
from ..errors import InvalidChangeError
from ..models import Post, Station
from ..permissions import Permission, require
from ..types import Actor, StationLevel


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
