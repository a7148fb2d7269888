"""The one word for where a whole case stands, from its own state and those of its programmes; pure."""

from collections.abc import Collection

from yimen.domains.cases.types import CaseState, OutcomeState

ON_THE_WAY = (
    OutcomeState.PROPOSED,
    OutcomeState.OBJECTED,
    OutcomeState.RETURNED,
    OutcomeState.OPINION,
    OutcomeState.POSTED,
    OutcomeState.WITH_CONFIRMER,
)
"""From the furthest behind to the furthest ahead; what is decided no longer counts."""


def standing(state: CaseState, outcomes: Collection[OutcomeState]) -> CaseState | OutcomeState:
    """Once an opinion was given, the undecided programme that is furthest behind; until then the case."""
    if state is not CaseState.INVESTIGATING or set(outcomes) <= {OutcomeState.PROPOSED}:
        return state
    return next((step for step in ON_THE_WAY if step in outcomes), state)


def programme_standing(state: CaseState, outcome: OutcomeState) -> CaseState | OutcomeState:
    """What a case that is closed left undecided ended with it."""
    return outcome if state.is_open or outcome.is_decided else state
