"""Reads of the network: who acts, whose confirmation counts, regions, stations, posts, staffing, duty."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db.models import (
    Case,
    Count,
    Exists,
    F,
    IntegerField,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Value,
    When,
)
from django.utils import timezone

from yimen.foundation.database.scope import Scope
from yimen.kernel import Month, Programme, RegionCode, RegionLevel, Step

from . import rules
from .errors import (
    NoPostError,
    PostEndedError,
    UnknownDelegationError,
    UnknownPostError,
    UnknownRegionError,
    UnknownStaffError,
    UnknownStationError,
    UserInactiveError,
)
from .models import DelegatedStep, Department, DutyMonth, Organisation, Post, Region, Share, Staff, Station
from .permissions import CARDS
from .types import Actor, Delegation, Hat, Permission, Role, StaffingGap, StaffState, StationLevel


def in_force(on: date) -> Q:
    """Rows whose period holds the day; the end is exclusive."""
    return Q(valid_from__lte=on) & (Q(valid_until__isnull=True) | Q(valid_until__gt=on))


def actor_for(user_id: UUID, post_id: UUID | None = None, *, on: date | None = None) -> Actor:
    """The user wearing the named post, else their first one; refuses an inactive user and an ended post."""
    day = on or timezone.localdate()
    held = Post.objects.filter(staff__user_id=user_id).select_related("staff__user", "station")
    posts = list(held.order_by("valid_from", "id"))
    post = _chosen_post(posts, post_id, day)
    region = RegionCode(post.station.region)
    return Actor(
        user_id=user_id,
        post_id=post.id,
        staff_id=post.staff_id,
        staff_name=post.staff.name,
        role=Role(post.role),
        station_id=post.station_id,
        region=region,
        scope=Scope(region.lo, region.hi, _shared_with(region, post, day), reader=user_id),
    )


def _chosen_post(posts: list[Post], post_id: UUID | None, day: date) -> Post:
    wanted = [post for post in posts if post_id in (None, post.id)]
    if not wanted:
        raise NoPostError("这个账号没有此岗位；请联系本县管理员设置岗位。")
    user = wanted[0].staff.user
    if user is None or not user.is_active:
        raise UserInactiveError("这个账号已停用；请联系本县管理员。")
    current = [post for post in wanted if _holds(post, day)]
    if not current:
        raise PostEndedError("这个岗位尚未开始或已经结束；请换一个岗位，或联系本县管理员。")
    return current[0]


def _holds(post: Post, day: date) -> bool:
    return post.valid_from <= day and (post.valid_until is None or day < post.valid_until)


def _shared_with(region: RegionCode, post: Post, day: date) -> tuple[UUID, ...]:
    """Subjects shared with a region the post is responsible for, or with its organisation.

    What is shared with a department reaches those of its liaisons in whose region it lies.
    """
    receiver = Q(to_region__gte=region.lo, to_region__lt=region.hi)
    if post.organisation_id is not None:
        receiver |= Q(to_organisation_id=post.organisation_id)
    if post.department_id is not None:
        within = Q(region__gte=region.lo, region__lt=region.hi)
        receiver |= within & Q(to_department_id=post.department_id)
    shares = Share.objects.filter(receiver, in_force(day))
    return tuple(shares.values_list("subject_id", flat=True).distinct().order_by("subject_id"))


def posts_of(user_id: UUID, *, on: date | None = None) -> list[Hat]:
    """The posts a user may put on today, oldest first."""
    day = on or timezone.localdate()
    posts = Post.objects.filter(in_force(day), staff__user_id=user_id, staff__user__is_active=True)
    return [
        Hat(
            post.id,
            Role(post.role),
            CARDS[Role(post.role)].title,
            post.station.name,
            RegionCode(post.station.region),
        )
        for post in posts.select_related("station").order_by("valid_from", "id")
    ]


def confirmers(programme: Programme, step: Step, region: RegionCode, on: date) -> Delegation:
    """Whose confirmation counts: most specific region, then date; the county where nothing is delegated."""
    path = [str(region), *map(str, region.ancestors())]
    rows = DelegatedStep.objects.filter(in_force(on), programme=programme, step=step, region__in=path)
    return rules.choose_delegation(programme, step, region, rows)


def delegations(region: RegionCode) -> list[DelegatedStep]:
    """Every delegation ever made within the region, latest first."""
    rows = DelegatedStep.objects.filter(region__gte=region.lo, region__lt=region.hi)
    return list(rows.order_by("programme", "step", "region", "-valid_from"))


def get_region(code: RegionCode | str) -> Region:
    region = Region.objects.filter(code=str(code)).first()
    if region is None:
        raise UnknownRegionError(
            "行政区划 %(region)s 不在区划表中；请先运行 yimen regions import。",
            region=str(code),
        )
    return region


def get_region_in_being(code: RegionCode | str) -> Region:
    """A region somebody can live in today: not one that has ended."""
    region = get_region(code)
    if region.valid_until is not None and region.valid_until <= timezone.localdate():
        raise UnknownRegionError("%(name)s已撤销；请选择现在的区划。", name=region.name, region=str(code))
    return region


def region_names(codes: Iterable[RegionCode | str]) -> dict[str, str]:
    """Code to present name, for all codes of a page in one query."""
    rows = Region.objects.filter(code__in={str(code) for code in codes})
    return dict(rows.values_list("code", "name"))


def region_path(code: RegionCode | str, *, above: RegionLevel = RegionLevel.COUNTY) -> str:
    """The names from `above` down to the region, joined as an address begins."""
    return region_paths([code], above=above)[str(code)]


def region_paths(
    codes: Iterable[RegionCode | str], *, above: RegionLevel = RegionLevel.COUNTY
) -> dict[str, str]:
    """Code to path, for all codes of a page in one query."""
    regions = {str(code): RegionCode(str(code)) for code in codes}
    paths = {
        code: [step for step in (*reversed(region.ancestors()), region) if step.level >= above]
        for code, region in regions.items()
    }
    names = region_names(step for path in paths.values() for step in path)
    return {code: "".join(names.get(str(step), "") for step in path) for code, path in paths.items()}


def region_name_on(code: RegionCode | str, on: date) -> str:
    """The name a region bore on a day."""
    region = get_region(code)
    older = region.names.filter(valid_until__gt=on).order_by("valid_until").first()
    return older.name if older else region.name


def regions_under(code: RegionCode | str) -> QuerySet[Region]:
    """The regions directly below that are still in being, by code."""
    return Region.objects.filter(parent_id=str(code), valid_until__isnull=True).order_by("code")


def get_station(station_id: UUID) -> Station:
    station = Station.objects.filter(id=station_id).first()
    if station is None:
        raise UnknownStationError("没有这个站点；请从站点列表中选择。")
    return station


def find_station(region: RegionCode, level: StationLevel | None = None) -> Station | None:
    """The open station of that level responsible for a region; without a level the nearest one."""
    path = [str(region), *map(str, region.ancestors())]
    rows = Station.objects.filter(_open(), region__in=path)
    if level is not None:
        rows = rows.filter(level=level)
    return rows.order_by("-region").first()


def station_of(region: RegionCode, level: StationLevel) -> Station:
    """The station of that level responsible for a region; refuses where none is founded."""
    station = find_station(region, level)
    if station is None:
        raise UnknownStationError(
            "%(place)s 还没有设立这一级的救助站点；请管理员先设立。",
            place=region_path(region) or str(region),
            region=str(region),
            level=level.value,
        )
    return station


def superior_station(station: Station) -> Station | None:
    """The next station above, for escalation; a county centre has none."""
    above = [str(region) for region in RegionCode(station.region).ancestors()]
    return Station.objects.filter(_open(), region__in=above).order_by("-region").first()


def stations_within(by: Actor) -> QuerySet[Station]:
    """Open stations of the actor's region, by region."""
    scope = Q(region__gte=by.scope.lo, region__lt=by.scope.hi)
    return Station.objects.filter(scope, _open()).order_by("region")


def stations_in(region: RegionCode) -> QuerySet[Station]:
    """Open stations of a region whose own list is no secret to anybody in it: which offices there are."""
    return Station.objects.filter(_open(), region__gte=region.lo, region__lt=region.hi).order_by("region")


def staff_in_office(region: RegionCode) -> list[tuple[UUID, str, str]]:
    """Who works for a region today, with their office: public, as the sign at its door is."""
    posts = Post.objects.filter(in_force(timezone.localdate()), station__in=stations_in(region))
    rows = posts.order_by("station__region", "staff__name", "staff_id")
    held = rows.values_list("staff_id", "staff__name", "station__name")
    return list(dict.fromkeys(held))


def stations_closed(by: Actor) -> QuerySet[Station]:
    """Closed stations of the actor's region, latest first."""
    scope = Q(region__gte=by.scope.lo, region__lt=by.scope.hi)
    return Station.objects.filter(scope).exclude(_open()).order_by("-closed_on", "region")


def _open() -> Q:
    """Stations that are open today; the day of closing is the first they are not."""
    return Q(closed_on__isnull=True) | Q(closed_on__gt=timezone.localdate())


def get_station_within(station_id: UUID, *, by: Actor) -> Station:
    """A station of the actor's region; one elsewhere is as unknown as none."""
    station = get_station(station_id)
    if not _is_within(by, station.region):
        raise UnknownStationError("没有这个站点；请从站点列表中选择。")
    return station


def regions_without_station(by: Actor) -> QuerySet[Region]:
    """Towns and villages in being, within the actor's region, where no station was founded."""
    within = Region.objects.filter(code__gte=by.scope.lo, code__lt=by.scope.hi, valid_until__isnull=True)
    founded = Station.objects.filter(region__gte=by.scope.lo, region__lt=by.scope.hi)
    levels = [StationLevel.TOWN.value, StationLevel.VILLAGE.value]
    return within.filter(level__in=levels).exclude(code__in=founded.values("region")).order_by("code")


def _is_within(by: Actor, region: str) -> bool:
    return by.scope.lo <= region < by.scope.hi


def staff_within(
    by: Actor, *, words: str = "", role: Role | None = None, state: StaffState | None = None
) -> QuerySet[Staff]:
    """Staff the actor's county looks after, by name; with their account and the posts they hold today."""
    today = in_force(timezone.localdate())
    rows = Staff.objects.filter(region__gte=by.scope.lo, region__lt=by.scope.hi)
    if words:
        rows = rows.filter(Q(name__icontains=words) | Q(user__username__icontains=words))
    held = Post.objects.filter(today, staff_id=OuterRef("pk"))
    if role is not None:
        rows = rows.filter(Exists(held.filter(role=role)))
    if state is StaffState.WITHOUT_POST:
        rows = rows.filter(~Exists(held))
    if state is StaffState.SWITCHED_OFF:
        rows = rows.filter(user__is_active=False)
    posts = Post.objects.filter(today).select_related("station").order_by("valid_from", "id")
    return rows.select_related("user").prefetch_related(Prefetch("posts", posts)).order_by("name", "id")


def get_staff(staff_id: UUID, *, by: Actor) -> Staff:
    """One of the staff the actor's county looks after, with their account."""
    staff = Staff.objects.select_related("user").filter(id=staff_id).first()
    if staff is None or not _is_within(by, staff.region):
        raise UnknownStaffError("没有这名工作人员；请从人员列表中选择。")
    return staff


def posts_held(staff_id: UUID) -> QuerySet[Post]:
    """Every post a person held, holds or will hold, latest first."""
    posts = Post.objects.filter(staff_id=staff_id).select_related("station", "department")
    return posts.order_by("-valid_from", "id")


def get_post_within(post_id: UUID, *, by: Actor) -> Post:
    """A post at a station of the actor's region, ended or not."""
    post = Post.objects.select_related("station", "staff").filter(id=post_id).first()
    if post is None or not _is_within(by, post.station.region):
        raise UnknownPostError("没有这个岗位；请从岗位列表中选择。")
    return post


def get_delegation(delegation_id: UUID, *, by: Actor) -> DelegatedStep:
    """A delegation within the actor's region."""
    row = DelegatedStep.objects.filter(id=delegation_id).first()
    if row is None or not _is_within(by, row.region):
        raise UnknownDelegationError("没有这项授权；请从授权列表中选择。")
    return row


def get_post(post_id: UUID) -> Post:
    """A post in force today, with its station and staff."""
    rows = Post.objects.select_related("station", "staff").filter(in_force(timezone.localdate()), id=post_id)
    post = rows.first()
    if post is None:
        raise NoPostError("没有这个岗位，或已经离任；请从在岗人员中选择。")
    return post


def sees(post: Post, region: RegionCode | str) -> bool:
    """The region lies in what the post is responsible for."""
    return RegionCode(post.station.region).contains(RegionCode(str(region)))


def posts_at(station_id: UUID, *, role: Role | None = None, on: date | None = None) -> QuerySet[Post]:
    """Posts in force at a station, with their staff."""
    rows = Post.objects.filter(in_force(on or timezone.localdate()), station_id=station_id)
    if role is not None:
        rows = rows.filter(role=role)
    return rows.select_related("staff", "station").order_by("role", "staff__name")


def actors_at(station_id: UUID, permission: Permission) -> list[Actor]:
    """Whoever of a station may do something today, each under the post that allows it."""
    posts = posts_at(station_id).filter(staff__user__is_active=True).select_related("staff__user")
    allowed = [post for post in posts if permission in CARDS[Role(post.role)].permissions]
    return [actor_for(post.staff.user_id, post.id) for post in allowed if post.staff.user_id]


def users_of_staff(staff_ids: Iterable[UUID]) -> list[UUID]:
    """The accounts of these people; some have none."""
    users = Staff.objects.filter(id__in=set(staff_ids), user__isnull=False)
    return list(users.order_by("user_id").values_list("user_id", flat=True))


def posts_held_today(staff_id: UUID) -> QuerySet[Post]:
    """The posts of a person that have not ended, begun or not."""
    going_on = Q(valid_until__isnull=True) | Q(valid_until__gt=timezone.localdate())
    return Post.objects.filter(going_on, staff_id=staff_id).select_related("station")


def posts_ended(among: Iterable[UUID]) -> set[UUID]:
    """Those of the posts that give no right any more."""
    ended = Post.objects.filter(id__in=set(among), valid_until__lte=timezone.localdate())
    return set(ended.values_list("id", flat=True))


def posts_seeing(post_ids: Iterable[UUID], region: RegionCode | str) -> set[UUID]:
    """Those of the posts, ended or not, that the region is or was the responsibility of."""
    posts = Post.objects.select_related("station").filter(id__in=set(post_ids))
    return {post.id for post in posts if sees(post, region)}


def post_titles(post_ids: Iterable[UUID]) -> dict[UUID, str]:
    """Staff names by post, for all posts of a page in one query."""
    return dict(Post.objects.filter(id__in=set(post_ids)).values_list("id", "staff__name"))


def departments(region: RegionCode) -> QuerySet[Department]:
    """Departments of a region and below, by name."""
    return Department.objects.filter(region__gte=region.lo, region__lt=region.hi).order_by("name")


def departments_with_liaisons(region: RegionCode) -> list[tuple[Department, list[str]]]:
    """Departments of a region, each with the names of those who speak for it today."""
    liaisons = Post.objects.filter(in_force(timezone.localdate())).select_related("staff")
    rows = departments(region).prefetch_related(Prefetch("posts", liaisons))
    return [(row, sorted(post.staff.name for post in row.posts.all())) for row in rows]


def liaisons_of(department_id: UUID) -> QuerySet[Post]:
    """Who speaks for a department today."""
    rows = Post.objects.filter(in_force(timezone.localdate()), department_id=department_id)
    return rows.select_related("staff").order_by("staff__name")


def liaisons_for(department_id: UUID, region: RegionCode | str) -> list[Post]:
    """Those of a department's liaisons today who are responsible for the region."""
    return [post for post in liaisons_of(department_id).select_related("station") if sees(post, region)]


def organisations(region: RegionCode) -> QuerySet[Organisation]:
    return Organisation.objects.filter(region__gte=region.lo, region__lt=region.hi).order_by("name")


def staffing_gaps(by: Actor, *, on: date | None = None) -> list[StaffingGap]:
    """Stations of the actor's region with fewer posts than the norm asks."""
    counted = stations_within(by).annotate(
        staffed=Count("posts__staff", filter=_posts_in_force(on or timezone.localdate()), distinct=True)
    )
    stations = list(counted)
    codes = [station.region for station in stations]
    people = dict(Region.objects.filter(code__in=codes).values_list("code", "population"))
    gaps = [_staffing(station, people.get(station.region)) for station in stations]
    return [gap for gap in gaps if gap.posts < gap.required]


def _posts_in_force(on: date) -> Q:
    not_ended = Q(posts__valid_until__isnull=True) | Q(posts__valid_until__gt=on)
    return Q(posts__valid_from__lte=on) & not_ended


def _staffing(station: Station, population: int | None) -> StaffingGap:
    level = StationLevel(station.level)
    staffed: int = station.staffed  # type: ignore[attr-defined]  # annotated by staffing_gaps
    required = rules.required_posts(level, population)
    return StaffingGap(
        station.id, station.name, RegionCode(station.region), level, population, staffed, required
    )


def duty_of(station_id: UUID, month: Month) -> QuerySet[DutyMonth]:
    """The departments that stand duty at a station in a month."""
    rows = DutyMonth.objects.filter(station_id=station_id, month_first=month.first)
    return rows.select_related("department", "liaison__staff").order_by(F("department__name"))


REGISTERS = (RegionLevel.PROVINCE, RegionLevel.CITY, RegionLevel.COUNTY, RegionLevel.TOWN)
FEW_PLACES = 12


def find_places(words: str) -> list[str]:
    """Provinces to towns of the country that are called so, with what they belong to; the larger first."""
    if not words.strip():
        return []
    found = _registering().filter(name__icontains=words.strip())
    ranked = found.order_by("level_rank", "code")  # type: ignore[misc]  # annotated by _registering
    codes = [row.code for row in ranked[:FEW_PLACES]]
    return list(region_paths(codes, above=RegionLevel.PROVINCE).values())


def place_of_path(path: str) -> RegionCode | None:
    """The place of a whole path as `find_places` writes it; None where it names none."""
    endings = [path[start:] for start in range(len(path))]
    named = region_paths(
        [row.code for row in _registering().filter(name__in=endings)], above=RegionLevel.PROVINCE
    )
    return next((RegionCode(code) for code, written in named.items() if written == path), None)


def _registering() -> QuerySet[Region]:
    """Regions in being where somebody may be registered, below which no name is asked for."""
    ranks = [When(level=level.name.lower(), then=Value(rank)) for rank, level in enumerate(REGISTERS)]
    levels = [level.name.lower() for level in REGISTERS]
    rows = Region.objects.filter(level__in=levels, valid_until__isnull=True)
    return rows.annotate(level_rank=Case(*ranks, output_field=IntegerField()))
