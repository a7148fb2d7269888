"""Gathers from the tables what the guards look at."""

from collections.abc import Iterable

from django.utils import timezone

from yimen.domains.cases.models import Case, CaseMember, CaseOutcome
from yimen.domains.cases.rules.materials import ChecklistItem, checklist, missing_titles
from yimen.domains.cases.rules.process import CaseFacts, OutcomeFacts
from yimen.domains.cases.types import DECIDED_STATES, CaseState, NoticeKind, OutcomeState
from yimen.domains.network.types import Actor
from yimen.domains.verification import queries as verification
from yimen.domains.verification.types import RequestState
from yimen.kernel import Programme

ANSWERED = (RequestState.PASSED, RequestState.FAILED, RequestState.TOLD)


def checklist_of(case: Case, members: Iterable[CaseMember] | None = None) -> tuple[ChecklistItem, ...]:
    """Every material of an application with its state today."""
    if members is None:
        members = case.members.filter(is_adult=True).order_by("ref")
    adults = [(str(member.person_id), member.name) for member in members if member.is_adult]
    signed = verification.authorised_people(case.id, timezone.localdate())
    return checklist(
        programmes=[Programme(name) for name in case.requested],
        has_agent=bool(case.agent_name),
        given=case.materials.values_list("kind", flat=True),
        adults=adults,
        authorised=[str(person_id) for person_id in signed],
    )


def case_facts(case: Case) -> CaseFacts:
    """What the guards of an application need."""
    told = [title for notice in case.one_time_notices.all() for title in notice.missing]
    first = case.one_time_notices.exists()
    return CaseFacts(
        state=CaseState(case.state),
        missing=missing_titles(checklist_of(case)),
        told_before=frozenset(told) if first else None,
        is_declaration_made=case.has_near_relative is not None,
        undecided=case.outcomes.exclude(state__in=DECIDED_STATES).count(),
    )


def needs_county_visit(case: Case) -> bool:
    """The county must still visit by itself: nobody of it signed a visit made since there was reason to."""
    if case.county_visit_since is None:
        return False
    visits = case.investigations.filter(is_county=True, signed_at__isnull=False)
    return not visits.filter(done_at__gte=case.county_visit_since).exists()


def outcome_facts(outcome: CaseOutcome, by: Actor) -> OutcomeFacts:
    """What the guards of a programme need."""
    case = outcome.case
    opinion = outcome.opinions.order_by("-number").first()
    notice = outcome.notices.filter(kind=NoticeKind.OPINION).order_by("-posted_on", "-id").first()
    objections = list(outcome.objections.filter(notice=notice)) if notice else []
    request = verification.find_latest_request(case.id)
    return OutcomeFacts(
        programme=Programme(outcome.programme),
        state=OutcomeState(outcome.state),
        case_state=CaseState(case.state),
        today=timezone.localdate(),
        is_positive=opinion.is_positive if opinion else None,
        opinion_amount=opinion.amount_fen if opinion else None,
        posted_amount=notice.amount_fen if notice else None,
        notice_ends_on=notice.ends_on if notice else None,
        is_objected=bool(objections),
        has_open_objection=any(objection.settled_on is None for objection in objections),
        has_investigation=case.investigations.filter(signed_at__isnull=False).exists(),
        has_verification=request is not None and request.state in ANSWERED,
        is_failure_open=request is not None and request.state == RequestState.FAILED,
        needs_county_visit=needs_county_visit(case),
        hands=frozenset(case.hands.values_list("user_id", flat=True)),
        user=by.user_id,
    )
