"""A change that shows while a household is being reviewed: the case that runs looks into it as well."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from yimen.domains.awards import queries as awards
from yimen.domains.cases.actions.awaiting import follow_opinions
from yimen.domains.cases.actions.clocks import PLACES, close_if_open, open_case_clock
from yimen.domains.cases.actions.family import declared_member, member_of_case
from yimen.domains.cases.actions.life import day_of_change, settle_by_case
from yimen.domains.cases.actions.matters import add_matter, leave_change
from yimen.domains.cases.actions.moves import change_case, note_hand
from yimen.domains.cases.errors import ChangeInvalidError
from yimen.domains.cases.models import Case, Occasion
from yimen.domains.cases.permissions import hold_case
from yimen.domains.cases.queries.life import running_review
from yimen.domains.cases.queries.recognition import needs_of_case
from yimen.domains.cases.rules.life import event
from yimen.domains.cases.types import CaseState, ChangeCause, Clock, HandKind, OutcomeState
from yimen.domains.network.permissions import Permission, require
from yimen.domains.network.types import Actor
from yimen.domains.people import queries as people
from yimen.domains.worklist import queries as worklist
from yimen.domains.worklist.types import WorkKind
from yimen.kernel import DayUnit, Deadline, TimeLimit

File = dict[str, Any]


@transaction.atomic
def join_change(
    *,
    household_id: UUID,
    cause: ChangeCause,
    report_id: UUID | None = None,
    person_id: UUID | None = None,
    happened_on: date | None = None,
    note: str = "",
    by: Actor,
) -> Case:
    """Join a change to the review that runs; the family of the case is again the one of today.

    Opinions given before do not count any more, nor visits but for a death; the change has its own clock.
    """
    require(by, Permission.APPLICATION_WRITE, by.region)
    running = running_review(household_id)
    if running is None:
        raise ChangeInvalidError("该户没有正在办理的核查，请直接开启核查。")
    case = hold_case(running.id, Permission.APPLICATION_WRITE, by=by)
    happened_on = day_of_change(cause, person_id, happened_on)
    file, now = _file_of_today(case), timezone.now()
    ref = _ref_of(case, person_id)
    happened = event(cause, ref, happened_on)
    if happened is not None and "event" not in file:
        file["event"] = happened
    visit_since = case.visit_since if cause is ChangeCause.MEMBER_DIED else now
    change_case(case, "case:join_change", by=by, declared=file, changed_at=now, visit_since=visit_since)
    _write(case, cause, ref, happened_on, note.strip(), report_id, by)
    note_hand(case, HandKind.HANDLED, by)
    if report_id is not None:
        settle_by_case(report_id, case, note.strip() or cause.title, by)
    add_matter(case, cause, happened_on, by=by)
    if case.state == CaseState.INVESTIGATING:
        _look_again(case, cause, by)
    return case


def leave_joined(case: Case, *, by: Actor) -> None:
    """A case that ends without decisions leaves what was joined to it, as long as something is in force."""
    item = worklist.find_open(WorkKind.CHANGE, case.id)
    if case.changed_at is not None and item is not None and awards.is_assisted(case.household_id):
        limit = TimeLimit(item.limit_days, DayUnit(item.limit_unit), item.limit_event, item.article)
        leave_change(case, Deadline(item.due_on, item.is_provisional, limit), item.event_on, by=by)


def _look_again(case: Case, cause: ChangeCause, by: Actor) -> None:
    """The opinions wait for what is to be seen anew."""
    for outcome in case.outcomes.filter(state=OutcomeState.OPINION):
        for clock in (Clock.FORWARD, Clock.POSTING):
            close_if_open(clock, outcome.id, by=by)
    waits = worklist.find_open(PLACES[Clock.VISIT].kind, case.id) is not None
    if cause is not ChangeCause.MEMBER_DIED and needs_of_case(case).visit and not waits:
        open_case_clock(Clock.VISIT, case, by=by)
    follow_opinions(case, by)


def _ref_of(case: Case, person_id: UUID | None) -> str | None:
    if person_id is None:
        return None
    ref = case.members.filter(person_id=person_id).values_list("ref", flat=True).first()
    if ref is None:
        raise ChangeInvalidError("发生变化的人不是这一户的成员，请核对。")
    return str(ref)


def _file_of_today(case: Case) -> File:
    """The declared file with who joined, left or died since the case was opened.

    A household that is no longer here stays as it was.
    """
    rows = {row.person_id: row for row in people.members(case.household_id)}
    if not rows:
        return dict(case.declared)
    before = {member.person_id: member.ref for member in case.members.all()}
    died = {row.person_id: row.died_on for row in rows.values()}
    died |= {person: people.death_of(person) for person in before.keys() - rows.keys()}
    persons = {ref: person for person, ref in before.items()}
    said = [
        _as_of_today(member, died[persons[member["ref"]]], lives_here=persons[member["ref"]] in rows)
        for member in case.declared["members"]
    ]
    last = max(int(ref.removeprefix("m")) for ref in before.values())
    come = [row for person, row in rows.items() if person not in before and row.died_on is None]
    for number, row in enumerate(come, start=last + 1):
        member = member_of_case(row, number)
        member.region, member.case = case.region, case
        member.save(force_insert=True)
        said.append(declared_member(member, row))
    return {**case.declared, "members": said}


def _as_of_today(member: Mapping[str, Any], died_on: date | None, *, lives_here: bool) -> File:
    if died_on is not None:
        return {**member, "died_on": died_on.isoformat()}
    return dict(member) if lives_here else {**member, "lives_together": False}


def _write(
    case: Case,
    cause: ChangeCause,
    ref: str | None,
    happened_on: date | None,
    note: str,
    report_id: UUID | None,
    by: Actor,
) -> None:
    occasion = Occasion.objects.get(case=case)
    told = {
        "cause": str(cause),
        "member": ref,
        "happened_on": happened_on and happened_on.isoformat(),
        "note": note,
        "report": report_id and str(report_id),
        "joined_on": timezone.localdate().isoformat(),
        "by": by.staff_name,
    }
    occasion.joined = [*occasion.joined, told]
    occasion.save(update_fields=["joined"])
