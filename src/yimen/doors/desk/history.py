"""What happened to a case, newest first: the moves of the application and of its programmes."""

from collections.abc import Iterable
from dataclasses import dataclass

from yimen.domains.cases.queries import Move
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


def history_of(moves: Iterable[Move]) -> list[Entry]:
    return [Entry(minute(move.done_at), move.by_name, _title(move), move.why) for move in moves]


def _title(move: Move) -> str:
    if not move.programme:
        return CaseVerb(move.verb).title
    verb = official(OutcomeVerb(move.verb).title)
    return f"{official(Programme(move.programme).title)} · {verb}"
