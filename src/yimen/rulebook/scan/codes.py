"""What one programme comes to in columns: eligible, amount, and which conditions stand against it.

`unmet` are the conditions that are not met, `open` those that cannot be decided, in the order of the
programme's table.
"""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pyarrow as pa

from yimen.engine import Kind
from yimen.engine.columnar import codes
from yimen.engine.columnar.arrow import plain_to_arrow
from yimen.engine.columnar.kernels import Column, both, either, kept, without
from yimen.rulebook.outcomes import Outcome


def names_of(outcome: Outcome) -> tuple[str, ...]:
    """The rules and facts a programme's columns are made of."""
    return (outcome.decides, *([outcome.amount] if outcome.amount else []), *outcome.conditions)


def fields_of(outcome: Outcome) -> list[tuple[str, Any]]:
    """The columns of a programme with their types."""
    name = outcome.programme.value
    amount = [(f"{name}_amount", pa.int64())] if outcome.amount else []
    return [(name, pa.bool_()), *amount, (f"{name}_unmet", codes.CODE), (f"{name}_open", codes.CODE)]


def columns_of(outcome: Outcome, values: Mapping[str, Column], rows: int) -> list[Any]:
    """The columns of a programme as Arrow's, in the order of its fields."""
    eligible = values[outcome.decides]
    found = [plain_to_arrow(Kind.TRUTH, eligible, rows)]
    if outcome.amount:
        found.append(plain_to_arrow(Kind.AMOUNT, _paid(eligible, values[outcome.amount]), rows))
    return [*found, *(code(outcome.conditions, values, rows) for code in (codes.unmet, codes.undecided))]


def _paid(eligible: Column, amount: Column) -> Column:
    """Nothing for whoever is refused; unknown for whoever may be refused."""
    decided, known = (np.True_ if one.known is None else one.known for one in (eligible, amount))
    refused = without(decided, eligible.values)
    paid = both(both(decided, eligible.values), known)
    return Column(kept(paid, amount.values), either(refused, paid))
