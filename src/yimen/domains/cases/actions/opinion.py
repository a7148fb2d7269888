"""The engine determines, the reviewer gives the opinion: agreeing, or differing with a written reason."""

from dataclasses import replace
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from yimen.domains.awards import actions as awards
from yimen.domains.awards.types import KeptDetermination, Purpose
from yimen.domains.cases.actions.clocks import close_if_open, open_outcome_clock
from yimen.domains.cases.actions.moves import acted, move_outcome, note_hand
from yimen.domains.cases.errors import (
    AmountInvalidError,
    DeterminationChangedError,
    GivenTwiceError,
    ReasonMissingError,
)
from yimen.domains.cases.models import Case, CaseOutcome, Opinion
from yimen.domains.cases.permissions import hold_outcome
from yimen.domains.cases.queries.determinations import file_of, member_ref
from yimen.domains.cases.queries.facts import outcome_facts
from yimen.domains.cases.queries.life import intended_facts
from yimen.domains.cases.queries.living import is_given_elsewhere, stops_elsewhere_on
from yimen.domains.cases.rules.answer import Finding, finding
from yimen.domains.cases.rules.facts import needs_notice
from yimen.domains.cases.rules.living import first_month_after
from yimen.domains.cases.types import Clock, HandKind, OutcomeVerb
from yimen.domains.library import queries as library
from yimen.domains.network.permissions import Permission
from yimen.domains.network.types import Actor
from yimen.foundation import audit
from yimen.kernel import Money, Month, Programme


@transaction.atomic
def give_opinion(
    *,
    outcome_id: UUID,
    version: int,
    is_positive: bool,
    amount: Money,
    text: str,
    shown_amount: Money | None = None,
    difference_reason: str = "",
    by: Actor,
) -> Opinion:
    """An opinion on the determination of the day; `shown_amount` is what the reviewer saw computed."""
    outcome = hold_outcome(outcome_id, Permission.OPINION_WRITE, by=by, version=version)
    facts = replace(
        outcome_facts(outcome, by),
        is_positive=is_positive,
        **intended_facts(outcome, is_positive=is_positive, amount=amount),
    )
    move_outcome(outcome, OutcomeVerb.GIVE_OPINION, facts=facts, by=by, why=text.strip())
    determination = determine(outcome.case, Purpose.OPINION, by=by)
    found = finding_of(outcome, determination)
    refuse_changed(found, shown_amount)
    refuse_amount(Programme(outcome.programme), is_positive, amount)
    if is_positive:
        refuse_given_elsewhere(outcome)
    _refuse_incomplete(found, is_positive, amount, text, difference_reason)
    opinion = Opinion.objects.create(
        region=outcome.region,
        case_id=outcome.case_id,
        outcome=outcome,
        number=outcome.opinions.count() + 1,
        determination_id=determination.id,
        is_positive=is_positive,
        amount_fen=amount.fen,
        household_size=household_size(outcome),
        is_different=not found.agrees_with(is_positive, amount),
        text=text.strip(),
        difference_reason=difference_reason.strip(),
        given_on=timezone.localdate(),
        **acted(by),
    )
    audit.record(
        "opinion:give",
        kind="outcome",
        subject=outcome.id,
        region=outcome.region,
        by=by,
        changes={"is_positive": is_positive, "amount": amount.fen, "difference_reason": difference_reason},
    )
    note_hand(outcome.case, HandKind.REVIEWED, by)
    for clock in (Clock.OPINION, Clock.OBJECTION, Clock.RETURNED):
        close_if_open(clock, outcome.id, by=by)
    is_posted_next = needs_notice(outcome_facts(outcome, by))
    open_outcome_clock(Clock.POSTING if is_posted_next else Clock.FORWARD, outcome, by=by)
    return opinion


def determine(case: Case, purpose: Purpose, *, by: Actor) -> KeptDetermination:
    """All programmes at once on today's law, kept with inputs, rulebook version and every value."""
    today = timezone.localdate()
    file = file_of(case, today)
    return awards.record_determination(
        case_id=case.id,
        household_id=case.household_id,
        region=case.region,
        purpose=purpose,
        on=today,
        rulebook_version=library.rulebook_version(),
        inputs=file,
        answer=library.answer_of(file),
        by=by,
    )


def finding_of(outcome: CaseOutcome, determination: KeptDetermination) -> Finding:
    """What a determination says of this programme."""
    return finding(determination.answer, Programme(outcome.programme), member_ref(outcome))


def refuse_changed(found: Finding, shown_amount: Money | None) -> None:
    """Nobody decides on a figure that is no longer what the rules say."""
    if shown_amount is not None and shown_amount != found.amount:
        raise DeterminationChangedError(
            "测算结果已变为%(found)s元，与页面显示的%(shown)s元不同，请核对后再办。",
            shown=str(shown_amount),
            found=str(found.amount),
        )


def refuse_amount(programme: Programme, is_positive: bool, amount: Money) -> None:
    """Nothing below zero; nothing where nothing is granted; something where the programme pays."""
    if amount < Money(0) or (not is_positive and amount != Money(0)):
        raise AmountInvalidError("金额不能为负；不符合条件的不填金额。")
    if is_positive and amount == Money(0) and not programme.is_standing:
        raise AmountInvalidError("符合条件的须填写救助金额；没有应发金额的，按不符合条件办理。")


def refuse_given_elsewhere(outcome: CaseOutcome) -> None:
    """What a place of this house goes on giving is not granted a second time; no more is said of it."""
    month = first_month_after(stops_elsewhere_on(outcome), Month.of(timezone.localdate()))
    if outcome.award_id is None and is_given_elsewhere(outcome.case, Programme(outcome.programme), month):
        raise GivenTwiceError("家庭成员在其他地区仍享受同类救助，不能重复享受：请先由原享受地停发。")


def household_size(outcome: CaseOutcome) -> int:
    """How many people the programme covers: one, or the whole family but for who has died."""
    dead = sum("died_on" in member for member in outcome.case.declared.get("members", ()))
    return 1 if outcome.person_id else max(1, outcome.case.members.count() - dead)


def _refuse_incomplete(
    found: Finding, is_positive: bool, amount: Money, text: str, difference_reason: str
) -> None:
    if not text.strip():
        raise ReasonMissingError("请写明初审意见。")
    if not found.agrees_with(is_positive, amount) and not difference_reason.strip():
        raise ReasonMissingError("意见与测算结果不同，请写明理由。", computed=str(found.amount))
