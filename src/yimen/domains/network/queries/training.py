"""Courses of a year, who attended, and whether the yearly minimum is reached."""

from datetime import date
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from ..errors import UnknownTrainingError
from ..models import Attendance, Post, Training
from ..permissions import Permission, require
from ..types import Actor, Completion, StationLevel, StationNorms
from .conditions import in_force, is_within
from .stations import stations_within


def trainings_within(by: Actor, *, year: int) -> QuerySet[Training]:
    """The courses of a year of the actor's region or held above it, latest first, with how many attended."""
    rows = Training.objects.filter(_of(by), held_on__year=year).select_related("station")
    return rows.annotate(people=Count("attendances")).order_by("-held_on", "id")


def get_training(training_id: UUID, *, by: Actor) -> Training:
    """One course of the actor's region or above it; one elsewhere is as unknown as none."""
    found = Training.objects.filter(_of(by), id=training_id).select_related("station").first()
    if found is None:
        raise UnknownTrainingError("没有这次培训；请从培训列表中选择。")
    return found


def training_to_correct(training_id: UUID, *, by: Actor) -> Training:
    """The same, for whoever may change who took part: the people of where it was held, and above."""
    found = get_training(training_id, by=by)
    require(by, Permission.TRAINING_RECORD, found.station.region)
    return found


def attendees_of(training: Training, *, by: Actor) -> list[tuple[UUID, str]]:
    """Who took part, by name; of a course held above the actor's region only its own people."""
    rows = Attendance.objects.filter(training=training).order_by("staff__name")
    if not is_within(by, training.station.region):
        rows = rows.filter(staff__posts__station__in=stations_within(by)).distinct()
    return list(rows.values_list("staff_id", "staff__name"))


def staff_to_train(by: Actor, on: date) -> list[tuple[UUID, str, str]]:
    """Everybody in office at the stations of the actor's region on a day, with one of their stations."""
    posts = Post.objects.filter(in_force(on), station__in=stations_within(by))
    rows = posts.order_by("station__region", "staff__name", "staff_id")
    named: dict[UUID, tuple[UUID, str, str]] = {}
    for staff_id, name, station in rows.values_list("staff_id", "staff__name", "station__name"):
        named.setdefault(staff_id, (staff_id, name, station))
    return list(named.values())


def completion_of_staff(by: Actor, *, year: int, norms: StationNorms, on: date) -> list[Completion]:
    """How often everybody in office took part in a year; whoever lacks most stands first."""
    people = staff_to_train(by, on)
    attended = Training.objects.filter(held_on__year=year, attendances__staff__in=[one[0] for one in people])
    counts = dict(attended.values_list("attendances__staff").annotate(n=Count("id")).order_by())
    least = norms.training_per_person.value
    rows = [Completion(one, name, station, counts.get(one, 0), least) for one, name, station in people]
    return sorted(rows, key=lambda row: min(row.count, row.required))


def completion_of_towns(by: Actor, *, year: int, norms: StationNorms) -> list[Completion]:
    """How many courses each town of the actor's region held in a year."""
    towns = stations_within(by).filter(level=StationLevel.TOWN)
    counted = towns.annotate(n=Count("trainings", filter=Q(trainings__held_on__year=year)))
    least = norms.training_per_town.value
    return [Completion(row.id, row.name, row.name, row.n, least) for row in counted]


def _of(by: Actor) -> Q:
    """Of the stations of the actor's region, and of those above it, which train its people too."""
    above = [str(region) for region in by.region.ancestors()]
    return Q(station__region__gte=by.scope.lo, station__region__lt=by.scope.hi) | Q(station__region__in=above)
