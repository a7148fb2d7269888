"""Help first, papers after: an emergency reaches its decision the same day, its file is completed later."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from yimen.domains.cases.actions.application import create_draft, next_number
from yimen.domains.cases.actions.clocks import close_clock, open_review_clock
from yimen.domains.cases.actions.evidence import refuse_unfit_files
from yimen.domains.cases.actions.moves import acted, move_case, move_outcome, note_hand
from yimen.domains.cases.actions.urgent_documents import issue_emergency_record
from yimen.domains.cases.errors import IllegalMoveError, ReasonMissingError, UrgentInvalidError
from yimen.domains.cases.models import Case, CaseOutcome, Resolution, UrgentHelp
from yimen.domains.cases.permissions import confirmation_delegation, hold_case, hold_outcome
from yimen.domains.cases.queries.determinations import file_of
from yimen.domains.cases.queries.facts import case_facts, outcome_facts
from yimen.domains.cases.queries.urgent import decision_limit_on, given_this_year, told
from yimen.domains.cases.rules.answer import finding
from yimen.domains.cases.rules.urgent import refuse_above_cap, refuse_unfounded, refuse_used_up
from yimen.domains.cases.types import (
    CaseVerb,
    Channel,
    Clock,
    FileKind,
    HandKind,
    Hardship,
    OutcomeState,
    OutcomeVerb,
    Speed,
)
from yimen.domains.library import queries as library
from yimen.domains.network.permissions import Permission
from yimen.domains.network.types import Actor
from yimen.foundation import audit
from yimen.kernel import Money, Programme, RegionCode

SIGNED = (FileKind.SIGNATURE, FileKind.SIGNED_SCAN)


@dataclass(frozen=True, slots=True)
class Emergency:
    """The one page: what happened, how fast it goes, how much is asked for, in how many monthly parts."""

    speed: Speed
    hardship: Hardship
    happened: str
    amount: Money
    stages: int = 1


@dataclass(frozen=True, slots=True)
class Supplement:
    """What is added once the emergency is over: the explanation and both signatures."""

    relieved_on: date
    text: str
    recipient_signature: UUID
    handler_signature: UUID


@dataclass(frozen=True, slots=True)
class Resolved:
    """What a meeting resolved about one family."""

    held_on: date
    participants: str
    text: str
    amount: Money
    approver: str


@transaction.atomic
def help_first(
    *,
    household_id: UUID,
    applicant_id: UUID,
    emergency: Emergency,
    channel: Channel,
    contact_id: UUID | None = None,
    region: RegionCode | None = None,
    by: Actor,
) -> CaseOutcome:
    """Registered where the emergency is and at once with whoever decides; nothing is verified or posted.

    `region`: where the emergency is, of a household whose file another place keeps (`help_away`).
    """
    refuse_unfounded(emergency.speed, emergency.happened, emergency.amount, emergency.stages)
    case = create_draft(
        household_id=household_id,
        applicant_id=applicant_id,
        channel=channel,
        programmes=(Programme.TEMPORARY,),
        contact_id=contact_id,
        region=region,
        by=by,
    )
    case.declared = {**case.declared, "request": _request(case, emergency)}
    case.reason = emergency.happened.strip()
    case.save(update_fields=["declared", "reason"])
    _refuse_above_cap(case, emergency)
    UrgentHelp.objects.create(
        region=case.region,
        case=case,
        speed=emergency.speed,
        hardship=emergency.hardship,
        happened=emergency.happened.strip(),
        asked_fen=emergency.amount.fen,
        stages=emergency.stages,
        **acted(by),
    )
    today = timezone.localdate()
    move_case(
        case,
        CaseVerb.HELP_FIRST,
        facts=case_facts(case),
        by=by,
        why=emergency.happened.strip(),
        number=next_number(RegionCode(case.region), today.year),
        submitted_on=today,
        accepted_on=today,
    )
    note_hand(case, HandKind.HANDLED, by)
    return _send_for_decision(case, emergency.speed, today, by)


def _send_for_decision(case: Case, speed: Speed, today: date, by: Actor) -> CaseOutcome:
    outcome = CaseOutcome.objects.create(
        region=case.region, case=case, programme=Programme.TEMPORARY, state=OutcomeState.PROPOSED
    )
    move_outcome(outcome, OutcomeVerb.HELP_FIRST, facts=outcome_facts(outcome, by), by=by, sent_on=today)
    limit = decision_limit_on(speed, RegionCode(case.region), today)
    open_review_clock(outcome, confirmation_delegation(outcome, today), by=by, limit=limit)
    return outcome


def _request(case: Case, emergency: Emergency) -> Mapping[str, Any]:
    """What the household file says of the request; earlier help of this year is not asked but looked up."""
    earlier = given_this_year(case, emergency.hardship, timezone.localdate())
    return {
        "kind": str(emergency.speed),
        "cause": emergency.hardship.title,
        "amount": str(emergency.amount),
        **told(earlier),
        "region": case.region,
    }


def _refuse_above_cap(case: Case, emergency: Emergency) -> None:
    answer = library.answer_of(file_of(case, timezone.localdate()), [Programme.TEMPORARY])
    found = finding(answer, Programme.TEMPORARY, None)
    refuse_used_up(is_eligible=found.is_eligible, speed=emergency.speed)
    if found.is_eligible:
        refuse_above_cap(emergency.amount, found.amount, emergency.speed)


@transaction.atomic
def complete_urgent_papers(*, case_id: UUID, supplement: Supplement, by: Actor) -> UrgentHelp:
    """The emergency is over: explanation and signatures are added, the record is issued, its clock stops."""
    case = hold_case(case_id, Permission.APPLICATION_ACCEPT, by=by)
    found = UrgentHelp.objects.filter(case=case).first()
    outcome = case.outcomes.filter(state=OutcomeState.CONFIRMED).first()
    if found is None or outcome is None or found.completed_at is not None:
        raise IllegalMoveError("本件没有待补齐的先行救助手续；决定以后才补，已补齐的不能再改。")
    if not supplement.text.strip():
        raise ReasonMissingError("请补充说明救助情况。")
    if not timezone.localdate(found.done_at) <= supplement.relieved_on <= timezone.localdate():
        raise UrgentInvalidError("紧急情况解除日期应在登记之后、今天之前（含当日）。")
    refuse_unfit_files(case, (supplement.recipient_signature, supplement.handler_signature), *SIGNED)
    found.relieved_on, found.supplement = supplement.relieved_on, supplement.text.strip()
    found.recipient_signature = supplement.recipient_signature
    found.handler_signature = supplement.handler_signature
    found.completed_by_id, found.completed_at = by.post_id, timezone.now()
    found.save()
    audit.record(
        "urgent:complete",
        kind="case",
        subject=case.id,
        region=case.region,
        by=by,
        changes={"relieved_on": supplement.relieved_on},
    )
    issue_emergency_record(outcome, found, by=by)
    close_clock(Clock.URGENT_PAPERS, outcome.id, by=by)
    return found


@transaction.atomic
def record_resolution(*, outcome_id: UUID, resolved: Resolved, by: Actor) -> Resolution:
    """一事一议 (民发〔2018〕23号 二（三）): what was resolved, by whom, before anybody confirms so much."""
    outcome = hold_outcome(outcome_id, Permission.OPINION_WRITE, by=by)
    if outcome.programme != Programme.TEMPORARY or OutcomeState(outcome.state).is_decided:
        raise IllegalMoveError("一事一议只登记尚未决定的临时救助。")
    said = (resolved.participants.strip(), resolved.text.strip(), resolved.approver.strip())
    if not all(said) or resolved.amount <= Money(0) or resolved.held_on > timezone.localdate():
        raise ReasonMissingError("请写明会议日期、参加人员、议定事项、议定金额和审批人。")
    made = Resolution.objects.create(
        region=outcome.region,
        case_id=outcome.case_id,
        outcome=outcome,
        held_on=resolved.held_on,
        participants=said[0],
        text=said[1],
        amount_fen=resolved.amount.fen,
        approver=said[2],
        **acted(by),
    )
    audit.record(
        "outcome:resolve",
        kind="outcome",
        subject=outcome.id,
        region=outcome.region,
        by=by,
        changes={"amount": resolved.amount.fen, "held_on": resolved.held_on, "approver": said[2]},
    )
    note_hand(outcome.case, HandKind.REVIEWED, by)
    return made
