"""The programmes a scenario counts: those that are paid or recognised month by month."""

from typing import Final

from yimen.kernel import Programme
from yimen.rulebook.outcomes import OUTCOMES, Outcome

MONTHLY: Final[tuple[Programme, ...]] = tuple(
    programme for programme, outcome in OUTCOMES.items() if not outcome.is_once
)
"""What is given once for an event says nothing of the months to come."""
EXCLUSIVE: Final = (Programme.TEKUN, Programme.DIBAO, Programme.DIBAO_SINGLE)
"""Of these a household is counted with one: the one it holds as long as it qualifies, else the largest."""
NOT_WITH_TEKUN: Final = (Programme.DISABILITY_LIVING, Programme.DISABILITY_CARE)
DECISIVE: Final = (*EXCLUSIVE, Programme.ORPHAN, Programme.UNATTENDED_CHILD)
"""Undetermined here, a household's effect is; what else nobody can say is counted with its programme."""
RULES: Final[frozenset[str]] = frozenset(
    name
    for programme in MONTHLY
    for name in (OUTCOMES[programme].decides, OUTCOMES[programme].amount)
    if name is not None
)


def outcome_of(programme: Programme) -> Outcome:
    return OUTCOMES[programme]


def place(programme: Programme) -> int:
    """The programme's row in every array of outcomes."""
    return MONTHLY.index(programme)
