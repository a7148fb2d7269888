"""The one item of the worklist that stands for a whole review or change, until its last decision."""

from contextlib import suppress
from datetime import date
from uuid import UUID

from django.utils import timezone

from yimen.domains.cases.models import Case, Occasion
from yimen.domains.cases.queries.reviews import Due, death_due
from yimen.domains.cases.types import DECIDED_STATES, CaseKind, ChangeCause
from yimen.domains.network import queries as network
from yimen.domains.network.types import Role, StationLevel
from yimen.domains.worklist import actions as worklist
from yimen.domains.worklist import queries
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
    due = planned or _due_of_change(RegionCode(case.region), case.cause, occasion.happened_on)
    occasion.due_on = due.deadline.due_on
    occasion.save(update_fields=["due_on"])
    kind = CaseKind(case.kind)
    wait(KINDS[kind], _case(case, kind), due.deadline, due.since, by=by)


def add_matter(case: Case, cause: ChangeCause, happened_on: date | None, *, by: Doer) -> None:
    """A change was joined: its own clock beside that of the review; of two changes the earlier day counts."""
    due = _due_of_change(RegionCode(case.region), cause, happened_on)
    subject = _case(case, CaseKind.CHANGE)
    item = queries.find_open(WorkKind.CHANGE, case.id)
    if item is None:
        wait(WorkKind.CHANGE, subject, due.deadline, due.since, by=by)
    elif due.deadline.due_on < item.due_on:
        worklist.move_due(
            kind=WorkKind.CHANGE, subject_id=case.id, due=due.deadline, reason=cause.title, by=by
        )
    if case.outcomes.filter(state__in=DECIDED_STATES).exists():  # those this case can no longer look into
        leave_change(case, due.deadline, due.since, by=by)


def leave_change(case: Case, due: Deadline, since: date, *, by: Doer) -> None:
    """What this case cannot look into any more waits for one of its own, with the clock it had."""
    title = f"{case.applicant_name} {CaseKind.CHANGE.title}"
    subject = Subject("household", case.household_id, title, RegionCode(case.region))
    wait(WorkKind.CHANGE, subject, due, since, by=by)


def _case(case: Case, kind: CaseKind) -> Subject:
    return Subject("case", case.id, f"{case.applicant_name} {kind.title}", RegionCode(case.region))


def _due_of_change(region: RegionCode, cause: str, happened_on: date | None) -> Due:
    """Three months after a death, else the office's own days."""
    if cause == ChangeCause.MEMBER_DIED and happened_on is not None:
        return death_due(region, happened_on)
    today = timezone.localdate()
    return Due(deadline(CHANGE_LIMIT, today, load_calendar()), today)


def wait(
    kind: WorkKind,
    subject: Subject,
    due: Deadline,
    since: date,
    *,
    role: Role = Role.TOWN_HANDLER,
    county_role: Role | None = None,
    by: Doer,
) -> bool:
    """For whoever of the town's handlers takes it, or of another role; whether it did not wait already.

    Where the town has no station it may be the county's, for whoever there bears `county_role`.
    """
    station = network.find_station(subject.region, StationLevel.TOWN)
    if station is None and county_role is not None:
        station, role = network.find_station(subject.region, StationLevel.COUNTY), county_role
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
        for kind in KINDS.values():
            close_if_waiting(kind, case.id, by=by)


def close_if_waiting(kind: WorkKind, subject_id: UUID, *, by: Doer) -> None:
    with suppress(NotOpenError):
        worklist.close_item(kind=kind, subject_id=subject_id, by=by)
