"""The decision by whom the delegation names: returned, confirmed or refused; award, letter, delivery."""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from yimen.domains.awards import actions as awards
from yimen.domains.awards import queries as held
from yimen.domains.awards.types import Grant, Purpose
from yimen.domains.cases.actions.certificates import issue_certificate
from yimen.domains.cases.actions.clocks import (
    close_clock,
    close_if_open,
    open_county_visit,
    open_outcome_clock,
    open_review_clock,
)
from yimen.domains.cases.actions.documents import issue_confirmation, issue_refusal
from yimen.domains.cases.actions.matters import close_matter
from yimen.domains.cases.actions.moves import move_case, move_outcome, note_hand
from yimen.domains.cases.actions.notice import take_down
from yimen.domains.cases.actions.opinion import (
    determine,
    finding_of,
    refuse_amount,
    refuse_changed,
    refuse_given_elsewhere,
)
from yimen.domains.cases.actions.tekun_papers import care_words
from yimen.domains.cases.actions.terms import (
    follow_decision,
    refuse_more_than_fast,
    refuse_unapproved,
    stages_of,
)
from yimen.domains.cases.errors import ReasonMissingError
from yimen.domains.cases.models import CaseOutcome
from yimen.domains.cases.permissions import (
    confirmation_delegation,
    hold_outcome,
    require_delegated,
    require_may_return,
)
from yimen.domains.cases.queries.determinations import file_of
from yimen.domains.cases.queries.facts import case_facts, outcome_facts
from yimen.domains.cases.queries.limits import term_of
from yimen.domains.cases.queries.living import stops_elsewhere_on
from yimen.domains.cases.queries.presupposing import missing_standing
from yimen.domains.cases.rules.answer import Finding
from yimen.domains.cases.rules.life import review_months
from yimen.domains.cases.rules.living import first_month_after
from yimen.domains.cases.rules.procedures import procedure_of
from yimen.domains.cases.types import (
    DECIDED_STATES,
    CaseVerb,
    Clock,
    HandKind,
    OutcomeVerb,
)
from yimen.domains.network.permissions import Permission
from yimen.domains.network.types import Actor
from yimen.kernel import Money, Month, Programme

PROPOSED = "拟不予"
"""A town proposes; a decision decides."""


@transaction.atomic
def send_to_confirmer(*, outcome_id: UUID, version: int, by: Actor) -> CaseOutcome:
    """The file goes up: after the notice, or at once where the law wants none."""
    outcome = hold_outcome(outcome_id, Permission.OPINION_WRITE, by=by, version=version)
    today = timezone.localdate()
    move_outcome(outcome, OutcomeVerb.SEND, facts=outcome_facts(outcome, by), by=by, sent_on=today)
    note_hand(outcome.case, HandKind.HANDLED, by)
    for notice in outcome.notices.filter(taken_down_on__isnull=True, ends_on__lt=today):
        take_down(notice=notice, by=by)
    close_if_open(Clock.FORWARD, outcome.id, by=by)
    open_review_clock(outcome, confirmation_delegation(outcome, today), by=by)
    open_county_visit(outcome, by=by)
    return outcome


@transaction.atomic
def return_outcome(*, outcome_id: UUID, version: int, why: str, by: Actor) -> CaseOutcome:
    """Back to the town for materials or a new opinion, with what is wanted."""
    outcome = hold_outcome(outcome_id, Permission.OUTCOME_RETURN, by=by, version=version)
    require_may_return(outcome, timezone.localdate(), by=by)
    if not why.strip():
        raise ReasonMissingError("退回须写明需要补充的材料或事项。")
    move_outcome(outcome, OutcomeVerb.RETURN, facts=outcome_facts(outcome, by), by=by, why=why.strip())
    close_clock(Clock.COUNTY_REVIEW, outcome.id, by=by)
    open_outcome_clock(Clock.RETURNED, outcome, by=by)
    return outcome


@transaction.atomic
def confirm_outcome(
    *,
    outcome_id: UUID,
    version: int,
    amount: Money,
    shown_amount: Money | None = None,
    reason: str = "",
    by: Actor,
) -> CaseOutcome:
    """Confirm, agreeing with today's determination or differing with a written reason; the award follows."""
    outcome = hold_outcome(outcome_id, Permission.OUTCOME_CONFIRM, by=by, version=version)
    today = timezone.localdate()
    delegation = require_delegated(outcome, today, by=by, amount=amount)
    refuse_unapproved(outcome, amount, delegation, today)
    determination = determine(outcome.case, Purpose.CONFIRMATION, by=by)
    found = finding_of(outcome, determination)
    if (missing := missing_standing(outcome, today, by=by)) is not None:
        raise missing
    refuse_changed(found, shown_amount)
    refuse_amount(Programme(outcome.programme), True, amount)
    refuse_more_than_fast(outcome, found, amount)
    if not found.agrees_with(True, amount) and not reason.strip():
        raise ReasonMissingError("决定与测算结果不同，请写明理由。", computed=str(found.amount))
    refuse_given_elsewhere(outcome)
    planned = first_month_after(stops_elsewhere_on(outcome), _planned_month(outcome, found, today))
    from_month = _after_the_one_before(outcome, planned)
    move_outcome(
        outcome,
        OutcomeVerb.CONFIRM,
        facts=outcome_facts(outcome, by),
        by=by,
        why=reason.strip(),
        decided_on=today,
        decided_by_id=by.user_id,
        decided_amount_fen=amount.fen,
        decision_reason=reason.strip(),
        decision_rule=delegation.rule,
        from_month=from_month.first,
        determination_id=determination.id,
    )
    awards.grant(grant=_grant(outcome, found, amount, from_month), by=by)
    issue_confirmation(outcome, found, by=by)
    issue_certificate(outcome, by=by)
    follow_decision(outcome, by=by)
    open_outcome_clock(Clock.DELIVERY, outcome, by=by)
    if procedure_of(Programme(outcome.programme)).is_published:
        open_outcome_clock(Clock.PUBLICATION, outcome, by=by)
    close_decided(outcome, by)
    return outcome


@transaction.atomic
def refuse_outcome(*, outcome_id: UUID, version: int, reasons: str, by: Actor) -> CaseOutcome:
    """Refuse with reasons; the written notice is due within three working days (57号 art 21)."""
    outcome = hold_outcome(outcome_id, Permission.OUTCOME_REFUSE, by=by, version=version)
    if not reasons.strip():
        raise ReasonMissingError("不予确认须说明理由。")
    if PROPOSED in reasons:
        raise ReasonMissingError("“拟不予…”是初审意见的话；决定须写明哪一项条件不符合、依据什么。")
    today = timezone.localdate()
    delegation = require_delegated(outcome, today, by=by)
    determination = determine(outcome.case, Purpose.CONFIRMATION, by=by)
    move_outcome(
        outcome,
        OutcomeVerb.REFUSE,
        facts=outcome_facts(outcome, by),
        by=by,
        why=reasons.strip(),
        decided_on=today,
        decided_by_id=by.user_id,
        decision_reason=reasons.strip(),
        decision_rule=delegation.rule,
        determination_id=determination.id,
    )
    issue_refusal(outcome, finding_of(outcome, determination), by=by)
    open_outcome_clock(Clock.REFUSAL_LETTER, outcome, by=by)
    close_decided(outcome, by)
    return outcome


def _planned_month(outcome: CaseOutcome, found: Finding, decided_on: date) -> Month:
    """As the rules say, else the month after the decision (57号 art 21); what is given once, in its own."""
    month = Month.of(decided_on)
    return found.from_month or (month if Programme(outcome.programme).is_one_off else month.next())


def _after_the_one_before(outcome: CaseOutcome, planned: Month) -> Month:
    """What is renewed before its term is over begins when it is (刚性支出困难家庭认定办法 第十条)."""
    programme, home = Programme(outcome.programme), outcome.case.household_id
    if programme.is_one_off:
        return planned
    return held.ends_before(home, programme, outcome.person_id, planned) or planned


def close_decided(outcome: CaseOutcome, by: Actor) -> None:
    """Nothing waits for this programme any more; with the last one the case is concluded."""
    close_clock(Clock.COUNTY_REVIEW, outcome.id, by=by)
    close_if_open(Clock.TOTAL, outcome.id, by=by)
    close_if_open(Clock.COUNTY_CHECK, outcome.id, by=by)  # drawn, and refused before it was looked at
    case = outcome.case
    if not case.outcomes.exclude(state__in=DECIDED_STATES).exists():
        facts = case_facts(case)
        move_case(case, CaseVerb.CONCLUDE, facts=facts, by=by, closed_on=timezone.localdate())
        close_matter(case, by=by)


def _grant(outcome: CaseOutcome, found: Finding, amount: Money, from_month: Month) -> Grant:
    """The engine's components where the decision agrees with it, else the decided amount as one."""
    agreed = found.amount == amount and found.components
    assert outcome.determination_id is not None and outcome.decided_on is not None  # just decided
    term = term_of(outcome, outcome.decided_on)
    return Grant(
        outcome_id=outcome.id,
        case_number=outcome.case.number or "",
        programme=Programme(outcome.programme),
        household_id=outcome.case.household_id,
        person_id=outcome.person_id,
        region=outcome.region,
        determination_id=outcome.determination_id,
        components=found.components if agreed else (("base", amount),),
        from_month=from_month,
        decided_on=outcome.decided_on,
        reason=(outcome.decision_reason or f"{Programme(outcome.programme).title}确认") + care_words(outcome),
        stages=stages_of(outcome, amount),
        term_months=None if term is None else term.months,
        review_months=review_months(Programme(outcome.programme), file_of(outcome.case, outcome.decided_on)),
    )
