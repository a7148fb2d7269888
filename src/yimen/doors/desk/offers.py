"""What is offered about a case: the one place that says in which state which page or button has its use.

The room decides and refuses; here is only what nobody is led to in vain.
"""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from yimen.domains.cases import queries
from yimen.domains.cases.types import DECIDED_STATES, CaseKind, CaseState, OutcomeState
from yimen.domains.network.types import Role

from .access import ACCESS
from .situations import NextStep

_OPEN = frozenset(state for state in CaseState if state.is_open)
_EDITABLE = frozenset({CaseState.DRAFT, CaseState.INCOMPLETE})
_HANDED_IN = frozenset({CaseState.SUBMITTED, CaseState.INCOMPLETE})
_CASE_STATES: Mapping[str, frozenset[CaseState]] = {
    "application-means": _EDITABLE,
    "application-matter": _EDITABLE,
    "application-agent": _EDITABLE | _HANDED_IN,
    "application-review": _EDITABLE,
    "application-family": frozenset({CaseState.DRAFT}),
    "application-programmes": frozenset({CaseState.DRAFT}),
    "case-acceptance": frozenset({CaseState.SUBMITTED}),
    "case-not-accept": _HANDED_IN,
    "case-investigate": frozenset({CaseState.ACCEPTED}),
    "case-visit": frozenset({CaseState.INVESTIGATING}),
    "case-complain": frozenset(CaseState) - {CaseState.DRAFT},
    "case-request": frozenset({CaseState.ACCEPTED, CaseState.INVESTIGATING}),
    "case-determination": frozenset(CaseState) - {CaseState.WITHDRAWN, CaseState.TERMINATED},
    "document-deliver": frozenset(CaseState),
}
"""By the name of the page; one that is not named is offered as long as the case is open."""
_AFTER_DECISION: Mapping[str, frozenset[OutcomeState]] = {
    "outcome-urgent-papers": frozenset({OutcomeState.CONFIRMED}),
    "outcome-deliver": DECIDED_STATES,
    "outcome-publish": frozenset({OutcomeState.CONFIRMED}),
}
"""What follows a decision is owed whether or not the case is closed."""
_OUTCOME_STATES: Mapping[str, frozenset[OutcomeState]] = {
    "outcome-opinion": frozenset({OutcomeState.PROPOSED, OutcomeState.OBJECTED, OutcomeState.RETURNED}),
    "outcome-post": frozenset({OutcomeState.OPINION}),
    "outcome-object": frozenset({OutcomeState.POSTED}),
    "objection-settle": frozenset({OutcomeState.OBJECTED}),
    "outcome-send": frozenset({OutcomeState.OPINION, OutcomeState.POSTED}),
    "outcome-confirm": frozenset({OutcomeState.WITH_CONFIRMER}),
    "outcome-return": frozenset({OutcomeState.WITH_CONFIRMER}),
    "outcome-refuse": frozenset({OutcomeState.WITH_CONFIRMER}),
}
_UNDECIDED = frozenset(OutcomeState) - DECIDED_STATES


def has_its_use(name: str, case: Any, outcome: Any | None = None) -> bool:
    """Whether the states of the case and of the programme have a use for the page."""
    if outcome is not None and name in _AFTER_DECISION:
        return OutcomeState(outcome.state) in _AFTER_DECISION[name]
    if CaseState(case.state) not in _CASE_STATES.get(name, _OPEN):
        return False
    if name == "case-withdraw" and case.kind != CaseKind.APPLICATION:
        return False
    if outcome is not None and name == "outcome-opinion" and outcome.state == OutcomeState.OPINION:
        return queries.is_opinion_outdated(outcome)
    return outcome is None or OutcomeState(outcome.state) in _OUTCOME_STATES.get(name, _UNDECIDED)


def is_offered(role: Role, name: str, case: Any, outcome: Any | None = None) -> bool:
    """Whether the role may open the page, and the case has a use for it."""
    return ACCESS[name].admits(role) and has_its_use(name, case, outcome)


def is_step_offered(step: NextStep, case: Any, outcome: Any | None = None) -> bool:
    """Whether a step of the case, or of one of its programmes, still leads anywhere."""
    return has_its_use(step.name, case, outcome)


def away(request: HttpRequest, case: Any, outcome: Any | None = None) -> HttpResponse | None:
    """Whoever opens a form for which it is too late or too early is told so before filling it in."""
    name = request.resolver_match.url_name if request.resolver_match else None
    if request.method != "GET" or name is None or has_its_use(name, case, outcome):
        return None
    is_of_programme = outcome is not None and CaseState(case.state).is_open
    state = OutcomeState(outcome.state) if is_of_programme and outcome else CaseState(case.state)
    return render(request, "desk/no_use.html", {"case": case, "state": state})
