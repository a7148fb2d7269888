"""How a case ends without a decision: not accepted, withdrawn or terminated."""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from yimen.domains.cases.actions.clocks import close_undecided, open_case_clock
from yimen.domains.cases.actions.cooperation import call_off_letter
from yimen.domains.cases.actions.documents import issue_not_accepted, issue_termination
from yimen.domains.cases.actions.joining import leave_joined
from yimen.domains.cases.actions.moves import move_case, note_hand
from yimen.domains.cases.actions.notice import close_objections, take_down_undecided
from yimen.domains.cases.errors import ReasonMissingError
from yimen.domains.cases.models import Case
from yimen.domains.cases.permissions import hold_case
from yimen.domains.cases.queries.facts import case_facts
from yimen.domains.cases.types import CaseVerb, Clock, HandKind, TerminationReason
from yimen.domains.network.permissions import Permission
from yimen.domains.network.types import Actor
from yimen.domains.people import actions as people_actions
from yimen.domains.people import queries as people
from yimen.domains.verification import actions as verification


@transaction.atomic
def withdraw_application(*, case_id: UUID, version: int, why: str, by: Actor) -> Case:
    """The applicant takes the application back, at any time before the decision."""
    case = hold_case(case_id, Permission.APPLICATION_WITHDRAW, by=by, version=version)
    return _end(case, CaseVerb.WITHDRAW, why, by)


@transaction.atomic
def not_accept_application(*, case_id: UUID, version: int, reasons: str, by: Actor) -> Case:
    """In writing, with reasons and remedies: whoever may apply must be accepted (社会救助法 art 70)."""
    case = hold_case(case_id, Permission.APPLICATION_ACCEPT, by=by, version=version)
    _end(case, CaseVerb.NOT_ACCEPT, reasons, by)
    issue_not_accepted(case, reasons.strip(), by=by)
    open_case_clock(Clock.ENDING_LETTER, case, by=by)
    return case


@transaction.atomic
def terminate_case(
    *,
    case_id: UUID,
    version: int,
    reason: TerminationReason,
    note: str,
    died_on: date | None = None,
    by: Actor,
) -> Case:
    """The process ends without a decision: the applicant died, or refuses to cooperate (57号 art 29).

    A death is on file, or is put there by the same act.

    Whoever had applied is told in writing; of a draft nobody knows yet.
    """
    case = hold_case(case_id, Permission.CASE_TERMINATE, by=by, version=version)
    if reason is TerminationReason.DEATH:
        _know_death(case, died_on, by)
    why = f"{reason.title}：{note.strip()}" if note.strip() else ""
    _end(case, CaseVerb.TERMINATE, why, by)
    if case.submitted_on is not None:
        issue_termination(case, reason, note.strip(), by=by)
        open_case_clock(Clock.ENDING_LETTER, case, by=by)
    return case


def _know_death(case: Case, died_on: date | None, by: Actor) -> None:
    """Nobody is written off as dead whom the file shows alive."""
    if people.get_person(case.applicant_id, by=by).died_on is not None:
        return
    if died_on is None:
        raise ReasonMissingError(
            "档案中没有登记“%(name)s”死亡；确已死亡的，请填写死亡日期，随本次一并登记。",
            name=case.applicant_name,
        )
    people_actions.record_death(person_id=case.applicant_id, on=died_on, by=by)


def _end(case: Case, verb: CaseVerb, why: str, by: Actor) -> Case:
    if not why.strip():
        raise ReasonMissingError("“%(step)s”须写明原因。", step=verb)
    move_case(case, verb, facts=case_facts(case), by=by, why=why.strip(), closed_on=timezone.localdate())
    note_hand(case, HandKind.HANDLED, by)
    verification.cancel_requests(case_id=case.id, by=by)
    call_off_letter(case, by=by)
    take_down_undecided(case, by=by)
    close_objections(case, by=by)
    leave_joined(case, by=by)
    close_undecided(case, by=by)
    return case
