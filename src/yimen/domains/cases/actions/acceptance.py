"""Acceptance: one notice of all that is missing, or the case begins."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from yimen.domains.cases.actions.application import refuse_nameless, refuse_second
from yimen.domains.cases.actions.awaiting import follow_opinions
from yimen.domains.cases.actions.clocks import (
    close_if_open,
    limit_of,
    open_case_clock,
    open_total_clock,
)
from yimen.domains.cases.actions.documents import issue_acceptance, issue_one_time_notice
from yimen.domains.cases.actions.moves import acted, change_case, move_case, note_hand
from yimen.domains.cases.errors import (
    DeclarationInvalidError,
    ExtensionInvalidError,
    IllegalMoveError,
    ProgrammeAlreadyRequestedError,
    ReasonMissingError,
)
from yimen.domains.cases.models import Case, CaseOutcome, OneTimeNotice
from yimen.domains.cases.permissions import hold_case, hold_outcome, moved_meanwhile
from yimen.domains.cases.queries.facts import case_facts, checklist_of
from yimen.domains.cases.queries.recognition import needs_of_case
from yimen.domains.cases.rules.materials import missing_titles
from yimen.domains.cases.rules.procedures import procedure_of
from yimen.domains.cases.types import (
    CaseState,
    CaseVerb,
    Clock,
    CountyVisitReason,
    ExtensionReason,
    HandKind,
    OutcomeState,
)
from yimen.domains.network import queries as network
from yimen.domains.network.permissions import Permission
from yimen.domains.network.types import Actor, Delegation, Role
from yimen.domains.worklist import actions as worklist
from yimen.domains.worklist.types import WorkKind
from yimen.foundation import audit
from yimen.foundation.calendar.queries import load_calendar
from yimen.kernel import Programme, RegionCode, Step, TimeLimit, deadline


@transaction.atomic
def tell_missing(*, case_id: UUID, version: int, by: Actor) -> Case:
    """The one-time notice: everything that is missing, at once, in writing (57号 art 10)."""
    case = hold_case(case_id, Permission.APPLICATION_ACCEPT, by=by, version=version)
    missing = missing_titles(checklist_of(case))
    move_case(case, CaseVerb.TELL_MISSING, facts=case_facts(case), by=by, why="、".join(missing))
    OneTimeNotice.objects.create(
        region=case.region, case=case, missing=list(missing), told_on=timezone.localdate(), **acted(by)
    )
    issue_one_time_notice(case, by=by)
    note_hand(case, HandKind.HANDLED, by)
    close_if_open(Clock.ACCEPTANCE, case.id, by=by)
    open_case_clock(Clock.MATERIALS, case, by=by)
    return case


@transaction.atomic
def accept_application(*, case_id: UUID, version: int, by: Actor) -> Case:
    """Everything is there: the case begins, one outcome per programme; the clocks run from today."""
    case = hold_case(case_id, Permission.APPLICATION_ACCEPT, by=by, version=version)
    today = timezone.localdate()
    move_case(
        case,
        CaseVerb.ACCEPT,
        facts=case_facts(case),
        by=by,
        accepted_on=today,
        county_visit_reason=CountyVisitReason.NEAR_RELATIVE if case.has_near_relative else "",
        county_visit_since=timezone.now() if case.has_near_relative else None,
    )
    note_hand(case, HandKind.HANDLED, by)
    close_if_open(Clock.ACCEPTANCE, case.id, by=by)
    open_case_clock(Clock.INVESTIGATION_START, case, by=by)
    for programme in case.requested:
        _open_outcome(case, Programme(programme), by, _whose(case, Programme(programme)))
    issue_acceptance(case, by=by)
    if not needs_of_case(case).is_anything:
        _go_on(case, by)
    follow_opinions(case, by)
    return case


def _go_on(case: Case, by: Actor) -> None:
    """Nothing is verified or visited: the opinion is next, on the same day."""
    move_case(case, CaseVerb.INVESTIGATE, facts=case_facts(case), by=by)
    close_if_open(Clock.INVESTIGATION_START, case.id, by=by)


@transaction.atomic
def request_programme(
    *, case_id: UUID, programme: Programme, person_id: UUID | None = None, by: Actor
) -> CaseOutcome:
    """The family also asks for a programme the determination showed it may have: same file, own outcome."""
    case = hold_case(case_id, Permission.APPLICATION_ACCEPT, by=by)
    if case.state not in (CaseState.ACCEPTED, CaseState.INVESTIGATING):
        raise IllegalMoveError("办件目前为“%(state)s”，不能增加项目。", state=CaseState(case.state))
    whose = person_id or _whose(case, programme)
    if whose is not None and not case.members.filter(person_id=whose).exists():
        raise DeclarationInvalidError("该人员不是本件的家庭成员，不能为其增加项目。")
    if case.outcomes.filter(programme=programme, person=whose).exists():
        raise ProgrammeAlreadyRequestedError("本件已经申请“%(programme)s”。", programme=programme)
    refuse_second(case.household_id, [programme], but=case.id)
    refuse_nameless(list(case.members.values_list("person_id", flat=True)), [programme])
    change_case(case, "case:request", by=by, requested=[*dict.fromkeys([*case.requested, str(programme)])])
    note_hand(case, HandKind.HANDLED, by)
    outcome = _open_outcome(case, programme, by, whose)
    follow_opinions(case, by)
    return outcome


@transaction.atomic
def extend_total(
    *, outcome_id: UUID, version: int, reason: ExtensionReason, note: str, by: Actor
) -> CaseOutcome:
    """To 45 working days, once, for a reason of 民发〔2022〕83号 §4 and with a written note."""
    outcome = hold_outcome(outcome_id, Permission.OPINION_WRITE, by=by, version=version)
    programme, region = Programme(outcome.programme), RegionCode(outcome.region)
    if outcome.award_id or outcome.extension or OutcomeState(outcome.state).is_decided:
        raise ExtensionInvalidError("总期限已经延长或已作出决定，不能再延长。")
    if not note.strip():
        raise ReasonMissingError("延长期限须写明具体情况。")
    is_devolved = _delegation(outcome).role is Role.TOWN_CONFIRMER
    assert outcome.case.accepted_on is not None  # an outcome exists from acceptance on
    limit = limit_of(Clock.TOTAL, programme, region, is_devolved=is_devolved)
    if not procedure_of(programme).has_total or limit.extended_days is None:
        raise ExtensionInvalidError("本项目没有法定的延长期限，请在原期限内办结。")
    _refuse_unfounded(outcome, reason, limit)
    due = deadline(limit, outcome.case.accepted_on, load_calendar(), is_extended=True)
    worklist.move_due(
        kind=WorkKind.WHOLE_CASE,
        subject_id=outcome.id,
        due=due,
        reason=f"{reason.title}：{note.strip()}",
        is_extended=True,
        by=by,
    )
    extended = CaseOutcome.objects.filter(pk=outcome.pk, version=outcome.version)
    if not extended.update(extension=reason, version=outcome.version + 1):
        raise moved_meanwhile(outcome)
    note_hand(outcome.case, HandKind.HANDLED, by)
    changes: dict[str, object] = {"reason": reason, "note": note, "due_on": due.due_on}
    audit.record(
        "outcome:extend", kind="outcome", subject=outcome.id, region=outcome.region, by=by, changes=changes
    )
    outcome.refresh_from_db()
    return outcome


def _refuse_unfounded(outcome: CaseOutcome, reason: ExtensionReason, limit: TimeLimit) -> None:
    """Only the grounds the programme's own rule names; of an objection there must be one."""
    if reason.title not in (limit.extension_reason or ""):
        raise ExtensionInvalidError(
            "%(article)s规定的延长事由中没有“%(reason)s”，请按规定事由办理。",
            article=limit.article,
            reason=reason,
        )
    if reason is ExtensionReason.OBJECTION and not outcome.objections.exists():
        raise ExtensionInvalidError("本项目没有公示异议，不能以此延长。")


def _open_outcome(case: Case, programme: Programme, by: Actor, person_id: UUID | None) -> CaseOutcome:
    outcome = CaseOutcome.objects.create(
        region=case.region,
        case=case,
        programme=programme,
        person_id=person_id,
        state=OutcomeState.PROPOSED,
    )
    audit.record(
        "outcome:propose",
        kind="outcome",
        subject=outcome.id,
        region=case.region,
        by=by,
        changes={"programme": programme},
    )
    assert case.accepted_on is not None  # an outcome exists from acceptance on
    open_total_clock(outcome, case.accepted_on, _delegation(outcome), by=by)
    return outcome


def _whose(case: Case, programme: Programme) -> UUID | None:
    """A programme for persons is for whom the application names, else for the applicant."""
    return (case.for_person_id or case.applicant_id) if procedure_of(programme).is_for_person else None


def _delegation(outcome: CaseOutcome) -> Delegation:
    region = RegionCode(outcome.region)
    return network.confirmers(Programme(outcome.programme), Step.CONFIRM, region, timezone.localdate())
