"""What time does to items: due dates move with the calendar, owners are reminded, superiors are told."""

from collections.abc import Callable
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from yimen.domains.network import queries as network
from yimen.domains.network.types import StationLevel
from yimen.foundation import audit
from yimen.foundation.audit import Doer
from yimen.foundation.calendar.queries import load_calendar
from yimen.foundation.database.scope import system_scope
from yimen.kernel import DayUnit, Deadline, Period, RegionCode, TimeLimit, deadline

from .. import rules
from ..models import WorkItem
from ..types import DayRun, Subject, WorkKind
from .items import close_items_of, get_open, limit_columns, open_item

CHUNK = 500


@transaction.atomic
def move_due(
    *, kind: WorkKind, subject_id: UUID, due: Deadline, reason: str, by: Doer, is_extended: bool = False
) -> WorkItem:
    """Another due date for a reason the law names: an extension, the end of a pause."""
    item = get_open(kind, subject_id)
    _move(item, due, by)
    for column, content in limit_columns(due, is_extended=is_extended).items():
        setattr(item, column, content)
    item.save()
    changes = {"due_on": due.due_on, "reason": reason}
    audit.record(
        "work:move_due", kind="work_item", subject=item.id, region=item.region, by=by, changes=changes
    )
    return item


def _move(item: WorkItem, due: Deadline, by: Doer) -> None:
    """The warning keeps its distance; a later date is warned of afresh and relieves the superior."""
    if due.due_on > item.due_on:
        item.reminded_on = item.escalated_on = None
        close_items_of(subject_id=item.id, by=by, outcome="期限已顺延")
    item.warn_on += due.due_on - item.due_on
    item.due_on, item.is_provisional = due.due_on, due.is_provisional


def recount_due_dates() -> int:
    """After the calendar changed: recount every open working-day clock; return how many moved."""
    calendar = load_calendar()

    def recount(item: WorkItem) -> bool:
        due = deadline(_limit(item), item.event_on, calendar, _pauses(item))
        if (due.due_on, due.is_provisional) == (item.due_on, item.is_provisional):
            return False
        _move(item, due, audit.SYSTEM)
        item.save(update_fields=["due_on", "warn_on", "is_provisional", "reminded_on", "escalated_on"])
        _record("work:recount", item, {"due_on": due.due_on})
        return True

    return _for_each_open(recount, limit_unit=DayUnit.WORKING.value)


def _limit(item: WorkItem) -> TimeLimit:
    return TimeLimit(item.limit_days, DayUnit(item.limit_unit), item.limit_event, item.article)


def _pauses(item: WorkItem) -> list[Period]:
    return [
        Period(date.fromisoformat(start), until and date.fromisoformat(until)) for start, until in item.pauses
    ]


def remind_and_escalate(*, on: date | None = None) -> DayRun:
    """Warn of what falls due, tell the superior of what is overdue. A second run of a day changes nothing."""
    day = on or timezone.localdate()
    reminded = _for_each_open(
        lambda item: _marked(item, "reminded_on", day, "work:remind"),
        warn_on__lte=day,
        due_on__gte=day,
        reminded_on__isnull=True,
    )
    escalated = _for_each_open(lambda item: _escalate(item, day), due_on__lt=day, escalated_on__isnull=True)
    return DayRun(day, reminded, escalated)


def _for_each_open(step: Callable[[WorkItem], bool], **wanted: object) -> int:
    """Open items by id, a chunk a transaction, over every region; how many the step changed."""
    changed, after = 0, UUID(int=0)
    while True:
        with system_scope():
            rows = WorkItem.objects.select_for_update(of=("self",)).select_related("owner_station")
            chunk = list(rows.filter(done_at__isnull=True, id__gt=after, **wanted).order_by("id")[:CHUNK])
            changed += sum(step(item) for item in chunk)
        if len(chunk) < CHUNK:
            return changed
        after = chunk[-1].id


def _marked(item: WorkItem, column: str, day: date, action: str) -> bool:
    """Conditional, so that two runs at once count an item once."""
    open_rows = WorkItem.objects.filter(id=item.id, done_at__isnull=True, **{f"{column}__isnull": True})
    if open_rows.update(**{column: day}) == 0:
        return False
    _record(action, item, {"on": day})
    return True


def _escalate(item: WorkItem, day: date) -> bool:
    if item.kind == WorkKind.ESCALATION or not _marked(item, "escalated_on", day, "work:escalate"):
        return False
    superior = network.superior_station(item.owner_station) or item.owner_station
    open_item(
        kind=WorkKind.ESCALATION,
        subject=Subject("work_item", item.id, item.subject_title, RegionCode(item.region)),
        due=deadline(rules.ESCALATION_LIMIT, day, load_calendar()),
        owner_station=superior.id,
        owner_role=rules.ESCALATES_TO[StationLevel(superior.level)],
        event_on=day,
        by=audit.SYSTEM,
    )
    return True


def _record(action: str, item: WorkItem, changes: dict[str, object], by: Doer = audit.SYSTEM) -> None:
    audit.record(action, kind="work_item", subject=item.id, region=item.region, by=by, changes=changes)
