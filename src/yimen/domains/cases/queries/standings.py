"""The one word a list or a page shows for a case; it follows the programmes once an opinion was given."""

from collections import defaultdict
from collections.abc import Iterable
from uuid import UUID

from yimen.domains.cases.models import Case, CaseOutcome
from yimen.domains.cases.rules.standing import programme_standing, standing
from yimen.domains.cases.types import CaseState, OutcomeState

Standing = CaseState | OutcomeState


def standing_of(case: Case, outcomes: Iterable[CaseOutcome]) -> Standing:
    """Of a case whose programmes were read."""
    return standing(CaseState(case.state), [OutcomeState(outcome.state) for outcome in outcomes])


def standing_of_programme(outcome: CaseOutcome, case: Case) -> Standing:
    """Of one programme: its own, or the end of the case that left it undecided."""
    return programme_standing(CaseState(case.state), OutcomeState(outcome.state))


def standings_of(cases: Iterable[Case]) -> dict[UUID, Standing]:
    """Of the cases of a page, by id; one query for all of them, and only for those under investigation."""
    states = {case.id: CaseState(case.state) for case in cases}
    moving = [case_id for case_id, state in states.items() if state is CaseState.INVESTIGATING]
    outcomes: dict[UUID, list[OutcomeState]] = defaultdict(list)
    if moving:
        rows = CaseOutcome.objects.filter(case_id__in=moving).values_list("case_id", "state")
        for case_id, state in rows:
            outcomes[case_id].append(OutcomeState(state))
    return {case_id: standing(state, outcomes[case_id]) for case_id, state in states.items()}
