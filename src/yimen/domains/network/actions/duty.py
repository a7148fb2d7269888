"""The monthly duty roster: which department stands duty at a station, and taking it off again."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from yimen.foundation import audit
from yimen.kernel import Month, RegionCode, RegionLevel

from .. import queries
from ..errors import InvalidChangeError
from ..models import DutyMonth, Post, Station
from ..permissions import Permission, require
from ..types import Actor


@transaction.atomic
def set_duty(
    *, station_id: UUID, month: Month, department_id: UUID, by: Actor, liaison_post_id: UUID | None = None
) -> DutyMonth:
    """A department stands duty at a station for a month; doing it again changes the liaison."""
    station = queries.get_station(station_id)
    require(by, Permission.DUTY_WRITE, station.region)
    if station.closed_on is not None:
        raise InvalidChangeError("%(station)s已关闭；请选择其他站点。", station=station.name)
    _refuse_partners(station, department_id, liaison_post_id)
    duty, _created = DutyMonth.objects.update_or_create(
        station=station,
        department_id=department_id,
        month_first=month.first,
        defaults={"liaison_id": liaison_post_id},
    )
    changes = {"month": str(month), "department": department_id, "liaison": liaison_post_id}
    audit.record("duty:set", kind="duty", subject=duty.id, region=station.region, by=by, changes=changes)
    return duty


@transaction.atomic
def withdraw_duty(*, duty_id: UUID, by: Actor) -> UUID:
    """A department is taken off the roster of a month that is not over; returns the station's id."""
    duty = queries.get_duty(duty_id, by=by)
    station = duty.station
    require(by, Permission.DUTY_WRITE, station.region)
    month = Month.of(duty.month_first)
    if month < Month.of(timezone.localdate()):
        raise InvalidChangeError("%(month)s已经过去；轮值记录不能取消。", month=month)
    changes = {"month": str(month), "department": duty.department_id}
    audit.record("duty:withdraw", kind="duty", subject=duty.id, region=station.region, by=by, changes=changes)
    duty.delete()
    return station.id


def _refuse_partners(station: Station, department_id: UUID, liaison_post_id: UUID | None) -> None:
    """A department of the station's county, and a liaison who speaks for it."""
    county = RegionCode(station.region).at(RegionLevel.COUNTY)
    if not queries.departments(county).filter(id=department_id).exists():
        raise InvalidChangeError("没有这个部门；请从本县的部门中选择。")
    if liaison_post_id is None:
        return
    if not Post.objects.filter(id=liaison_post_id, department_id=department_id).exists():
        raise InvalidChangeError("这名联络员不代表值班的部门；请另选。")
