"""What becomes of what a source says: kept, known already, or beside something that contradicts it. Pure."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from yimen.domains.verification.types import AnswerResult, AskedState, Kept, RowFate, Said, Standing


@dataclass
class Settled:
    """The answers of one question while rows come in: what is kept, what is fresh, what is in doubt now."""

    kept: list[Kept] = field(default_factory=list)
    fresh: list[tuple[Said, Standing]] = field(default_factory=list)
    doubted: set[UUID] = field(default_factory=set)

    def take(self, said: Said) -> RowFate:
        """One more line: the same again changes nothing; another amount for the same thing is a doubt."""
        if any(_is_same(said, other) for other in self._said()):
            return RowFate.REPEATED
        against = [each for each in self.kept if _contradicts(said, each.said)]
        beside = [n for n, (other, _) in enumerate(self.fresh) if _contradicts(said, other)]
        if not against and not beside:
            self.fresh.append((said, Standing.COUNTS))
            return RowFate.FRESH
        self.doubted |= {each.id for each in against}
        for place in beside:
            self.fresh[place] = (self.fresh[place][0], Standing.DOUBTED)
        self.fresh.append((said, Standing.DOUBTED))
        return RowFate.DOUBTED

    @property
    def is_doubted(self) -> bool:
        standings = [standing for _, standing in self.fresh]
        return bool(self.doubted) or Standing.DOUBTED in standings or self._was_doubted()

    def _was_doubted(self) -> bool:
        return any(each.standing is Standing.DOUBTED for each in self.kept)

    def _said(self) -> Iterable[Said]:
        yield from (each.said for each in self.kept)
        yield from (said for said, _ in self.fresh)


def _is_same(one: Said, other: Said) -> bool:
    """The day of the data does not make it another answer."""
    return (one.kind, one.item, one.amount) == (other.kind, other.item, other.amount)


def _contradicts(one: Said, other: Said) -> bool:
    """Two amounts of one thing, or something where nothing was said to be."""
    if one.kind is None or other.kind is None:
        return one.kind is not other.kind
    return (one.kind, one.item) == (other.kind, other.item)


def are_counted_twice(chosen: Sequence[Said]) -> bool:
    """Whether two amounts of one named thing would both count; without a name they may be two things."""
    named = [(each.kind, each.item) for each in chosen if each.kind is not None and each.item]
    return len(named) != len(set(named))


def state_after(
    before: AskedState, results: Sequence[AnswerResult], *, has_answers: bool, is_doubted: bool
) -> AskedState:
    """Where a question stands after a file said these results about it."""
    if is_doubted:
        return AskedState.DOUBTED
    if all(result is AnswerResult.UNABLE for result in results):
        return before if has_answers or before is AskedState.CLOSED else AskedState.UNABLE
    return AskedState.PARTLY if AnswerResult.PARTLY in results else AskedState.ANSWERED


def key_text(said: Said) -> str:
    """What makes an answer the same one, for its blind index."""
    amount = None if said.amount is None else said.amount.fen
    return json.dumps([said.kind, said.item, amount], ensure_ascii=False)
