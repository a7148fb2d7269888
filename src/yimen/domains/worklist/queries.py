"""Reads of the worklist: mine, my station's, my region's, with lights, filters and pages."""

from collections.abc import Collection, Sequence
from dataclasses import fields
from datetime import date
from uuid import UUID

from django.db import connection
from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from yimen.domains.network import queries as network
from yimen.domains.network.permissions import Permission, allows, require
from yimen.domains.network.types import Actor, Role
from yimen.kernel import RegionCode

from . import rules
from .desks import get_desk as get_desk
from .desks import lines_of_desk as lines_of_desk
from .errors import NotOpenError
from .figures import step_figures as step_figures
from .figures import steps_counted as steps_counted
from .models import UNTAKEN, HandOver, WorkItem
from .types import Filters, Light, Lights, ListedItem, StationLights, WorkKind, WorkPage

PAGE_SIZE = 50
NO_FILTERS = Filters()
_NAMED_ELSEWHERE = {"owner_station_name": "owner_station__name", "owner_name": "owner_post__staff__name"}
_LISTED = [_NAMED_ELSEWHERE.get(field.name, field.name) for field in fields(ListedItem)]
_WAITING = """
SELECT (SELECT count(*) FROM worklist_workitem WHERE owner_post_id = %s AND done_at IS NULL),
       (SELECT count(*) FROM worklist_workitem
         WHERE owner_station_id = %s AND owner_role = ANY(%s)
           AND done_at IS NULL AND owner_post_id IS NULL AND NOT kind = 'whole_case')
"""
"""The second is what `UNTAKEN` says."""


def light(item: rules.Dated, today: date | None = None) -> Light:
    return rules.light(item, today or timezone.localdate())


def offices_of(kind: WorkKind, subject_ids: Collection[UUID]) -> dict[UUID, tuple[UUID, str]]:
    """Where the open items of a kind lie: the station and the role, by subject."""
    items = WorkItem.objects.filter(kind=kind.value, subject_id__in=subject_ids, done_at__isnull=True)
    rows = items.values_list("subject_id", "owner_station_id", "owner_role")
    return {subject: (station, role) for subject, station, role in rows}


def mine(by: Actor, *, filters: Filters = NO_FILTERS, page: int = 1, today: date | None = None) -> WorkPage:
    """What waits for the actor's own post, most urgent first."""
    return _listed(by, Q(owner_post_id=by.post_id), filters, page, today)


def mine_due(by: Actor, first: date, last: date) -> tuple[ListedItem, ...]:
    """What waits for the actor's own post and falls due from one day to another, both included."""
    require(by, Permission.WORK_OPEN, by.region)
    rows = WorkItem.objects.filter(owner_post_id=by.post_id, done_at__isnull=True)
    return _as_listed(rows.filter(due_on__gte=first, due_on__lte=last).order_by("due_on", "id"))


def due_between(
    by: Actor,
    first: date,
    last: date,
    *,
    without: Collection[WorkKind] = (),
    region: RegionCode | None = None,
    start: int = 0,
    stop: int | None = None,
) -> tuple[int, tuple[ListedItem, ...]]:
    """What the actor has or may take and is due from one day to another: how many, and some of them.

    `region` narrows it to what is about a part of the actor's region.
    """
    require(by, Permission.WORK_OPEN, by.region)
    whose = Q(owner_post_id=by.post_id) | _untaken(by)
    rows = WorkItem.objects.filter(whose, done_at__isnull=True, due_on__range=(first, last))
    rows = rows.exclude(kind__in=[kind.value for kind in without])
    if region is not None and region != by.region:
        rows = rows.filter(region__gte=region.lo, region__lt=region.hi)
    return rows.count(), _as_listed(rows.order_by("due_on", "id")[start:stop])


def station(
    by: Actor, *, filters: Filters = NO_FILTERS, page: int = 1, today: date | None = None
) -> WorkPage:
    """What waits for anybody at the actor's station, taken or not."""
    return _listed(by, Q(owner_station_id=by.station_id), filters, page, today)


def takeable(
    by: Actor, *, filters: Filters = NO_FILTERS, page: int = 1, today: date | None = None
) -> WorkPage:
    """What nobody at the actor's station has taken and the actor's role may take."""
    return _listed(by, _untaken(by), filters, page, today)


def _untaken(by: Actor) -> Q:
    return UNTAKEN & Q(owner_station_id=by.station_id, owner_role__in=_roles(by))


def _roles(by: Actor) -> list[str]:
    """For whom an item may wait so that the actor may take it: their role; or nobody's in particular."""
    return ["", by.role.value] if allows(by.role, Permission.CASE_OPEN) else [by.role.value]


def waiting(by: Actor) -> tuple[int, int]:
    """How much is the actor's own, and how much there is to take: one query, from the indexes alone."""
    require(by, Permission.WORK_OPEN, by.region)
    with connection.cursor() as cursor:
        cursor.execute(_WAITING, [by.post_id, by.station_id, _roles(by)])
        own, untaken = cursor.fetchone()
    return own, untaken


def region(by: Actor, *, filters: Filters = NO_FILTERS, page: int = 1, today: date | None = None) -> WorkPage:
    """Everything open in the actor's region, whoever owns it."""
    return _listed(by, Q(region__gte=by.scope.lo, region__lt=by.scope.hi), filters, page, today)


def _shown_to(by: Actor) -> Q:
    """A role that opens no case sees what is for itself to do and nobody else's: titles name families."""
    if allows(by.role, Permission.CASE_OPEN):
        return Q()
    return Q(owner_post_id=by.post_id) | Q(owner_station_id=by.station_id, owner_role=by.role.value)


def _listed(by: Actor, whose: Q, filters: Filters, page: int, today: date | None) -> WorkPage:
    """Lights of the whole list and one page of it with its owners: two queries whatever the number of rows.

    Lights and the ids of the page come from an index alone; whole rows are read for the page only.
    """
    require(by, Permission.WORK_OPEN, by.region)
    day = today or timezone.localdate()
    rows = WorkItem.objects.filter(whose, _shown_to(by), _narrowed(filters), done_at__isnull=True)
    lights = _lights(**rows.aggregate(**_light_counts(day)))
    shown = rows if filters.light is None else rows.filter(_at(filters.light, day))
    total = lights.total if filters.light is None else getattr(lights, filters.light.value)
    start = (page - 1) * PAGE_SIZE
    if not filters.order and start + PAGE_SIZE <= lights.red:
        shown = shown.filter(due_on__lt=day)  # first come the late ones: the others need not be sorted
    ordered = (*filters.order, "due_on", "id")
    ids = shown.order_by(*ordered).values("id")[start : start + PAGE_SIZE]
    items = _as_listed(WorkItem.objects.filter(id__in=ids).order_by(*ordered))
    return WorkPage(items, lights, page, PAGE_SIZE, total)


def listed_ids(by: Actor, name: str, *, filters: Filters = NO_FILTERS) -> list[UUID]:
    """Every item of one of the lists `mine`, `takeable`, `station`, `region`, in its order."""
    require(by, Permission.WORK_OPEN, by.region)
    whose = {
        "mine": Q(owner_post_id=by.post_id),
        "takeable": _untaken(by),
        "station": Q(owner_station_id=by.station_id),
        "region": Q(region__gte=by.scope.lo, region__lt=by.scope.hi),
    }[name]
    rows = WorkItem.objects.filter(whose, _shown_to(by), _narrowed(filters), done_at__isnull=True)
    shown = rows if filters.light is None else rows.filter(_at(filters.light, timezone.localdate()))
    return list(shown.order_by(*filters.order, "due_on", "id").values_list("id", flat=True))


def items_in_order(item_ids: Sequence[UUID], *, by: Actor) -> list[ListedItem]:
    """These items of the actor's scope, open or done, in the order given; what is not there is left out."""
    require(by, Permission.WORK_OPEN, by.region)
    found = {item.id: item for item in _as_listed(WorkItem.objects.filter(_shown_to(by), id__in=item_ids))}
    return [found[item_id] for item_id in item_ids if item_id in found]


def items_of_post(post_id: UUID, *, by: Actor) -> tuple[ListedItem, ...]:
    """Everything a post has in hand: one's own, or a colleague's for whoever may reassign."""
    if post_id != by.post_id:
        require(by, Permission.WORK_REASSIGN, network.get_post_within(post_id, by=by).station.region)
    rows = WorkItem.objects.filter(owner_post_id=post_id, done_at__isnull=True)
    return _as_listed(rows.order_by("due_on", "id"))


def count_in_hand(post_ids: Collection[UUID], *, by: Actor) -> int:
    """How much these posts have in hand, for whoever is about to end them; of what, is not said."""
    require(by, Permission.NETWORK_ADMINISTER, by.region)
    return WorkItem.objects.filter(owner_post_id__in=post_ids, done_at__isnull=True).count()


def _as_listed(rows: QuerySet[WorkItem]) -> tuple[ListedItem, ...]:
    return tuple(ListedItem(*row) for row in rows.values_list(*_LISTED))


def _narrowed(filters: Filters) -> Q:
    narrowed = Q()
    if filters.kind is not None:
        narrowed &= Q(kind=filters.kind.value)
    if filters.region is not None:
        narrowed &= Q(region__gte=filters.region.lo, region__lt=filters.region.hi)
    if filters.text:
        narrowed &= Q(subject_title__icontains=filters.text)
    return narrowed


def _at(shown: Light, day: date) -> Q:
    """The same borders as `rules.light`, in the database."""
    return {
        Light.RED: Q(due_on__lt=day),
        Light.YELLOW: Q(due_on__gte=day, warn_on__lte=day),
        Light.GREEN: Q(due_on__gte=day, warn_on__gt=day),
    }[shown]


def _light_counts(day: date) -> dict[str, Count]:
    """No item warns after it is due, so three simple counts tell the lights apart."""
    return {
        "listed": Count("*"),
        "late": Count("due_on", filter=Q(due_on__lt=day)),
        "warned": Count("due_on", filter=Q(warn_on__lte=day)),
    }


def _lights(listed: int, late: int, warned: int) -> Lights:
    return Lights(red=late, yellow=warned - late, green=listed - warned)


def lights_by_station(by: Actor, *, today: date | None = None) -> list[StationLights]:
    """The lights of every station in the actor's region that has something open: one query."""
    require(by, Permission.WORK_OPEN, by.region)
    rows = WorkItem.objects.filter(done_at__isnull=True, region__gte=by.scope.lo, region__lt=by.scope.hi)
    grouped = rows.values_list("owner_station_id", "owner_station__name")
    counted = grouped.annotate(**_light_counts(today or timezone.localdate()))
    boards = [StationLights(station_id, name, _lights(*counts)) for station_id, name, *counts in counted]
    return sorted(boards, key=lambda board: (-board.lights.red, -board.lights.yellow, board.station_name))


def find_open(kind: WorkKind, subject_id: UUID) -> WorkItem | None:
    """The one open item of that kind about a subject."""
    rows = WorkItem.objects.select_related("owner_post__staff", "owner_station")
    return rows.filter(kind=kind.value, subject_id=subject_id, done_at__isnull=True).first()


def get_item(item_id: UUID, *, by: Actor) -> ListedItem:
    """One item of the actor's scope, open or done."""
    require(by, Permission.WORK_OPEN, by.region)
    found = _as_listed(WorkItem.objects.filter(_shown_to(by), id=item_id))
    if not found:
        raise NotOpenError("没有这一待办，或不在您负责的区域；请刷新列表。")
    return found[0]


def items_of(subject_id: UUID) -> QuerySet[WorkItem]:
    """Everything that ever waited about a subject, in the order it was opened."""
    rows = WorkItem.objects.filter(subject_id=subject_id)
    return rows.select_related("owner_post__staff", "owner_station").order_by("opened_on", "id")


def open_items_of(subject_ids: Collection[UUID]) -> tuple[ListedItem, ...]:
    """What still waits about any of these subjects, the next due first."""
    rows = WorkItem.objects.filter(subject_id__in=subject_ids, done_at__isnull=True)
    return _as_listed(rows.order_by("due_on", "id"))


def hand_overs_of(item_id: UUID) -> QuerySet[HandOver]:
    """Who passed an item to whom, and why."""
    rows = HandOver.objects.filter(item_id=item_id)
    return rows.select_related("from_post__staff", "to_post__staff", "by_post__staff").order_by("happened_at")


def reminders(by: Actor, *, today: date | None = None) -> QuerySet[WorkItem]:
    """Open items of the actor's post that the daily job warned of today."""
    require(by, Permission.WORK_OPEN, by.region)
    day = today or timezone.localdate()
    return WorkItem.objects.filter(owner_post_id=by.post_id, done_at__isnull=True, reminded_on=day).order_by(
        "due_on"
    )


def suits(kind: WorkKind, role: Role) -> bool:
    """Whether an item of this kind may be handed to a role."""
    return rules.suits(kind, role)


def goes_back(kind: WorkKind, role: Role) -> bool:
    """Whether a role that has an item of this kind may put it back."""
    return rules.goes_back(kind, role)
