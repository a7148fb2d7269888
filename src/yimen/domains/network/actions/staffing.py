"""Staff and their posts: adding, appointing, ending."""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet

from yimen.foundation import audit
from yimen.foundation.audit import Doer
from yimen.kernel import RegionCode, RegionLevel

from .. import queries, rules
from ..errors import InvalidChangeError, NoPostError
from ..models import Post, Staff, Station
from ..permissions import CARDS, Permission, require
from ..types import Actor, Role, StationLevel


@transaction.atomic
def add_staff(*, name: str, by: Actor, user_id: UUID | None = None) -> Staff:
    """A working person, with the account they sign in with, if any."""
    require(by, Permission.NETWORK_ADMINISTER, by.region)
    return _add_staff(name, user_id, by.region, by)


def _add_staff(name: str, user_id: UUID | None, region: RegionCode, by: Doer) -> Staff:
    if user_id is not None and Staff.objects.filter(user_id=user_id).exists():
        raise InvalidChangeError("这个账号已属于另一名工作人员；一人一号，请新建账号。")
    staff = Staff.objects.create(name=name, user_id=user_id, region=str(region))
    changes = {"name": name, "user": user_id}
    audit.record("staff:add", kind="staff", subject=staff.id, region=str(region), by=by, changes=changes)
    return staff


@transaction.atomic
def appoint(
    *,
    staff_id: UUID,
    station_id: UUID,
    role: Role,
    valid_from: date,
    by: Actor,
    valid_until: date | None = None,
    department_id: UUID | None = None,
    organisation_id: UUID | None = None,
) -> Post:
    """Give a person of one's own county a post; a person may hold several."""
    station = queries.get_station(station_id)
    require(by, Permission.NETWORK_ADMINISTER, station.region)
    staff = queries.get_staff(staff_id, by=by)
    _refuse_department(role, department_id, by)
    _refuse_organisation(role, organisation_id, by)
    if station.closed_on is not None:
        raise InvalidChangeError("%(station)s已关闭；请选择其他站点。", station=station.name)
    if staff.id == by.staff_id:
        raise InvalidChangeError("不能给自己任命岗位；请由另一名管理员办理。")
    term = (valid_from, valid_until)
    return _appoint(staff.id, station, role, term, by, department_id, organisation_id)


def _refuse_department(role: Role, department_id: UUID | None, by: Actor) -> None:
    """A liaison speaks for a department of the county; nobody else does."""
    if (role is Role.DEPARTMENT_LIAISON) != (department_id is not None):
        raise InvalidChangeError("部门联络员须写明所代表的部门；其他岗位不填部门。")
    if department_id is not None and not queries.departments(by.region).filter(id=department_id).exists():
        raise InvalidChangeError("没有这个部门；请从本县的部门中选择。")


def _refuse_organisation(role: Role, organisation_id: UUID | None, by: Actor) -> None:
    """An organisation of the county may send social workers; everybody else is of the administration."""
    if organisation_id is None:
        return
    if role is not Role.SOCIAL_WORKER:
        raise InvalidChangeError("只有社会工作者可以由机构派驻；其他岗位不填机构。")
    if not queries.organisations(by.region).filter(id=organisation_id).exists():
        raise InvalidChangeError("没有这个机构；请从本县的机构中选择。")


def _appoint(
    staff_id: UUID,
    station: Station,
    role: Role,
    term: tuple[date, date | None],
    by: Doer,
    department_id: UUID | None = None,
    organisation_id: UUID | None = None,
) -> Post:
    if StationLevel(station.level) not in rules.ROLE_LEVELS[role]:
        raise InvalidChangeError(
            "“%(role)s”不设在%(station)s；请选择相应级别的站点。",
            role=CARDS[role].title,
            station=station.name,
        )
    valid_from, valid_until = term
    if valid_until is not None and valid_until <= valid_from:
        raise InvalidChangeError("离任日期须晚于任职日期 %(since)s。", since=valid_from)
    if _same_posts(staff_id, station, role, valid_from, valid_until).exists():
        raise InvalidChangeError("此人已在该站点担任这个岗位。")
    post = Post.objects.create(
        staff_id=staff_id,
        station=station,
        role=role.value,
        department_id=department_id,
        organisation_id=organisation_id,
        valid_from=valid_from,
        valid_until=valid_until,
    )
    changes = {
        "staff": staff_id,
        "station": station.id,
        "role": role,
        "from": valid_from,
        "until": valid_until,
    }
    audit.record("post:appoint", kind="post", subject=post.id, region=station.region, by=by, changes=changes)
    return post


def _same_posts(
    staff_id: UUID, station: Station, role: Role, valid_from: date, valid_until: date | None
) -> QuerySet[Post]:
    """Posts of the same person, place and role whose time overlaps the wanted one."""
    goes_on = Q(valid_until__isnull=True) | Q(valid_until__gt=valid_from)
    same = Post.objects.filter(goes_on, staff_id=staff_id, station=station, role=role)
    return same if valid_until is None else same.filter(valid_from__lt=valid_until)


@transaction.atomic
def end_post(*, post_id: UUID, on: date, by: Actor) -> Post:
    """From `on` the post gives no right any more; what it did stays under its name."""
    post = Post.objects.select_related("station").filter(id=post_id).first()
    if post is None:
        raise NoPostError("没有这个岗位；请从岗位列表中选择。")
    require(by, Permission.NETWORK_ADMINISTER, post.station.region)
    if post.staff_id == by.staff_id:
        raise InvalidChangeError("不能结束自己的岗位；请由另一名管理员办理。")
    if post.valid_until is not None and post.valid_until < on:
        raise InvalidChangeError("这个岗位已于 %(until)s 结束。", until=post.valid_until)
    if on <= post.valid_from:
        raise InvalidChangeError("离任日期须晚于任职日期 %(since)s。", since=post.valid_from)
    post.valid_until = on
    post.save(update_fields=["valid_until"])
    audit.record(
        "post:end", kind="post", subject=post.id, region=post.station.region, by=by, changes={"until": on}
    )
    return post


@transaction.atomic
def appoint_first_administrator(*, county: RegionCode, user_id: UUID, name: str, on: date, by: Doer) -> Post:
    """Set-up of a county without an administrator: its station, and the one who appoints everybody else."""
    region = queries.get_region(county)
    if county.level is not RegionLevel.COUNTY:
        raise InvalidChangeError("首位管理员只设在县级；请给出县级区划代码。", region=str(county))
    held = Post.objects.filter(queries.in_force(on), station__region=str(county), role=Role.ADMINISTRATOR)
    if held.exists():
        raise InvalidChangeError("%(name)s 已有管理员；请由其任命。", name=region.name)
    station, is_founded = Station.objects.get_or_create(
        region=str(county),
        level=StationLevel.COUNTY.value,
        defaults={"name": f"{region.name}综合救助服务中心"},
    )
    if is_founded:
        audit.record("station:found", kind="station", subject=station.id, region=station.region, by=by)
    return _appoint(_add_staff(name, user_id, county, by).id, station, Role.ADMINISTRATOR, (on, None), by)
