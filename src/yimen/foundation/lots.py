"""Drawing lots that nobody can foresee and anybody can repeat, and the file in which draws are published.

Plain: whoever checks a published file needs no house and no database.
"""

import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_CEILING, Decimal
from enum import StrEnum
from fractions import Fraction
from hashlib import sha256
from typing import Any

SCORES = 2**256


@dataclass(frozen=True, slots=True)
class Lot:
    """One file of a draw: its score and whether it was drawn."""

    number: str
    score: str
    is_drawn: bool


@dataclass(frozen=True, slots=True)
class Tally:
    """How many files of the month were in a draw before, and how many of them were drawn."""

    files: int = 0
    drawn: int = 0

    def with_lots(self, lots: Collection[Lot]) -> "Tally":
        """The tally once these were drawn too."""
        return Tally(self.files + len(lots), self.drawn + sum(lot.is_drawn for lot in lots))


@dataclass(frozen=True, slots=True)
class Batch:
    """The draw of one day as it was published."""

    day: date
    head: str
    share: Decimal
    lots: tuple[Lot, ...]


@dataclass(frozen=True, slots=True)
class Draws:
    """What was drawn with one seed: where, in which month, day by day."""

    place: str
    month: str
    seed: str
    batches: tuple[Batch, ...]


class UnreadableError(ValueError):
    """A file is no list of published draws."""


class Flaw(StrEnum):
    """What can be wrong with a published draw."""

    DAYS = "days"
    TWICE = "twice"
    SCORE = "score"
    CHOICE = "choice"
    HEAD = "head"


def score(seed: str, head: str, number: str) -> str:
    """What the seed of the month and the audit's head of the day before make of a case number."""
    return sha256(f"{seed}\n{head}\n{number}".encode()).hexdigest()


def is_low(found: str, share: Decimal) -> bool:
    """Whether a score by itself draws its file: it lies in the lowest share of all scores there are."""
    return int(found, 16) < Fraction(share) * SCORES


def how_many(files: int, share: Decimal) -> int:
    """Not less than the share, rounded up to a whole file."""
    return int((share * files).to_integral_value(ROUND_CEILING))


def draw(
    seed: str, head: str, numbers: Iterable[str], share: Decimal, before: Tally = Tally()
) -> tuple[Lot, ...]:
    """Every file in the order of its score: each low one is drawn, and as many more as the share wants.

    So no file is safe, however many of the month were drawn before it, and the month holds the share.
    """
    ordered = sorted((score(seed, head, number), number) for number in set(numbers))
    least = how_many(before.files + len(ordered), share) - before.drawn
    return tuple(
        Lot(number, found, place < least or is_low(found, share))
        for place, (found, number) in enumerate(ordered)
    )


def flaws(seed: str, batches: Sequence[Batch]) -> tuple[tuple[Flaw, date], ...]:
    """The draws of a month made again, in their order; whatever is not as published, with its day."""
    found: list[tuple[Flaw, date]] = []
    seen: set[str] = set()
    before, last = Tally(), date.min
    for batch in batches:
        found += [(flaw, batch.day) for flaw in _flaws_of(seed, batch, before, seen, last)]
        seen |= {lot.number for lot in batch.lots}
        before, last = before.with_lots(batch.lots), batch.day
    return tuple(found)


def _flaws_of(seed: str, batch: Batch, before: Tally, seen: set[str], last: date) -> list[Flaw]:
    again = draw(seed, batch.head, (lot.number for lot in batch.lots), batch.share, before)
    published = {lot.number: lot for lot in batch.lots}
    wrong = [Flaw.DAYS] if batch.day <= last else []
    if seen & published.keys() or len(published) < len(batch.lots):
        wrong.append(Flaw.TWICE)
    if any(lot.score != published[lot.number].score for lot in again):
        wrong.append(Flaw.SCORE)
    elif any(lot.is_drawn != published[lot.number].is_drawn for lot in again):
        wrong.append(Flaw.CHOICE)
    return wrong


def published(draws: Iterable[Draws]) -> str:
    """The file that everybody may fetch."""
    return json.dumps([_written(draw) for draw in draws], ensure_ascii=False, indent=1)


def read(text: str) -> tuple[Draws, ...]:
    """What such a file says; refuses anything else."""
    try:
        found = json.loads(text)
        if not isinstance(found, list):
            raise UnreadableError
        return tuple(_read(draws) for draws in found)
    except (ValueError, KeyError, TypeError, ArithmeticError) as wrong:
        raise UnreadableError from wrong


def _written(draws: Draws) -> dict[str, object]:
    batches = [
        {
            "day": batch.day.isoformat(),
            "head": batch.head,
            "share": str(batch.share),
            "lots": [
                {"number": lot.number, "score": lot.score, "is_drawn": lot.is_drawn} for lot in batch.lots
            ],
        }
        for batch in draws.batches
    ]
    return {"place": draws.place, "month": draws.month, "seed": draws.seed, "batches": batches}


def _read(draws: Any) -> Draws:
    batches = tuple(
        Batch(
            date.fromisoformat(batch["day"]),
            str(batch["head"]),
            Decimal(batch["share"]),
            tuple(Lot(str(lot["number"]), str(lot["score"]), bool(lot["is_drawn"])) for lot in batch["lots"]),
        )
        for batch in draws["batches"]
    )
    return Draws(str(draws["place"]), str(draws["month"]), str(draws["seed"]), batches)
