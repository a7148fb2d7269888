"""What happened to a case, newest first: the moves of the application and of its programmes."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from yimen.domains.cases.types import CaseVerb, OutcomeVerb
from yimen.kernel import Programme

from .formats import minute
from .official_words import official


@dataclass(frozen=True)
class Entry:
    """One line of the timeline."""

    when: str
    who: str
    title: str
    why: str


def history_of(steps: Sequence[Any], outcomes: Sequence[Any]) -> list[Entry]:
    moves = [(step.done_at, _of_case(step)) for step in steps]
    for outcome in outcomes:
        moves += [(step.done_at, _of_outcome(step, outcome)) for step in outcome.steps.all()]
    return [entry for _moment, entry in sorted(moves, key=lambda move: move[0], reverse=True)]


def _of_case(step: Any) -> Entry:
    return Entry(minute(step.done_at), step.by_name, CaseVerb(step.verb).title, step.why)


def _of_outcome(step: Any, outcome: Any) -> Entry:
    verb = official(OutcomeVerb(step.verb).title)
    title = f"{official(Programme(outcome.programme).title)} · {verb}"
    return Entry(minute(step.done_at), step.by_name, title, step.why)
