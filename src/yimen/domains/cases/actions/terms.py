"""What a decision has beside its amount: a level that may approve it, parts, a term, papers that follow."""

from datetime import date

from yimen.domains.cases.actions.clocks import open_outcome_clock, open_renewal
from yimen.domains.cases.actions.urgent_documents import issue_approval
from yimen.domains.cases.models import CaseOutcome, UrgentHelp
from yimen.domains.cases.permissions import approval_on
from yimen.domains.cases.queries.limits import term_of
from yimen.domains.cases.queries.urgent import resolved_amount
from yimen.domains.cases.rules.answer import Finding
from yimen.domains.cases.rules.urgent import (
    in_stages,
    refuse_above_cap,
    refuse_beyond_asked,
    refuse_unresolved,
)
from yimen.domains.cases.types import Clock, Speed
from yimen.domains.network.types import Actor, Delegation
from yimen.kernel import Money, Month, Programme


def refuse_unapproved(outcome: CaseOutcome, amount: Money, named: Delegation, on: date) -> None:
    """Of temporary assistance an amount above all levels waits for what a meeting resolves."""
    if outcome.programme == Programme.TEMPORARY:
        refuse_unresolved(approval_on(outcome, amount, named, on), resolved_amount(outcome), amount)


def refuse_more_than_fast(outcome: CaseOutcome, found: Finding, amount: Money) -> None:
    """What came first without notice or verification is decided at most as asked, within the place's cap."""
    urgent = UrgentHelp.objects.filter(case=outcome.case_id).first()
    if urgent is None or outcome.programme != Programme.TEMPORARY:
        return
    refuse_beyond_asked(amount, Money(urgent.asked_fen))
    if found.is_eligible:
        refuse_above_cap(amount, found.amount, Speed(urgent.speed))


def stages_of(outcome: CaseOutcome, amount: Money) -> tuple[Money, ...]:
    """The parts in which an emergency is paid; nothing where it is paid at once."""
    if outcome.programme != Programme.TEMPORARY:
        return ()
    stages = UrgentHelp.objects.filter(case=outcome.case_id).values_list("stages", flat=True).first()
    return in_stages(amount, stages) if stages and stages > 1 else ()


def follow_decision(outcome: CaseOutcome, *, by: Actor) -> None:
    """The approval sheet of temporary assistance; papers that still lack; the day a recognition ends."""
    if outcome.programme == Programme.TEMPORARY:
        urgent = UrgentHelp.objects.filter(case=outcome.case_id).first()
        issue_approval(outcome, urgent, by=by)
        if urgent is not None:
            open_outcome_clock(Clock.URGENT_PAPERS, outcome, by=by)
    if outcome.decided_on is None or outcome.from_month is None:
        return
    term = term_of(outcome, outcome.decided_on)
    if term is not None:
        last_day = Month.of(outcome.from_month).plus(term.months).previous().last
        open_renewal(outcome, last_day, term.article, by=by)
