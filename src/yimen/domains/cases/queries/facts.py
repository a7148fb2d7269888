"""Gathers from the tables what the guards look at."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils import timezone

from yimen.domains.cases.models import (
    Case,
    CaseMember,
    CaseOutcome,
    HomeInvestigation,
    Objection,
    Opinion,
    PublicNotice,
    UrgentHelp,
)
from yimen.domains.cases.queries.expenses import asks_for_receipts, counted_receipts
from yimen.domains.cases.queries.life import life_facts
from yimen.domains.cases.queries.living import living_facts, living_of
from yimen.domains.cases.queries.recognition import needs_of_case, needs_of_programme
from yimen.domains.cases.queries.tekun import support_facts
from yimen.domains.cases.rules.facts import CaseFacts, OutcomeFacts
from yimen.domains.cases.rules.life import is_looked_into
from yimen.domains.cases.rules.living import Living, asked_where_one_lives, not_permitted
from yimen.domains.cases.rules.materials import (
    AUTHORISATION,
    RECEIPTS,
    RESIDENCE_PERMIT,
    ChecklistItem,
    checklist,
    missing_titles,
)
from yimen.domains.cases.rules.procedures import procedure_of
from yimen.domains.cases.rules.process import deciding_refusals
from yimen.domains.cases.types import DECIDED_STATES, CaseKind, CaseState, NoticeKind, OutcomeState
from yimen.domains.network.types import Actor
from yimen.domains.verification import queries as verification
from yimen.domains.verification.types import RequestState
from yimen.kernel import Programme, YimenError

ANSWERED = (RequestState.PASSED, RequestState.FAILED, RequestState.TOLD)
BEFORE_OPINION = (OutcomeState.PROPOSED, OutcomeState.OBJECTED, OutcomeState.RETURNED)
UNANSWERED = (RequestState.REQUESTED, RequestState.STARTED)


def checklist_of(case: Case, members: Iterable[CaseMember] | None = None) -> tuple[ChecklistItem, ...]:
    """Every material of an application with its state today."""
    if members is None:
        members = case.members.filter(is_adult=True).order_by("ref")
    adults = [(str(member.person_id), member.name) for member in members if member.is_adult]
    living = living_of(case, timezone.localdate())
    signed = verification.authorised_people(case.id, timezone.localdate())
    items = checklist(
        programmes=[Programme(name) for name in case.requested],
        has_agent=bool(case.agent_name),
        given=[*case.materials.values_list("kind", flat=True), *_proven(case, living)],
        adults=adults,
        authorised=[str(person_id) for person_id in signed],
        needs_permit=living is not None,
        is_verified=case.kind != CaseKind.APPLICATION or needs_of_case(case).verification,
    )
    return items if case.kind == CaseKind.APPLICATION else _of_a_review(case, items)


def _of_a_review(case: Case, items: Iterable[ChecklistItem]) -> tuple[ChecklistItem, ...]:
    """Nothing is handed in again; whoever is verified has signed for it, and whoever joined signs now."""
    if not is_searched(case):
        return ()
    return tuple(item for item in items if item.key.startswith(f"{AUTHORISATION.kind}:"))


def _proven(case: Case, living: Living | None) -> tuple[str, ...]:
    """What is on file is not asked for again: receipts entered line by line, a permit that counts today."""
    is_proven = asks_for_receipts(case) and counted_receipts(case).exists()
    shown = (RESIDENCE_PERMIT.kind,) if living is not None and living.has_permit else ()
    return (RECEIPTS.kind, *shown) if is_proven else shown


def is_searched(case: Case) -> bool:
    """Whether verification and visit come before the opinions; of a death alone they do not."""
    return is_looked_into(CaseKind(case.kind), case.cause) or case.visit_since is not None


def is_visited(case: Case, visits: Iterable[HomeInvestigation]) -> bool:
    """Whether one of the visits is signed, and made since what there is to be seen."""
    since = case.visit_since
    return any(visit.signed_at and (since is None or visit.done_at >= since) for visit in visits)


def counted_answer(case: Case, state: RequestState | None) -> RequestState | None:
    """Where the verification stands; one that does not know of who joined meanwhile is none."""
    if case.changed_at is None or state is None:
        return state
    request = verification.find_latest_request(case.id)
    asked = () if request is None else verification.people_of_request(request)
    members = set(case.members.values_list("person_id", flat=True))
    return state if members <= {person.person_id for person in asked} else None


def awaits_request(case: Case) -> bool:
    """Whether the county is to be asked because of a change that was joined to the case."""
    if (
        case.changed_at is None
        or case.state != CaseState.INVESTIGATING
        or not needs_of_case(case).verification
    ):
        return False
    request = verification.find_latest_request(case.id)
    if request is not None and request.state in UNANSWERED:
        return False
    state = None if request is None else RequestState(request.state)
    return is_searched(case) and counted_answer(case, state) is None


def case_facts(case: Case) -> CaseFacts:
    """What the guards of an application need."""
    told = [title for notice in case.one_time_notices.all() for title in notice.missing]
    first = case.one_time_notices.exists()
    today = timezone.localdate()
    asked = [Programme(name) for name in case.requested]
    return CaseFacts(
        state=CaseState(case.state),
        missing=missing_titles(checklist_of(case)),
        told_before=frozenset(told) if first else None,
        is_declaration_made=case.has_near_relative is not None,
        undecided=case.outcomes.exclude(state__in=DECIDED_STATES).count(),
        kind=CaseKind(case.kind),
        not_permitted=not_permitted(living_of(case, today), asked_where_one_lives(asked), today),
    )


def is_helped_first(outcome: CaseOutcome) -> bool:
    """Whether help came first: there is a record of what happened, and the programme allows it."""
    may_be = procedure_of(Programme(outcome.programme)).may_be_decided_on_the_spot
    return may_be and UrgentHelp.objects.filter(case=outcome.case_id).exists()


def living_members(case: Case) -> list[CaseMember]:
    """Everybody of the case of whom no death is known."""
    dead = {member["ref"] for member in case.declared.get("members", ()) if "died_on" in member}
    return [member for member in case.members.order_by("ref") if member.ref not in dead]


def needs_county_visit(case: Case) -> bool:
    """The county must still visit by itself: nobody of it signed a visit made since there was reason to.

    Where everybody has died there is nobody to visit.
    """
    if case.county_visit_since is None or not living_members(case):
        return False
    visits = case.investigations.filter(is_county=True, signed_at__isnull=False)
    return not visits.filter(done_at__gte=case.county_visit_since).exists()


@dataclass(frozen=True, slots=True)
class Gathered:
    """The rows behind the facts of a programme, read for it alone or for a whole list at once."""

    opinion: Opinion | None
    notice: PublicNotice | None
    objections: Sequence[Objection]
    request_state: RequestState | None
    has_visit: bool
    needs_county_visit: bool
    is_urgent: bool
    hands: frozenset[UUID] = frozenset()


def outcome_facts(outcome: CaseOutcome, by: Actor | None = None) -> OutcomeFacts:
    """What the guards of a programme need; without an actor, for whoever may act."""
    case = outcome.case
    notice = outcome.notices.filter(kind=NoticeKind.OPINION).order_by("-posted_on", "-id").first()
    request = verification.find_latest_request(case.id)
    rows = Gathered(
        opinion=outcome.opinions.order_by("-number").first(),
        notice=notice,
        objections=list(outcome.objections.filter(notice=notice)) if notice else [],
        request_state=None if request is None else RequestState(request.state),
        has_visit=is_visited(case, case.investigations.all()),
        needs_county_visit=needs_county_visit(case),
        is_urgent=is_helped_first(outcome),
        hands=frozenset(case.hands.values_list("user_id", flat=True)),
    )
    return facts_from(outcome, rows, by)


def deciding_obstacles(outcome: CaseOutcome, *, by: Actor) -> tuple[YimenError, ...]:
    """Why this person may not decide on a programme that waits for a decision, or nobody may yet."""
    return deciding_refusals(outcome_facts(outcome, by))


def awaits_opinion(outcome: CaseOutcome) -> bool:
    """Whether an opinion is still to be given on a programme, or to be given anew."""
    state = OutcomeState(outcome.state)
    return state in BEFORE_OPINION or (state is OutcomeState.OPINION and is_opinion_outdated(outcome))


def is_opinion_outdated(outcome: CaseOutcome) -> bool:
    """Whether a change was joined to the case after the newest opinion on a programme."""
    return _is_outdated(outcome.case, outcome.opinions.order_by("-number").first())


def _is_outdated(case: Case, opinion: Opinion | None) -> bool:
    return case.changed_at is not None and opinion is not None and opinion.done_at < case.changed_at


def facts_from(outcome: CaseOutcome, rows: Gathered, by: Actor | None = None) -> OutcomeFacts:
    """The facts of a programme whose rows were read."""
    case, opinion, notice = outcome.case, rows.opinion, rows.notice
    is_asked, answer = is_searched(case), counted_answer(case, rows.request_state)
    return OutcomeFacts(
        programme=Programme(outcome.programme),
        state=OutcomeState(outcome.state),
        case_state=CaseState(case.state),
        today=timezone.localdate(),
        is_positive=opinion.is_positive if opinion else None,
        opinion_amount=opinion.amount_fen if opinion else None,
        posted_amount=notice.amount_fen if notice else None,
        notice_ends_on=notice.ends_on if notice else None,
        is_objected=bool(rows.objections),
        has_open_objection=any(objection.settled_on is None for objection in rows.objections),
        has_investigation=not is_asked or rows.has_visit,
        has_verification=not is_asked
        or answer in ANSWERED
        or not needs_of_programme(case, Programme(outcome.programme)).verification,
        is_failure_open=rows.request_state is RequestState.FAILED,
        needs_county_visit=rows.needs_county_visit,
        is_urgent=rows.is_urgent,
        is_opinion_outdated=_is_outdated(case, opinion),
        hands=rows.hands,
        user=by.user_id if by else None,
        **support_facts(outcome),
        **living_facts(outcome),
        **(life_facts(outcome, opinion) if outcome.award_id is not None else {}),
    )
