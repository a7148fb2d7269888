"""Recording courses and who attended them."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from yimen.foundation import audit

from .. import queries
from ..errors import InvalidChangeError
from ..models import Attendance, Training
from ..permissions import Permission, require
from ..types import Actor, TrainingKind


@transaction.atomic
def record_training(
    *,
    station_id: UUID,
    held_on: date,
    title: str,
    kind: TrainingKind,
    staff_ids: Collection[UUID],
    by: Actor,
) -> Training:
    """A course that was held, and who took part."""
    station = queries.get_station_within(station_id, by=by)
    require(by, Permission.TRAINING_RECORD, station.region)
    title = title.strip()
    if not title:
        raise InvalidChangeError("请写明培训内容。")
    if held_on > timezone.localdate():
        raise InvalidChangeError("培训日期不能在今天以后；请在培训结束后登记。")
    if Training.objects.filter(station=station, held_on=held_on, title=title).exists():
        raise InvalidChangeError("这次培训已经登记；请打开它修改参训人员。")
    training = Training.objects.create(station=station, held_on=held_on, title=title, kind=kind.value)
    _attend(training, staff_ids, by)
    changes = {"held_on": held_on, "title": title, "kind": kind.value, "attended": len(set(staff_ids))}
    _record("training:record", training, changes, by)
    return training


@transaction.atomic
def set_attendance(*, training_id: UUID, staff_ids: Collection[UUID], by: Actor) -> Training:
    """Who took part, in place of what was recorded before."""
    training = queries.training_to_correct(training_id, by=by)
    within = {staff_id for staff_id, *_rest in queries.staff_to_train(by, timezone.localdate())}
    Attendance.objects.filter(training=training, staff_id__in=within).exclude(staff_id__in=staff_ids).delete()
    _attend(training, staff_ids, by)
    _record("training:attendance", training, {"attended": sorted(map(str, staff_ids))}, by)
    return training


def _attend(training: Training, staff_ids: Collection[UUID], by: Actor) -> None:
    """Only people in office within the actor's region are chosen; whoever was recorded stays so."""
    known = {staff_id for staff_id, *_rest in queries.staff_to_train(by, timezone.localdate())}
    there = set(training.attendances.values_list("staff_id", flat=True))
    if not set(staff_ids) <= known | there:
        raise InvalidChangeError("参训人员须是本辖区在岗的工作人员；请从列表中选择。")
    rows = [Attendance(training=training, staff_id=one) for one in set(staff_ids) - there]
    Attendance.objects.bulk_create(rows)


def _record(action: str, training: Training, changes: dict[str, object], by: Actor) -> None:
    region = training.station.region
    audit.record(action, kind="training", subject=training.id, region=region, by=by, changes=changes)
