"""Drawing files for the county's check so that anybody can draw them again: seed, number, order; pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal
from hashlib import sha256


@dataclass(frozen=True, slots=True)
class Lot:
    """One file of a draw: its score and whether it was drawn."""

    number: str
    score: str
    is_drawn: bool


def score(seed: str, number: str) -> str:
    """What the seed makes of a case number."""
    return sha256(f"{seed}\n{number}".encode()).hexdigest()


def how_many(files: int, share: Decimal) -> int:
    """Not less than the share, rounded up to a whole file."""
    return int((share * files).to_integral_value(ROUND_CEILING))


def draw(seed: str, numbers: Iterable[str], share: Decimal) -> tuple[Lot, ...]:
    """Every file in the order of its score; the first of them are drawn."""
    ordered = sorted((score(seed, number), number) for number in set(numbers))
    count = how_many(len(ordered), share)
    return tuple(Lot(number, found, place < count) for place, (found, number) in enumerate(ordered))
