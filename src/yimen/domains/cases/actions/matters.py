"""The one item of the worklist that stands for a whole review or change, until its last decision."""

from contextlib import suppress
from datetime import date
from uuid import UUID

from django.utils import timezone

from yimen.domains.cases.models import Case, Occasion
from yimen.domains.cases.queries.reviews import Due, death_due
from yimen.domains.cases.types import CaseKind, ChangeCause
from yimen.domains.network import queries as network
from yimen.domains.network.types import Role, StationLevel
from yimen.domains.worklist import actions as worklist
from yimen.domains.worklist.errors import AlreadyOpenError, NotOpenError
from yimen.domains.worklist.types import Subject, WorkKind
from yimen.foundation.audit import Doer
from yimen.foundation.calendar.queries import load_calendar
from yimen.kernel import DayUnit, Deadline, RegionCode, TimeLimit, deadline

KINDS = {CaseKind.REVIEW: WorkKind.REVIEW, CaseKind.CHANGE: WorkKind.CHANGE}
CHANGE_LIMIT = TimeLimit(
    30, DayUnit.WORKING, "情况变化", "社会救助法 第四十七条；未查到法定时限，为本平台暂定"
)


def open_matter(case: Case, planned: Due | None, occasion: Occasion, *, by: Doer) -> None:
    """Its deadline is the day the review is due, three months after a death, or the office's own."""
    today = timezone.localdate()
    if planned is None and case.cause == ChangeCause.MEMBER_DIED and occasion.happened_on:
        planned = death_due(RegionCode(case.region), occasion.happened_on)
    if planned is None:
        due, since = deadline(CHANGE_LIMIT, today, load_calendar()), today
    else:
        due, since = planned.deadline, planned.since
    occasion.due_on = due.due_on
    occasion.save(update_fields=["due_on"])
    title = f"{case.applicant_name} {CaseKind(case.kind).title}"
    subject = Subject("case", case.id, title, RegionCode(case.region))
    wait(KINDS[CaseKind(case.kind)], subject, due, since, by=by)


def wait(
    kind: WorkKind,
    subject: Subject,
    due: Deadline,
    since: date,
    *,
    role: Role = Role.TOWN_HANDLER,
    by: Doer,
) -> bool:
    """For whoever of the town's handlers takes it, or of another role; whether it did not wait already."""
    station = network.find_station(subject.region, StationLevel.TOWN)
    if station is None:
        return False
    with suppress(AlreadyOpenError):
        worklist.open_item(
            kind=kind,
            subject=subject,
            owner_station=station.id,
            owner_role=role,
            due=due,
            event_on=since,
            by=by,
        )
        return True
    return False


def close_matter(case: Case, *, by: Doer) -> None:
    """The last decision is made."""
    if case.kind != CaseKind.APPLICATION:
        close_if_waiting(KINDS[CaseKind(case.kind)], case.id, by=by)


def close_if_waiting(kind: WorkKind, subject_id: UUID, *, by: Doer) -> None:
    with suppress(NotOpenError):
        worklist.close_item(kind=kind, subject_id=subject_id, by=by)
