"""The decision on an award in force: kept, increased, decreased, phased out or stopped."""

from dataclasses import replace
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from yimen.domains.awards import actions as awards
from yimen.domains.awards import queries as awards_queries
from yimen.domains.awards.types import KeptDetermination, Purpose, Revision
from yimen.domains.cases.actions.clocks import open_outcome_clock
from yimen.domains.cases.actions.decision import close_decided
from yimen.domains.cases.actions.life_letters import issue_adjustment
from yimen.domains.cases.actions.matters import close_if_waiting
from yimen.domains.cases.actions.moves import move_outcome
from yimen.domains.cases.actions.notice import take_down_published
from yimen.domains.cases.actions.opinion import determine, finding_of, refuse_amount, refuse_changed
from yimen.domains.cases.errors import IllegalMoveError, ReasonMissingError
from yimen.domains.cases.models import CaseOutcome
from yimen.domains.cases.permissions import hold_outcome, require_delegated
from yimen.domains.cases.queries.determinations import file_of
from yimen.domains.cases.queries.facts import outcome_facts
from yimen.domains.cases.queries.life import effective_month, grace_until
from yimen.domains.cases.rules.answer import Finding
from yimen.domains.cases.rules.facts import OutcomeFacts, is_against
from yimen.domains.cases.rules.life import DEATH_SPARES, effect_of, review_months
from yimen.domains.cases.rules.procedures import procedure_of
from yimen.domains.cases.types import Clock, Effect, OutcomeVerb
from yimen.domains.intake import actions as intake
from yimen.domains.network.permissions import Permission
from yimen.domains.network.types import Actor, Delegation
from yimen.domains.worklist.types import WorkKind
from yimen.kernel import Money, Month, Programme


@transaction.atomic
def decide_award(
    *,
    outcome_id: UUID,
    version: int,
    amount: Money | None,
    shown_amount: Money | None = None,
    reason: str = "",
    by: Actor,
) -> CaseOutcome:
    """Decide on an award in force, agreeing with the rules or with a written reason; no amount ends it."""
    is_stop, decided = amount is None, amount or Money(0)
    outcome = _held(outcome_id, version, is_stop=is_stop, by=by)
    today = timezone.localdate()
    delegation = require_delegated(outcome, today, by=by)
    determination = determine(outcome.case, Purpose.CONFIRMATION, by=by)
    found = finding_of(outcome, determination)
    refuse_changed(found, shown_amount)
    refuse_amount(Programme(outcome.programme), not is_stop, decided)
    _refuse_without_reason(found, decided, is_stop=is_stop, reason=reason)
    until = None if is_stop or not found.agrees_with(True, decided) else grace_until(found)
    facts = replace(
        outcome_facts(outcome, by), intended_fen=decided.fen, is_ending=is_stop or until is not None
    )
    effect = effect_of(facts.award_fen or 0, decided.fen, is_ended=is_stop, until=until)
    _move(outcome, effect, facts, found, delegation, determination, today, decided, until, reason, by)
    ending = _end_of(outcome)
    award = awards.revise(revision=_revision(outcome, effect, found, decided, until), by=by)
    if award.until_month is None:
        close_if_waiting(WorkKind.GRACE_END, outcome.case.household_id, by=by)
    _follow(outcome, effect, found, facts, ending if award.until_month is None else None, by)
    return outcome


def _end_of(outcome: CaseOutcome) -> Month | None:
    """The first month without the award in force, where one was said."""
    assert outcome.award_id is not None  # else it is not held
    return awards_queries.reviewed_awards([outcome.award_id])[0].until_month


def _held(outcome_id: UUID, version: int, *, is_stop: bool, by: Actor) -> CaseOutcome:
    permission = Permission.OUTCOME_REFUSE if is_stop else Permission.OUTCOME_CONFIRM
    outcome = hold_outcome(outcome_id, permission, by=by, version=version)
    if outcome.award_id is None:
        raise IllegalMoveError("该项目尚未在册，请作出确认或者不予确认的决定。")
    return outcome


def _refuse_without_reason(found: Finding, amount: Money, *, is_stop: bool, reason: str) -> None:
    if is_stop and not reason.strip():
        raise ReasonMissingError("停发须说明理由。")
    if not found.agrees_with(not is_stop, amount) and not reason.strip():
        raise ReasonMissingError("决定与测算结果不同，请写明理由。", computed=str(found.amount))


def _move(
    outcome: CaseOutcome,
    effect: Effect,
    facts: OutcomeFacts,
    found: Finding,
    delegation: Delegation,
    determination: KeptDetermination,
    today: date,
    amount: Money,
    until: Month | None,
    reason: str,
    by: Actor,
) -> None:
    heard = outcome.hearings.filter(answered_on__isnull=False).order_by("-number").first()
    is_cut = is_against(facts)
    move_outcome(
        outcome,
        OutcomeVerb(effect.value),
        facts=facts,
        by=by,
        why=reason.strip(),
        decided_on=today,
        decided_by_id=by.user_id,
        decided_amount_fen=amount.fen,
        decision_reason=reason.strip(),
        decision_rule=delegation.rule,
        from_month=effective_month(found, today).first,
        until_month=None if until is None else until.first,
        determination_id=determination.id,
        effect=effect,
        heard_on=heard.answered_on if heard else None,
        unheard_because=DEATH_SPARES if is_cut and heard is None else "",
    )


def _revision(
    outcome: CaseOutcome, effect: Effect, found: Finding, amount: Money, until: Month | None
) -> Revision:
    """The engine's components where the decision agrees with it, else the decided amount as one."""
    assert outcome.award_id is not None and outcome.decided_on is not None  # just decided
    is_agreed = found.amount == amount and found.components
    components = found.components if is_agreed else (("base", amount),)
    file = file_of(outcome.case, outcome.decided_on)
    return Revision(
        award_id=outcome.award_id,
        components=() if effect is Effect.STOP else components,
        from_month=effective_month(found, outcome.decided_on),
        decided_on=outcome.decided_on,
        reason=outcome.decision_reason or f"{outcome.case.reason}：{effect.title}",
        until_month=until,
        is_stop=effect is Effect.STOP,
        is_assisted_again=found.agrees_with(True, amount),
        review_months=review_months(Programme(outcome.programme), file),
    )


def _follow(
    outcome: CaseOutcome,
    effect: Effect,
    found: Finding,
    facts: OutcomeFacts,
    lifted: Month | None,
    by: Actor,
) -> None:
    """The letter, what hangs in the village, and the end of what waited.

    A family that was told of an end is told that it is `lifted`, even where the amount stays.
    """
    if effect is not Effect.KEEP or lifted is not None:
        issue_adjustment(outcome, effect, found, Money(facts.award_fen or 0), lifted=lifted, by=by)
        open_outcome_clock(Clock.DELIVERY, outcome, by=by)
    is_published = procedure_of(Programme(outcome.programme)).is_published
    if is_published and effect in (Effect.INCREASE, Effect.DECREASE, Effect.PHASE_OUT):
        take_down_published(outcome, by=by)
        open_outcome_clock(Clock.PUBLICATION, outcome, by=by)
    if effect is Effect.STOP and outcome.programme == Programme.TEKUN and outcome.person_id is not None:
        intake.close_reassessment(person_id=outcome.person_id, outcome=effect.title, by=by)
    close_decided(outcome, by)
