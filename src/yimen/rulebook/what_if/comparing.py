"""What becomes of each household when one outcome takes the place of another."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

import numpy as np
import pyarrow as pa

from yimen.engine.columnar.kernels import Array
from yimen.kernel import Programme
from yimen.rulebook.what_if.effects import EFFECTS, Affected, Effect
from yimen.rulebook.what_if.programmes import DECISIVE, MONTHLY, place
from yimen.rulebook.what_if.scanning import UNKNOWN, Outcomes

_CODE: Final = {effect: code for code, effect in enumerate(EFFECTS)}


AFFECTED: Final = pa.schema(
    [
        ("ref", pa.binary(16)), ("region", pa.string()), ("effect", pa.int8()), ("before_fen", pa.int64()),
        ("after_fen", pa.int64()), ("before", pa.int64()), ("after", pa.int64()), ("falls_fen", pa.int64()),
    ]
)  # fmt: skip
"""Households that something changes for: the effect as its place in EFFECTS, programmes as bits."""


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
    """Nobody can say what becomes of it; or it is in, and nobody could say whether it was.

    What is undetermined either way changes nothing, nor does a no where nobody could say yes before.
    """
    rows = [place(one) for one in DECISIVE]
    was, becomes = before.amounts[rows] == UNKNOWN, after.amounts[rows] == UNKNOWN
    is_in = after.eligible[rows] > 0
    found: Array = np.any((was != becomes) & (becomes | is_in), axis=0)
    return found


def as_bits(outcomes: Outcomes) -> Array:
    """The programmes of each household as bits, in the order of MONTHLY."""
    places = np.arange(len(MONTHLY))[:, None]
    bits: Array = ((outcomes.eligible > 0) << places).sum(axis=0)
    return bits


def affected_rows(table: Any) -> Iterator[Affected]:
    """A table of AFFECTED, household by household."""
    for row in table.to_pylist():
        programmes = (_programmes(row.pop("before")), _programmes(row.pop("after")))
        effect = EFFECTS[row.pop("effect")]
        yield Affected(**row, effect=effect, before=programmes[0], after=programmes[1])


def _programmes(bits: int) -> tuple[Programme, ...]:
    return tuple(one for at, one in enumerate(MONTHLY) if bits >> at & 1)
