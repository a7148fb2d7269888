"""What becomes of each household when one outcome takes the place of another."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import numpy as np

from yimen.engine.columnar.kernels import Array
from yimen.kernel import Programme
from yimen.rulebook.what_if.programmes import DECISIVE, MONTHLY, place
from yimen.rulebook.what_if.scanning import UNKNOWN, Outcomes


class Effect(StrEnum):
    """Of a household as a whole; a change of programmes that pays the same is a shift."""

    SAME = "same"
    ENTERS = "enters"
    LEAVES = "leaves"
    GAINS = "gains"
    LOSES = "loses"
    SHIFTS = "shifts"
    OPEN = "open"

    @property
    def title(self) -> str:  # type: ignore[override]  # the Chinese title, not str.title()
        return {
            "same": "不变",
            "enters": "新纳入",
            "leaves": "退出",
            "gains": "增加",
            "loses": "减少",
            "shifts": "类别变化",
            "open": "无法判定",
        }[self]


EFFECTS: Final = tuple(Effect)
_CODE: Final = {effect: code for code, effect in enumerate(EFFECTS)}


@dataclass(frozen=True, slots=True)
class Affected:
    """One household that something changes for."""

    ref: bytes
    region: str
    effect: Effect
    before_fen: int
    after_fen: int
    before: tuple[Programme, ...]
    after: tuple[Programme, ...]
    falls_fen: int
    """What it would lose of its assistance by earning the scenario's step more; 0 where that is no cliff."""


def effects_of(before: Outcomes, after: Outcomes) -> Array:
    """The code of each household's effect (its place in EFFECTS)."""
    was, becomes = before.eligible > 0, after.eligible > 0
    paid, pays = before.totals, after.totals
    any_was, any_becomes = was.any(axis=0), becomes.any(axis=0)
    is_other = (was != becomes).any(axis=0)
    chosen = [
        (_newly_open(before, after), Effect.OPEN),
        (~any_was & any_becomes, Effect.ENTERS),
        (any_was & ~any_becomes, Effect.LEAVES),
        (pays > paid, Effect.GAINS),
        (pays < paid, Effect.LOSES),
        (is_other, Effect.SHIFTS),
    ]
    found: Array = np.select([where for where, _ in chosen], [_CODE[effect] for _, effect in chosen], 0)
    return found


def _newly_open(before: Outcomes, after: Outcomes) -> Array:
    """Undetermined on one side only; what nobody knows either way changes nothing."""
    rows = [place(one) for one in DECISIVE]
    found: Array = ((before.amounts[rows] == UNKNOWN) != (after.amounts[rows] == UNKNOWN)).any(axis=0)
    return found


def programmes_in(outcomes: Outcomes, row: int) -> tuple[Programme, ...]:
    return tuple(one for at, one in enumerate(MONTHLY) if outcomes.eligible[at, row] > 0)
