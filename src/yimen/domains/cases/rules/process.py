"""The legal process as data: which verb leads from which state to which, once its guards let it."""

from collections.abc import Mapping
from dataclasses import dataclass

from yimen.domains.cases import errors
from yimen.domains.cases.rules.facts import CaseFacts, OutcomeFacts
from yimen.domains.cases.rules.guards import CASE_GUARDS, DECIDING, OUTCOME_GUARDS, under_investigation
from yimen.domains.cases.types import CaseState, CaseVerb, OutcomeState, OutcomeVerb
from yimen.kernel import YimenError

OPEN_CASE_STATES = frozenset(state for state in CaseState if state.is_open)


@dataclass(frozen=True, slots=True)
class CaseMove:
    """One row of the transition table of applications."""

    sources: frozenset[CaseState]
    target: CaseState


@dataclass(frozen=True, slots=True)
class OutcomeMove:
    """One row of the transition table of programmes."""

    sources: frozenset[OutcomeState]
    target: OutcomeState


CASE_MOVES: Mapping[CaseVerb, CaseMove] = {
    CaseVerb.SUBMIT: CaseMove(frozenset({CaseState.DRAFT}), CaseState.SUBMITTED),
    CaseVerb.TELL_MISSING: CaseMove(frozenset({CaseState.SUBMITTED}), CaseState.INCOMPLETE),
    CaseVerb.SUPPLEMENT: CaseMove(frozenset({CaseState.INCOMPLETE}), CaseState.SUBMITTED),
    CaseVerb.NOT_ACCEPT: CaseMove(
        frozenset({CaseState.SUBMITTED, CaseState.INCOMPLETE}), CaseState.TERMINATED
    ),
    CaseVerb.ACCEPT: CaseMove(frozenset({CaseState.SUBMITTED}), CaseState.ACCEPTED),
    CaseVerb.INVESTIGATE: CaseMove(frozenset({CaseState.ACCEPTED}), CaseState.INVESTIGATING),
    CaseVerb.HELP_FIRST: CaseMove(frozenset({CaseState.DRAFT}), CaseState.INVESTIGATING),
    CaseVerb.BEGIN: CaseMove(frozenset({CaseState.DRAFT}), CaseState.INVESTIGATING),
    CaseVerb.CONCLUDE: CaseMove(frozenset({CaseState.INVESTIGATING}), CaseState.CONCLUDED),
    CaseVerb.WITHDRAW: CaseMove(OPEN_CASE_STATES, CaseState.WITHDRAWN),
    CaseVerb.TERMINATE: CaseMove(OPEN_CASE_STATES, CaseState.TERMINATED),
}

OUTCOME_MOVES: Mapping[OutcomeVerb, OutcomeMove] = {
    OutcomeVerb.GIVE_OPINION: OutcomeMove(
        frozenset(
            {OutcomeState.PROPOSED, OutcomeState.OPINION, OutcomeState.OBJECTED, OutcomeState.RETURNED}
        ),
        OutcomeState.OPINION,
    ),
    OutcomeVerb.POST: OutcomeMove(frozenset({OutcomeState.OPINION}), OutcomeState.POSTED),
    OutcomeVerb.OBJECT: OutcomeMove(frozenset({OutcomeState.POSTED}), OutcomeState.OBJECTED),
    OutcomeVerb.SEND: OutcomeMove(
        frozenset({OutcomeState.OPINION, OutcomeState.POSTED}), OutcomeState.WITH_CONFIRMER
    ),
    OutcomeVerb.HELP_FIRST: OutcomeMove(frozenset({OutcomeState.PROPOSED}), OutcomeState.WITH_CONFIRMER),
    OutcomeVerb.RETURN: OutcomeMove(frozenset({OutcomeState.WITH_CONFIRMER}), OutcomeState.RETURNED),
    OutcomeVerb.CONFIRM: OutcomeMove(frozenset({OutcomeState.WITH_CONFIRMER}), OutcomeState.CONFIRMED),
    OutcomeVerb.REFUSE: OutcomeMove(frozenset({OutcomeState.WITH_CONFIRMER}), OutcomeState.REFUSED),
    OutcomeVerb.KEEP: OutcomeMove(frozenset({OutcomeState.WITH_CONFIRMER}), OutcomeState.CONFIRMED),
    OutcomeVerb.INCREASE: OutcomeMove(frozenset({OutcomeState.WITH_CONFIRMER}), OutcomeState.CONFIRMED),
    OutcomeVerb.DECREASE: OutcomeMove(frozenset({OutcomeState.WITH_CONFIRMER}), OutcomeState.CONFIRMED),
    OutcomeVerb.PHASE_OUT: OutcomeMove(frozenset({OutcomeState.WITH_CONFIRMER}), OutcomeState.CONFIRMED),
    OutcomeVerb.STOP: OutcomeMove(frozenset({OutcomeState.WITH_CONFIRMER}), OutcomeState.STOPPED),
}


def case_target(verb: CaseVerb, facts: CaseFacts) -> CaseState:
    """The state an application moves to; raises the first guard that refuses."""
    move = CASE_MOVES[verb]
    if facts.state not in move.sources:
        raise errors.IllegalMoveError(
            message="办件目前为“%(state)s”，不能办理“%(verb)s”。",
            state=facts.state,
            verb=verb,
        )
    for guard in CASE_GUARDS.get(verb, ()):
        if (refusal := guard(facts)) is not None:
            raise refusal
    return move.target


def refusals(verb: OutcomeVerb, facts: OutcomeFacts) -> tuple[YimenError, ...]:
    """Everything that still stands in the way of a step, not only the first of it."""
    guards = (under_investigation, *OUTCOME_GUARDS.get(verb, ()))
    return tuple(refusal for guard in guards if (refusal := guard(facts)) is not None)


def deciding_refusals(facts: OutcomeFacts) -> tuple[YimenError, ...]:
    """Why nobody, or not this person, may decide yet, whatever the decision were."""
    return tuple(refusal for guard in DECIDING if (refusal := guard(facts)) is not None)


def outcome_target(verb: OutcomeVerb, facts: OutcomeFacts) -> OutcomeState:
    """The state a programme moves to; raises the first guard that refuses."""
    move = OUTCOME_MOVES[verb]
    if facts.state not in move.sources:
        raise errors.IllegalMoveError(
            message="该项目目前为“%(state)s”，不能办理“%(verb)s”。",
            state=facts.state,
            verb=verb,
        )
    for guard in (under_investigation, *OUTCOME_GUARDS.get(verb, ())):
        if (refusal := guard(facts)) is not None:
            raise refusal
    return move.target
