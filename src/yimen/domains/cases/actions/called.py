"""Households called for review before their time, because what they are decided by has changed."""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from yimen.domains.awards import queries as awards
from yimen.domains.cases.actions.matters import wait
from yimen.domains.cases.errors import ChangeInvalidError
from yimen.domains.cases.queries.life import running_review
from yimen.domains.network.permissions import Permission, require
from yimen.domains.network.types import Actor
from yimen.domains.people import queries as people
from yimen.domains.worklist import actions as worklist
from yimen.domains.worklist import queries
from yimen.domains.worklist.types import Subject, WorkKind
from yimen.kernel import DayUnit, Deadline, RegionCode, TimeLimit


@transaction.atomic
def call_for_review(
    *, household_id: UUID, ground: str, due_on: date, by: Actor, occasion: str = "政策调整"
) -> bool:
    """The town is to review a household by a day; whether that is new.

    A review that waits for later is moved up. Where nothing goes on, or one is under way, nothing is called.
    """
    require(by, Permission.REVIEW_PLAN, by.region)
    today = timezone.localdate()
    if due_on <= today or not ground.strip():
        raise ChangeInvalidError("请写明依据的文号，核查期限须在今天以后。")
    held = awards.awards_going_on([household_id])
    if not held or running_review(household_id) is not None:
        return False
    limit = TimeLimit((due_on - today).days, DayUnit.CALENDAR, occasion, ground.strip())
    due, waiting = Deadline(due_on, False, limit), queries.find_open(WorkKind.REVIEW, household_id)
    if waiting is None:
        title = f"{people.heads_of([household_id]).get(household_id, '')} {occasion}核查".strip()
        subject = Subject("household", household_id, title, RegionCode(held[0].region))
        return wait(WorkKind.REVIEW, subject, due, today, by=by)
    if waiting.due_on <= due_on:
        return False
    worklist.move_due(kind=WorkKind.REVIEW, subject_id=household_id, due=due, reason=ground.strip(), by=by)
    return True
