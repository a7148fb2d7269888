"""What becomes of findings when something is met: new, known, standing again, giving way; pure."""

from collections.abc import Collection, Iterable, Sequence
from typing import Generic, NamedTuple, Protocol, TypeVar
from uuid import UUID

from yimen.domains.monitoring.rules.differences import difference
from yimen.domains.monitoring.types.findings import BY_THE_MACHINE, About, Met


class Kept(Protocol):
    """A finding as far as these rules look at it."""

    @property
    def household_id(self) -> UUID: ...
    @property
    def person_id(self) -> UUID: ...
    @property
    def rule(self) -> str: ...
    @property
    def digest(self) -> bytes | memoryview: ...
    @property
    def outcome(self) -> str: ...


_Row = TypeVar("_Row", bound=Kept)


class Sorted(NamedTuple, Generic[_Row]):
    """What was met: `fresh` was never known, `again` was closed by the machine alone, `seen` is known."""

    fresh: list[Met]
    again: list[tuple[Met, _Row]]
    seen: list[tuple[Met, _Row]]

    @property
    def standing(self) -> set[About]:
        """About what something is open now that was met."""
        opened = [*self.fresh, *(each for each, _row in self.again)]
        return {each.about for each in opened} | {each.about for each, row in self.seen if not row.outcome}


def sort_met(met: Iterable[Met], before: Iterable[_Row]) -> Sorted[_Row]:
    """Each that was met in one of the three; what a person closed is known and stays closed."""
    known = {(*_about(row), bytes(row.digest)): row for row in before}
    parts: Sorted[_Row] = Sorted([], [], [])
    for each in met:
        row = known.get((*each.about, each.digest))
        if row is None:
            parts.fresh.append(each)
        else:
            (parts.again if row.outcome in BY_THE_MACHINE else parts.seen).append((each, row))
    return parts


def giving_way(before: Sequence[_Row], parts: Sorted[_Row]) -> list[_Row]:
    """What is still open and has other evidence now, or another rule that says more about the same."""
    met = {id(row) for _each, row in [*parts.again, *parts.seen]}
    standing = parts.standing
    return [row for row in before if not row.outcome and id(row) not in met and _gives_way(row, standing)]


def _gives_way(row: Kept, standing: Collection[About]) -> bool:
    who = (row.household_id, row.person_id)
    return (*who, row.rule) in standing or (*who, difference(row.rule).unless) in standing


def _about(row: Kept) -> About:
    return row.household_id, row.person_id, row.rule
