"""The figures of one shard, from its arrays."""

from __future__ import annotations

import numpy as np

from yimen.engine.columnar.kernels import Array
from yimen.rulebook.what_if.effects import EFFECTS
from yimen.rulebook.what_if.programmes import MONTHLY
from yimen.rulebook.what_if.scanning import UNKNOWN, Outcomes


def cells_of(towns: Array, names: list[str], before: Outcomes, after: Outcomes) -> dict[str, list[int]]:
    """One step; `towns` is each household's place in `names`."""
    found: dict[str, list[int]] = {}
    for at, programme in enumerate(MONTHLY):
        was, becomes = before.eligible[at], after.eligible[at]
        paid, pays = np.maximum(before.amounts[at], 0), np.maximum(after.amounts[at], 0)
        is_open = after.amounts[at] == UNKNOWN
        both = (was > 0) & (becomes > 0)
        columns = (
            was > 0, becomes > 0, (was <= 0) & (becomes > 0), (was > 0) & (becomes <= 0) & ~is_open,
            both & (pays > paid), both & (pays < paid) & ~is_open, is_open, paid, pays,
        )  # fmt: skip
        summed = [_by_town(towns, len(names), values) for values in columns]
        for town, values in enumerate(np.stack(summed, axis=1).tolist()):
            if any(values):
                found[f"{names[town]} {programme.value}"] = values
    return found


def towns_of(
    towns: Array, names: list[str], effects: Array, cliffs: tuple[Array, Array]
) -> dict[str, list[int]]:
    """The last step, by household."""
    columns = [np.ones(len(towns), np.int64), *(effects == code for code in range(len(EFFECTS))), *cliffs]
    summed = np.stack([_by_town(towns, len(names), values) for values in columns], axis=1)
    return {names[town]: values for town, values in enumerate(summed.tolist())}


def _by_town(towns: Array, count: int, values: Array) -> Array:
    """Whole numbers stay exact: sums of a shard are far below 2**53."""
    found: Array = np.bincount(towns, weights=values, minlength=count).astype(np.int64)
    return found
