"""The opinion on each programme in the worklist: from its turn on, or, where the law counts from the
acceptance, from that day on with what comes first.
"""

from yimen.domains.cases.actions.clocks import PLACES, counts_from_acceptance, open_outcome_clock
from yimen.domains.cases.models import Case, CaseOutcome
from yimen.domains.cases.queries.facts import (
    ANSWERED,
    counted_answer,
    is_opinion_outdated,
    is_searched,
    is_visited,
)
from yimen.domains.cases.queries.recognition import needs_of_programme
from yimen.domains.cases.rules.recognition import Needs
from yimen.domains.cases.types import CaseState, Clock, OutcomeState
from yimen.domains.network.types import Actor
from yimen.domains.verification import queries as verification
from yimen.domains.verification.types import RequestState
from yimen.domains.worklist import actions as worklist
from yimen.domains.worklist.types import WorkKind
from yimen.kernel import Programme

EVERYTHING = Needs(verification=True, visit=True)


def follow_opinions(case: Case, by: Actor) -> None:
    """Something was done or asked for: each opinion waits for what is left, or for nobody else."""
    done = _looked_at(case) if is_searched(case) else EVERYTHING
    for outcome in _to_be_said(case):
        steps = _steps_before(case, needs_of_programme(case, Programme(outcome.programme)), done)
        kind = PLACES[Clock.OPINION].kind
        if worklist.wait_for(kind=kind, subject_id=outcome.id, steps=steps, by=by):
            continue
        if not steps or counts_from_acceptance(Clock.OPINION, outcome):
            open_outcome_clock(Clock.OPINION, outcome, by=by, waits_for=steps)


def _steps_before(case: Case, needs: Needs, done: Needs) -> list[WorkKind]:
    """What others do before the opinion may be given."""
    if case.state != CaseState.INVESTIGATING:
        return [WorkKind.INVESTIGATION_START]
    missing = (
        (WorkKind.VERIFICATION, needs.verification and not done.verification),
        (WorkKind.INVESTIGATION, needs.visit and not done.visit),
    )
    return [step for step, is_missing in missing if is_missing]


def _looked_at(case: Case) -> Needs:
    """What was done already."""
    request = verification.find_latest_request(case.id)
    state = None if request is None else RequestState(request.state)
    return Needs(counted_answer(case, state) in ANSWERED, is_visited(case, case.investigations.all()))


def _to_be_said(case: Case) -> list[CaseOutcome]:
    """Of which no opinion was given, or none since a change was joined."""
    rows = case.outcomes.filter(state__in=(OutcomeState.PROPOSED, OutcomeState.OPINION))
    return [
        outcome
        for outcome in rows.select_related("case")
        if outcome.state == OutcomeState.PROPOSED or is_opinion_outdated(outcome)
    ]
