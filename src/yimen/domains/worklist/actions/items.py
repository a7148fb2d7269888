"""Opening and closing items. Both are parts of another act, whose permission its own room has checked."""

from collections.abc import Collection, Sequence
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from yimen.domains.network import queries as network
from yimen.domains.network.types import Role
from yimen.foundation import audit
from yimen.foundation.audit import Doer
from yimen.kernel import Deadline, Period

from .. import rules
from ..errors import AlreadyOpenError, NotForThisPostError, NotOpenError, TitleHoldsIdentityError
from ..models import WorkItem
from ..types import Subject, WorkKind


@transaction.atomic
def open_item(
    *,
    kind: WorkKind,
    subject: Subject,
    due: Deadline,
    by: Doer,
    owner_post: UUID | None = None,
    owner_station: UUID | None = None,
    owner_role: Role | None = None,
    warn_on: date | None = None,
    event_on: date | None = None,
    pauses: Sequence[Period] = (),
    is_extended: bool = False,
    waits_for: Sequence[WorkKind] = (),
) -> WorkItem:
    """Something waits: for a post, or for whoever of a role at a station takes it.

    `event_on` is the day the clock counts from, today unless given; a changed calendar recounts from it.
    `waits_for` are steps of others that come first, while the clock runs already.
    """
    _check(kind, subject)
    begun_on = event_on or timezone.localdate()
    item = WorkItem.objects.create(
        kind=kind.value,
        subject_kind=subject.kind,
        subject_id=subject.id,
        subject_title=subject.title,
        region=str(subject.region),
        owner_station_id=owner_station or _station_of(owner_post),
        owner_post_id=owner_post,
        owner_role="" if owner_role is None else owner_role.value,
        opened_on=timezone.localdate(),
        event_on=begun_on,
        due_on=due.due_on,
        warn_on=min(due.due_on, warn_on or rules.warning_day(begun_on, due.due_on)),
        pauses=[[pause.start.isoformat(), pause.until and pause.until.isoformat()] for pause in pauses],
        waits_for=[step.value for step in waits_for],
        **limit_columns(due, is_extended=is_extended),
    )
    _record(
        "work:open", item, by, {"kind": kind, "due_on": item.due_on, "owner": owner_post or owner_station}
    )
    return item


def _station_of(post_id: UUID | None) -> UUID:
    if post_id is None:
        raise NotForThisPostError("待办须有承办的岗位或站点；请指定其一。")
    return network.get_post(post_id).station_id


def _check(kind: WorkKind, subject: Subject) -> None:
    if rules.holds_identity_number(subject.title):
        raise TitleHoldsIdentityError("待办标题不得含身份证号；请只写姓名和事项。")
    if WorkItem.objects.filter(kind=kind.value, subject_id=subject.id, done_at__isnull=True).exists():
        raise AlreadyOpenError("“%(title)s”的“%(kind)s”已在待办中。", title=subject.title, kind=kind.title)


def limit_columns(due: Deadline, *, is_extended: bool) -> dict[str, object]:
    """The clock as the item keeps it: days, unit, event, article, and whether it still may move."""
    limit = due.limit
    days = limit.extended_days if is_extended and limit.extended_days is not None else limit.days
    return {
        "is_provisional": due.is_provisional,
        "limit_days": days,
        "limit_unit": limit.unit.value,
        "limit_event": limit.event,
        "article": limit.article,
    }


@transaction.atomic
def wait_for(*, kind: WorkKind, subject_id: UUID, steps: Sequence[WorkKind], by: Doer) -> bool:
    """What an open item still waits for, nothing once its turn has come; False where none is open."""
    item = WorkItem.objects.filter(kind=kind.value, subject_id=subject_id, done_at__isnull=True).first()
    if item is None:
        return False
    names = [step.value for step in steps]
    if item.waits_for != names:
        item.waits_for = names
        item.save(update_fields=["waits_for"])
        _record("work:wait_for", item, by, {"waits_for": names})
    return True


@transaction.atomic
def close_item(*, kind: WorkKind, subject_id: UUID, by: Doer, outcome: str = "") -> WorkItem:
    """Done; whatever was escalated about it is done as well."""
    item = get_open(kind, subject_id)
    _close([item], by, outcome)
    return item


@transaction.atomic
def close_items_of(
    *, subject_id: UUID, by: Doer, outcome: str = "", kinds: Collection[WorkKind] = tuple(WorkKind)
) -> list[WorkItem]:
    """Close what is open about a subject, of these kinds or everything: it is withdrawn, ended or decided."""
    rows = WorkItem.objects.filter(subject_id=subject_id, done_at__isnull=True)
    items = list(rows.filter(kind__in=[kind.value for kind in kinds]))
    _close(items, by, outcome)
    return items


def _close(items: list[WorkItem], by: Doer, outcome: str) -> None:
    escalated = WorkItem.objects.filter(
        kind=WorkKind.ESCALATION.value, subject_id__in=[item.id for item in items], done_at__isnull=True
    )
    for item in [*items, *escalated]:
        item.done_at, item.outcome = timezone.now(), outcome
        item.save(update_fields=["done_at", "outcome"])
        _record("work:close", item, by, {"outcome": outcome})


def get_open(kind: WorkKind, subject_id: UUID) -> WorkItem:
    item = WorkItem.objects.filter(kind=kind.value, subject_id=subject_id, done_at__isnull=True).first()
    if item is None:
        raise NotOpenError("“%(kind)s”不在待办中，可能已经办结；请刷新后查看。", kind=kind.title)
    return item


def _record(action: str, item: WorkItem, by: Doer, changes: dict[str, object]) -> None:
    audit.record(action, kind="work_item", subject=item.id, region=item.region, by=by, changes=changes)
