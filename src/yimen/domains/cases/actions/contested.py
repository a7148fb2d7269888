"""What the public brings against a case: complaints, reconsideration and lawsuits, received where they end.

The rows are kept by `intake`; this module knows what a case is and what it means for one that is still open.
"""

from datetime import date
from uuid import UUID

from django.db import transaction

from yimen.domains.cases.actions.delivery import LETTERS, told_of
from yimen.domains.cases.actions.investigation import bring_the_county
from yimen.domains.cases.errors import IllegalMoveError
from yimen.domains.cases.models import Case
from yimen.domains.cases.permissions import access_case, access_outcome, lock_case
from yimen.domains.cases.types import DECIDED_STATES, CaseState, CaseVerb
from yimen.domains.intake import actions as intake
from yimen.domains.intake.types import (
    ComplaintAbout,
    ComplaintChannel,
    ComplaintTarget,
    Contested,
    ReceivedComplaint,
    RemedyKind,
)
from yimen.domains.network.permissions import Permission
from yimen.domains.network.types import Actor
from yimen.domains.papers.types import DocumentKind
from yimen.kernel import Programme, RegionCode


@transaction.atomic
def receive_complaint(
    *, channel: ComplaintChannel, target: ComplaintTarget, said: intake.Said, by: Actor
) -> ReceivedComplaint:
    """Any complaint enters here; one about a case under way brings the county to the door (57号 art 20).

    The file says that there is a complaint and its number, not what it says nor by whom.
    """
    case = None
    if target.about is ComplaintAbout.CASE and target.id is not None:
        case = access_case(target.id, Permission.CASE_OPEN, by=by)
        target = ComplaintTarget(target.about, f"{case.applicant_name} {case.number or ''}".strip(), case.id)
    received = intake.receive_complaint(channel=channel, target=target, said=said, by=by)
    if case is not None:
        _tell_the_case(case.id, received.number, by)
    return received


def _tell_the_case(case_id: UUID, number: str, by: Actor) -> None:
    lock_case(case_id)
    case = access_case(case_id, Permission.CASE_OPEN, by=by)
    is_open = case.outcomes.exclude(state__in=DECIDED_STATES).exists()
    if case.state == CaseState.INVESTIGATING and is_open:
        bring_the_county(case, f"接到投诉举报（{number}），内容由县级承办人核查", by=by)


@transaction.atomic
def receive_remedy(
    *, kind: RemedyKind, case_id: UUID, outcome_id: UUID | None, filing: intake.Filing, by: Actor
) -> UUID:
    """A decision of a programme, or that an application is not accepted, is contested."""
    against = _decision(outcome_id, by) if outcome_id is not None else _not_accepted(case_id, by)
    return intake.receive_remedy(kind=kind, against=against, filing=filing, by=by).id


def _decision(outcome_id: UUID, by: Actor) -> Contested:
    outcome = access_outcome(outcome_id, Permission.CASE_OPEN, by=by)
    if outcome.decided_on is None:
        raise IllegalMoveError("本项目还没有作出决定，不能登记复议、诉讼。")
    title = f"{outcome.case.applicant_name} {Programme(outcome.programme).title} {outcome.case.number}"
    told_on = told_of([outcome.id], LETTERS, by=by) or outcome.told_on
    return _contested(outcome.case, outcome.id, title, outcome.decided_on, told_on)


def _not_accepted(case_id: UUID, by: Actor) -> Contested:
    case = access_case(case_id, Permission.CASE_OPEN, by=by)
    if case.closed_on is None or not case.steps.filter(verb=CaseVerb.NOT_ACCEPT).exists():
        raise IllegalMoveError("本办件没有作出不予受理的决定，请选择具体项目的决定。")
    title = f"{case.applicant_name} 不予受理 {case.number}"
    told_on = told_of([case.id], (DocumentKind.NOT_ACCEPTED,), by=by)
    return _contested(case, None, title, case.closed_on, told_on)


def _contested(
    case: Case, outcome_id: UUID | None, title: str, decided_on: date, told_on: date | None
) -> Contested:
    return Contested(
        case_id=case.id,
        outcome_id=outcome_id,
        title=title,
        applicant_name=case.applicant_name,
        region=RegionCode(case.region),
        decided_on=decided_on,
        told_on=told_on,
    )
