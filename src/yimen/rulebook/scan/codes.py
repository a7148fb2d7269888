"""What one programme comes to in columns: eligible, amount, and which conditions stand against it.

A code is the names of conditions with blanks between, in the order of the programme's table; `unmet` are
those that are not met, `open` those that cannot be decided. Few combinations occur: each is written once.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from yimen.engine.columnar.kernels import Array
from yimen.rulebook.outcomes import Outcome

CODE = pa.dictionary(pa.int32(), pa.string())


def names_of(outcome: Outcome) -> tuple[str, ...]:
    """The rules and facts a programme's columns are made of."""
    return (outcome.decides, *([outcome.amount] if outcome.amount else []), *outcome.conditions)


def fields_of(outcome: Outcome) -> list[tuple[str, Any]]:
    """The columns of a programme with their types."""
    name = outcome.programme.value
    amount = [(f"{name}_amount", pa.int64())] if outcome.amount else []
    return [(name, pa.bool_()), *amount, (f"{name}_unmet", CODE), (f"{name}_open", CODE)]


def columns_of(outcome: Outcome, values: Mapping[str, Any]) -> list[Any]:
    """The columns of a programme, in the order of its fields; `values` are Arrow arrays by name."""
    eligible = values[outcome.decides]
    amount = [_paid(eligible, values[outcome.amount])] if outcome.amount else []
    conditions = [values[name] for name in outcome.conditions]
    unmet = [_plain(pc.equal(one, False)) for one in conditions]
    unknown = [_plain(pc.is_null(one)) for one in conditions]
    return [eligible, *amount, _code(outcome.conditions, unmet), _code(outcome.conditions, unknown)]


def _paid(eligible: Any, amount: Any) -> Any:
    """Nothing for whoever is refused; unknown for whoever may be refused."""
    return pc.if_else(eligible, amount, 0)


def _plain(truths: Any) -> Array:
    found: Array = pc.fill_null(truths, False).to_numpy(zero_copy_only=False)
    return found


def _code(names: Sequence[str], holds: Sequence[Array]) -> Any:
    """One bit a condition, then each combination that occurs as one word."""
    bits = np.zeros(len(holds[0]), np.int64)
    for place, one in enumerate(holds):
        bits |= one.astype(np.int64) << place
    found = np.flatnonzero(np.bincount(bits, minlength=1))
    place_of = np.zeros(2 ** len(names), np.int32)
    place_of[found] = np.arange(len(found))
    words = [" ".join(name for place, name in enumerate(names) if one >> place & 1) for one in found.tolist()]
    return pa.DictionaryArray.from_arrays(pa.array(place_of[bits]), pa.array(words, pa.string()))
