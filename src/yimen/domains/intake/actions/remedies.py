"""Reconsideration and lawsuits: the office's answer, hearing days, the result and what it made of it."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from yimen.domains.intake.errors import RemedyIncompleteError, RemedyStateError
from yimen.domains.intake.models import Remedy
from yimen.domains.intake.permissions.remedies import access_remedy
from yimen.domains.intake.rules.remedies import (
    ANSWER_CLOCK,
    ANSWER_LIMIT,
    CARRY_OUT_CLOCK,
    CARRY_OUT_LIMIT,
    HEARING,
    STATED,
    TO_APPLY,
    last_day,
)
from yimen.domains.intake.types import TO_CARRY_OUT, Contested, RemedyKind, RemedyResult, RemedyState
from yimen.domains.library import queries as library
from yimen.domains.network import queries as network
from yimen.domains.network.permissions import Permission, require
from yimen.domains.network.types import Actor, Role, StationLevel
from yimen.domains.worklist import actions as worklist
from yimen.domains.worklist import queries as waiting
from yimen.domains.worklist.types import Subject, WorkKind
from yimen.foundation import audit
from yimen.foundation.calendar.queries import load_calendar
from yimen.kernel import DayUnit, Deadline, RegionCode, TimeLimit, deadline


@dataclass(frozen=True, slots=True)
class Filing:
    """What the notice of the reconsideration office or the court says; `answer_by` where it says when."""

    authority: str
    grounds: str
    applied_on: date
    received_on: date
    reference: str = ""
    answer_by: date | None = None
    hearing_on: date | None = None


@transaction.atomic
def receive_remedy(*, kind: RemedyKind, against: Contested, filing: Filing, by: Actor) -> Remedy:
    """A decision is contested; until when it could be is worked out from the day it was delivered."""
    require(by, Permission.REMEDY_RECORD, against.region)
    _refuse_incomplete(against, filing)
    open_ones = Remedy.objects.filter(
        case_id=against.case_id, outcome_id=against.outcome_id, kind=kind, result=""
    )
    if open_ones.exists():
        raise RemedyStateError("对这一决定的同类复议、诉讼正在办理，不能重复登记。")
    remedy = Remedy.objects.create(
        region=str(against.region),
        case_id=against.case_id,
        outcome_id=against.outcome_id,
        kind=kind,
        state=RemedyState.RECEIVED,
        title=against.title,
        applicant_name=against.applicant_name,
        authority=filing.authority.strip(),
        reference=filing.reference.strip(),
        grounds=filing.grounds.strip(),
        decided_on=against.decided_on,
        told_on=against.told_on,
        applied_on=filing.applied_on,
        last_day=_last_day(kind, against),
        received_on=filing.received_on,
        hearing_on=filing.hearing_on,
        recorded_by_id=by.user_id,
    )
    _wait_for_answer(remedy, filing, by)
    if filing.hearing_on is not None:
        _wait_for_hearing(remedy, by)
    _record("remedy:receive", remedy, by, {"kind": kind, "authority": filing.authority})
    return remedy


def _refuse_incomplete(against: Contested, filing: Filing) -> None:
    if not filing.authority.strip() or not filing.grounds.strip():
        raise RemedyIncompleteError("请写明复议机关或者法院，以及申请人的理由。")
    if not against.decided_on <= filing.applied_on <= filing.received_on <= timezone.localdate():
        raise RemedyIncompleteError("日期应依次为：原决定、申请（起诉）、收到通知，并且不晚于今天。")


def _last_day(kind: RemedyKind, against: Contested) -> date | None:
    """Unknown where the decision was not delivered: then no time limit has begun."""
    if against.told_on is None:
        return None
    parameter = library.parameters(against.region, against.told_on)[TO_APPLY[kind]]
    return last_day(parameter.value, against.told_on)


def _wait_for_answer(remedy: Remedy, filing: Filing, by: Actor) -> None:
    due = _stated(filing.answer_by, remedy.received_on) or _by_rule(ANSWER_CLOCK, ANSWER_LIMIT, remedy)
    _open(WorkKind.REMEDY_ANSWER, remedy, due, remedy.received_on, by)


def _wait_for_hearing(remedy: Remedy, by: Actor) -> None:
    if remedy.hearing_on is not None:
        due = _stated(remedy.hearing_on, timezone.localdate(), HEARING)
        if due is not None:
            _open(WorkKind.REMEDY_HEARING, remedy, due, timezone.localdate(), by)


def _stated(day: date | None, since: date, article: str = STATED) -> Deadline | None:
    """A day that the authority itself has set."""
    if day is None or day < since:
        return None
    limit = TimeLimit(
        days=max(1, (day - since).days), unit=DayUnit.CALENDAR, event="收到通知", article=article
    )
    return Deadline(due_on=day, is_provisional=False, limit=limit)


def _by_rule(clock: str, own: TimeLimit, remedy: Remedy) -> Deadline:
    today = timezone.localdate()
    limit = library.find_time_limit(clock, RegionCode(remedy.region), today) or own
    return deadline(limit, today if clock == CARRY_OUT_CLOCK else remedy.received_on, load_calendar())


def _open(kind: WorkKind, remedy: Remedy, due: Deadline, since: date, by: Actor) -> None:
    """The county answers before the authority; the town of the case carries out what was decided."""
    region, is_town = RegionCode(remedy.region), kind is WorkKind.REMEDY_CARRY_OUT
    worklist.open_item(
        kind=kind,
        subject=Subject("remedy", remedy.id, f"{remedy.title} {RemedyKind(remedy.kind).title}", region),
        owner_station=network.station_of(region, StationLevel.TOWN if is_town else StationLevel.COUNTY).id,
        owner_role=Role.TOWN_HANDLER if is_town else Role.COUNTY_REVIEWER,
        due=due,
        event_on=since,
        by=by,
    )


@transaction.atomic
def answer_remedy(*, remedy_id: UUID, answered_on: date, by: Actor) -> Remedy:
    """The written answer, with the file, has gone to the authority."""
    remedy = access_remedy(remedy_id, Permission.REMEDY_RECORD, by=by, is_changed=True)
    _refuse_unless(remedy, RemedyState.RECEIVED)
    if not remedy.received_on <= answered_on <= timezone.localdate():
        raise RemedyIncompleteError("答辩日期应在收到通知之日至今天之间。")
    worklist.close_item(kind=WorkKind.REMEDY_ANSWER, subject_id=remedy.id, by=by, outcome="已答辩")
    return _change(remedy, "answer", by, state=RemedyState.ANSWERED, answered_on=answered_on)


@transaction.atomic
def set_hearing(*, remedy_id: UUID, hearing_on: date, by: Actor) -> Remedy:
    """The authority has set or moved the day of the hearing."""
    remedy = access_remedy(remedy_id, Permission.REMEDY_RECORD, by=by, is_changed=True)
    _refuse_unless(remedy, RemedyState.RECEIVED, RemedyState.ANSWERED)
    if hearing_on < timezone.localdate():
        raise RemedyIncompleteError("听证、开庭日期不能在今天以前。")
    _close_if_open(WorkKind.REMEDY_HEARING, remedy, "改期", by)
    _change(remedy, "set_hearing", by, hearing_on=hearing_on)
    _wait_for_hearing(remedy, by)
    return remedy


@transaction.atomic
def settle_remedy(
    *,
    remedy_id: UUID,
    result: RemedyResult,
    result_on: date,
    note: str,
    carry_out_by: date | None = None,
    by: Actor,
) -> Remedy:
    """What the authority said; a decision changed, revoked or to be made anew goes to whoever handled it."""
    remedy = access_remedy(remedy_id, Permission.REMEDY_RECORD, by=by, is_changed=True)
    _refuse_unless(remedy, RemedyState.RECEIVED, RemedyState.ANSWERED)
    if not note.strip() or not remedy.received_on <= result_on <= timezone.localdate():
        raise RemedyIncompleteError("请写明结果的主要内容；结果日期应在收到通知之日至今天之间。")
    for kind in (WorkKind.REMEDY_ANSWER, WorkKind.REMEDY_HEARING):
        _close_if_open(kind, remedy, result.title, by)
    is_to_carry_out = result in TO_CARRY_OUT
    state = RemedyState.DECIDED if is_to_carry_out else RemedyState.CLOSED
    closed_on = None if is_to_carry_out else timezone.localdate()
    changes = {"result": result, "result_on": result_on, "result_note": note.strip(), "closed_on": closed_on}
    _change(remedy, "settle", by, state=state, **changes)
    if is_to_carry_out:
        today = timezone.localdate()
        due = _stated(carry_out_by, today) or _by_rule(CARRY_OUT_CLOCK, CARRY_OUT_LIMIT, remedy)
        _open(WorkKind.REMEDY_CARRY_OUT, remedy, due, today, by)
    return remedy


@transaction.atomic
def carry_out_remedy(*, remedy_id: UUID, followed: str, by: Actor) -> Remedy:
    """What was done: the case opened again, the award changed, the decision taken back."""
    remedy = access_remedy(remedy_id, Permission.REMEDY_RECORD, by=by, is_changed=True)
    _refuse_unless(remedy, RemedyState.DECIDED)
    if not followed.strip():
        raise RemedyIncompleteError("请写明怎样执行：重新办理的办件编号，或者变更、撤销的情况。")
    worklist.close_item(kind=WorkKind.REMEDY_CARRY_OUT, subject_id=remedy.id, by=by, outcome="已执行")
    changes = {"followed": followed.strip(), "closed_on": timezone.localdate()}
    return _change(remedy, "carry_out", by, state=RemedyState.CLOSED, **changes)


def _close_if_open(kind: WorkKind, remedy: Remedy, outcome: str, by: Actor) -> None:
    if waiting.find_open(kind, remedy.id) is not None:
        worklist.close_item(kind=kind, subject_id=remedy.id, by=by, outcome=outcome)


def _refuse_unless(remedy: Remedy, *states: RemedyState) -> None:
    if remedy.state not in states:
        raise RemedyStateError(
            "这件复议、诉讼现在是“%(state)s”，不能办理这一步；请刷新后查看。", state=RemedyState(remedy.state)
        )


def _change(remedy: Remedy, verb: str, by: Actor, **changes: object) -> Remedy:
    for name, value in changes.items():
        setattr(remedy, name, value)
    remedy.save(update_fields=list(changes))
    _record(f"remedy:{verb}", remedy, by, changes)
    return remedy


def _record(action: str, remedy: Remedy, by: Actor, changes: dict[str, object]) -> None:
    audit.record(action, kind="remedy", subject=remedy.id, region=remedy.region, by=by, changes=changes)
