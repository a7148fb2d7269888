"""Obligors outside the household: asked in columns too, their answers gathered by household."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
import pyarrow as pa

from yimen.engine.columnar import Columnar
from yimen.engine.columnar.kernels import Array

OBLIGOR_RULES: Final = frozenset(
    {"obligor_support", "obligor_within_line", "obligor_support_open", "obligor_line_open"}
)
_ABSENT: Final = {
    "support_expected": 0, "support_option_open": False, "obligors_within_line": True,
    "obligors_line_open": False,
}  # fmt: skip


def gathered(rules: Columnar, obligors: Any, households: Any) -> dict[str, Any]:
    """The four facts of each household that its obligors decide, as `rulebook.facts.obligors` does."""
    count = households.num_rows
    if not obligors.num_rows:
        return {name: pa.array([value] * count) for name, value in _ABSENT.items()}
    ids = households.column("household_id").to_numpy()
    home = np.searchsorted(ids, obligors.column("household_id").to_numpy())
    answers = _answers(rules, obligors, households, home)
    support, supported = _masked(answers, "obligor_support"), obligors.column("parents_supported").to_numpy()
    within = _masked(answers, "obligor_within_line")
    lost = _any(~support[1], home, count)
    sums = np.zeros(count, np.int64)
    np.add.at(sums, home, support[0] * supported)
    is_beyond = _any(within[1] & (within[0] == 0), home, count)
    is_open = _any(~within[1], home, count) & ~is_beyond
    return {
        "support_expected": pa.array(sums, mask=lost),
        "obligors_within_line": pa.array(~is_beyond, mask=is_open),
        "support_option_open": pa.array(_any(_true(answers, "obligor_support_open"), home, count)),
        "obligors_line_open": pa.array(_any(_true(answers, "obligor_line_open"), home, count)),
    }


def _answers(rules: Columnar, obligors: Any, households: Any, home: Array) -> Any:
    """Each obligor is a household of its own to the small rulebook, where the resident lives."""
    rows = obligors.drop_columns(["household_id"])
    rows = rows.append_column("household_id", pa.array(np.arange(rows.num_rows)))
    for name in ("region", "on", "urban"):
        rows = rows.append_column(name, households.column(name).take(pa.array(home)))
    nobody = pa.table({"household_id": pa.array([], pa.int64())})
    return rules.run(rows, nobody)[0]


def _masked(answers: Any, name: str) -> tuple[Array, Array]:
    column = answers.column(name)
    values = pa.compute.fill_null(column.cast(pa.int64()), 0).to_numpy()
    return values, column.is_valid().to_numpy()


def _true(answers: Any, name: str) -> Array:
    values, known = _masked(answers, name)
    found: Array = known & (values == 1)
    return found


def _any(truths: Array, home: Array, count: int) -> Array:
    found: Array = np.bincount(home[truths], minlength=count) > 0
    return found
