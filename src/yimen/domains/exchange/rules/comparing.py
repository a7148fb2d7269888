"""Comparing our records with the province's rows: which belong together, and in what each pair differs."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence

from yimen.domains.exchange.types.reconciling import (
    Compared,
    DifferenceKind,
    DifferenceState,
    Differing,
    Ours,
    Theirs,
)
from yimen.kernel import Programme

Said = Callable[[Ours | Theirs], object]
SAID: Mapping[DifferenceKind, Said] = {
    DifferenceKind.AMOUNT: lambda record: record.amount,
    DifferenceKind.MONTH: lambda record: record.month,
    DifferenceKind.NAME: lambda record: record.name,
    DifferenceKind.SIZE: lambda record: record.size,
}
"""Of each kind of difference within a pair, what of a record it looks at."""


def compare(ours: Sequence[Ours], theirs: Sequence[Theirs]) -> Compared:
    """Pair records by person and programme, then those left by person alone; the order does not matter.

    What a row does not say is not compared. A second row of the same person and programme is a row twice.
    """
    waiting = _Waiting(ours)
    pairs: list[tuple[Ours, Theirs]] = []
    first, twice = _first_rows(theirs)
    unpaired: list[Theirs] = []
    for row in first:
        found = waiting.take(row.key, row.programme)
        if found is None:
            unpaired.append(row)
        else:
            pairs.append((found, row))
    left: list[Theirs] = []
    differing = [Differing(DifferenceKind.TWICE, row.key, row.programme, None, row) for row in twice]
    for row in unpaired:
        found = waiting.take_any(row.key)
        if found is None:
            left.append(row)
        else:
            pairs.append((found, row))
            differing.append(Differing(DifferenceKind.PROGRAMME, row.key, found.programme, found, row))
    differing += [each for pair in pairs for each in _within(*pair)]
    differing += [Differing(DifferenceKind.ONLY_THERE, row.key, row.programme, None, row) for row in left]
    differing += [
        Differing(DifferenceKind.ONLY_HERE, record.keys[0], record.programme, record, None)
        for record in waiting.left()
    ]
    return Compared(len(pairs), tuple(differing))


def _first_rows(theirs: Sequence[Theirs]) -> tuple[list[Theirs], list[Theirs]]:
    """Of rows about the same person and programme the first one, and the others."""
    first: dict[tuple[bytes, Programme | None], Theirs] = {}
    twice: dict[tuple[bytes, Programme | None], Theirs] = {}
    for row in sorted(theirs, key=lambda each: each.row):
        place = (row.key, row.programme)
        if place in first:
            twice.setdefault(place, row)
        else:
            first[place] = row
    return list(first.values()), list(twice.values())


def _within(ours: Ours, theirs: Theirs) -> Iterator[Differing]:
    for kind, said in SAID.items():
        here, there = said(ours), said(theirs)
        if here is not None and there is not None and here != there:
            yield Differing(kind, theirs.key, ours.programme, ours, theirs)


class _Waiting:
    """Our records that no row was found for yet, by the persons they may be listed under."""

    def __init__(self, ours: Sequence[Ours]) -> None:
        self._ours = sorted(ours, key=lambda each: (each.keys, str(each.programme), str(each.household_id)))
        self._taken: set[int] = set()
        self._of_person: dict[bytes, list[int]] = defaultdict(list)
        for place, record in enumerate(self._ours):
            for key in record.keys:
                self._of_person[key].append(place)

    def take(self, key: bytes, programme: Programme | None) -> Ours | None:
        """The record of this person and programme; a row that names none means whatever there is."""
        return self._take(key, lambda record: programme is None or record.programme is programme)

    def take_any(self, key: bytes) -> Ours | None:
        """Another record of this person, whatever the programme."""
        return self._take(key, lambda _record: True)

    def left(self) -> list[Ours]:
        return [record for place, record in enumerate(self._ours) if place not in self._taken]

    def _take(self, key: bytes, suits: Callable[[Ours], bool]) -> Ours | None:
        """First where the person comes first: a head before a member of another household."""
        places = [n for n in self._of_person[key] if n not in self._taken and suits(self._ours[n])]
        places.sort(key=lambda place: self._ours[place].keys[0] != key)
        if not places:
            return None
        self._taken.add(places[0])
        return self._ours[places[0]]


def evidence_of(differing: Differing) -> str:
    """What a difference rests on: when it changes, whoever settled the difference is asked again."""
    ours, theirs = differing.ours, differing.theirs
    if differing.kind in SAID and ours is not None and theirs is not None:
        said = SAID[differing.kind]
        return f"{said(ours)}|{said(theirs)}"
    return "|".join(
        "" if record is None else f"{record.programme} {record.amount} {record.size}"
        for record in (ours, theirs)
    )


def state_after(
    before: DifferenceState | None, *, is_found: bool = True, is_same: bool = True
) -> DifferenceState:
    """Where a difference stands after another comparison: found or not, resting on the same or not."""
    if not is_found:
        return DifferenceState.GONE
    keeps = before is DifferenceState.ASSIGNED or (before is DifferenceState.SETTLED and is_same)
    return before if before is not None and keeps else DifferenceState.OPEN
