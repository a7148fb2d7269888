"""The process of a programme read off the tables that move it: which steps lead from the application to the
decision, and what may leave that way. Nothing is written down twice: every edge is asked of the guards. Pure.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from yimen.domains.cases.rules.facts import CaseFacts, OutcomeFacts
from yimen.domains.cases.rules.procedures import Procedure, procedure_of
from yimen.domains.cases.rules.process import CASE_MOVES, OUTCOME_MOVES, case_target, outcome_target
from yimen.domains.cases.types import CaseState, CaseVerb, OutcomeState, OutcomeVerb
from yimen.kernel import Programme, YimenError

Verb = CaseVerb | OutcomeVerb
State = CaseState | OutcomeState

ANY_TIME = frozenset({CaseVerb.WITHDRAW, CaseVerb.TERMINATE, CaseVerb.CONCLUDE})
"""What may end a case wherever it stands, and what only closes the file."""
_DAY = date(2026, 1, 10)
_RUNNING, _OVER = _DAY + timedelta(days=1), _DAY - timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Edge:
    """One step that the rules allow from a state; `is_positive` None where it is open to any opinion."""

    verb: Verb
    source: State
    target: State
    is_positive: bool | None = None


@dataclass(frozen=True, slots=True)
class Detour:
    """Steps that leave the straight way instead of its step `beside`, and where they come back to it."""

    beside: int
    edges: tuple[Edge, ...]
    back_to: int | None


def straight(programme: Programme) -> tuple[Edge, ...]:
    """The steps from a draft to a confirmed decision when all goes well."""
    case = _shortest(_case_edges(programme), CaseState.DRAFT, CaseState.INVESTIGATING)
    decided = [edge for edge in _outcome_edges(programme) if edge.is_positive is not False]
    return (*case, *_shortest(decided, OutcomeState.PROPOSED, OutcomeState.CONFIRMED))


def detours(programme: Programme) -> tuple[Detour, ...]:
    """What may leave the straight way, in the order of its steps."""
    way = straight(programme)
    edges = [edge for edge in (*_case_edges(programme), *_outcome_edges(programme)) if edge not in way]
    places = {_joined(edge.source): place for place, edge in enumerate(way)}
    leaving = [edge for edge in edges if _joined(edge.source) in places]
    found = (_detour(edge, edges, places, programme) for edge in leaving)
    return tuple(sorted((one for one in found if one is not None), key=lambda one: one.beside))


def _detour(
    edge: Edge, edges: list[Edge], places: Mapping[State, int], programme: Programme
) -> Detour | None:
    """Follows the steps until they meet the straight way again, or nothing follows."""
    if edge.verb is OutcomeVerb.HELP_FIRST:
        return None  # follows the registration of help that comes first, below
    followed, state = [edge], edge.target
    if edge.verb is CaseVerb.HELP_FIRST:
        followed += [one for one in edges if one.verb is OutcomeVerb.HELP_FIRST]
        state = followed[-1].target
    while _joined(state) not in places:
        onward = next((one for one in edges if one.source == state), None)
        if onward is None:
            return Detour(places[_joined(edge.source)], tuple(followed), None)
        followed.append(onward)
        state = onward.target
    back_to = places[_joined(state)]
    if edge.verb is OutcomeVerb.OBJECT and not _is_posted_again(programme):
        back_to = places[OutcomeState.POSTED]
    return Detour(places[_joined(edge.source)], tuple(followed), back_to)


def _joined(state: State) -> State:
    """An accepted case under investigation is where its programmes begin."""
    return OutcomeState.PROPOSED if state is CaseState.INVESTIGATING else state


def _case_edges(programme: Programme) -> list[Edge]:
    procedure = procedure_of(programme)
    return [
        Edge(verb, source, move.target)
        for verb, move in CASE_MOVES.items()
        if verb not in ANY_TIME and _is_open_to(verb, procedure)
        for source in sorted(move.sources, key=list(CaseState).index)
        if _case_allows(verb, source)
    ]


def _case_allows(verb: CaseVerb, source: CaseState) -> bool:
    missing = ("一",) if verb is CaseVerb.TELL_MISSING else ()
    try:
        case_target(verb, CaseFacts(source, missing=missing))
    except YimenError:
        return False
    return True


def _outcome_edges(programme: Programme) -> list[Edge]:
    procedure = procedure_of(programme)
    return [
        edge
        for verb, move in OUTCOME_MOVES.items()
        if _is_open_to(verb, procedure)
        for source in sorted(move.sources, key=list(OutcomeState).index)
        for edge in _asked(verb, source, programme)
    ]


def _is_open_to(verb: Verb, procedure: Procedure) -> bool:
    """Help that comes first is only for programmes that may be decided on the spot."""
    is_first = verb in (CaseVerb.HELP_FIRST, OutcomeVerb.HELP_FIRST)
    is_posting = verb in (OutcomeVerb.POST, OutcomeVerb.OBJECT)
    return (procedure.may_be_decided_on_the_spot or not is_first) and (
        procedure.is_published or not is_posting
    )


def _asked(verb: OutcomeVerb, source: OutcomeState, programme: Programme) -> Iterator[Edge]:
    """The edge of a verb from a state: for any opinion, for a positive or for a negative one, or none."""
    allowed = [
        sign
        for sign in (True, False)
        if any(_allows(verb, facts) for facts in _facts(verb, source, programme, sign))
    ]
    if allowed:
        sign = None if len(allowed) == 2 else allowed[0]
        yield Edge(verb, source, OUTCOME_MOVES[verb].target, sign)


def _facts(
    verb: OutcomeVerb, source: OutcomeState, programme: Programme, is_positive: bool
) -> Iterator[OutcomeFacts]:
    """An outcome with everything in order; what hangs in the village was positive, and runs or is over."""
    notices = (_RUNNING, _OVER) if source is OutcomeState.POSTED else (None,)
    if source is OutcomeState.POSTED and not is_positive:
        return
    for ends_on in notices:
        yield OutcomeFacts(
            programme,
            source,
            CaseState.INVESTIGATING,
            _DAY,
            is_positive=is_positive,
            opinion_amount=1,
            posted_amount=1 if ends_on else None,
            notice_ends_on=ends_on,
            is_urgent=verb is OutcomeVerb.HELP_FIRST,
        )


def _allows(verb: OutcomeVerb, facts: OutcomeFacts) -> bool:
    try:
        outcome_target(verb, facts)
    except YimenError:
        return False
    return True


def _is_posted_again(programme: Programme) -> bool:
    """Whether the opinion after an objection hangs in the village once more."""
    facts = OutcomeFacts(
        programme,
        OutcomeState.OPINION,
        CaseState.INVESTIGATING,
        _DAY,
        is_positive=True,
        opinion_amount=1,
        posted_amount=1,
        notice_ends_on=_OVER,
        is_objected=True,
    )
    return _allows(OutcomeVerb.POST, facts)


def _shortest(edges: list[Edge], start: State, goal: State) -> tuple[Edge, ...]:
    """The fewest steps from a state to another; help that comes first is no straight way."""
    ways: list[tuple[State, tuple[Edge, ...]]] = [(start, ())]
    seen: set[State] = {start}
    for state, way in ways:
        if state == goal:
            return way
        for edge in edges:
            is_first = edge.verb in (CaseVerb.HELP_FIRST, OutcomeVerb.HELP_FIRST)
            if edge.source == state and edge.target not in seen and not is_first:
                seen.add(edge.target)
                ways.append((edge.target, (*way, edge)))
    return ()
