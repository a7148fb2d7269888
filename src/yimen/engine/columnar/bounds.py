"""Proves that no step of a plan leaves 64-bit integers, from the largest values in the shard."""

from collections.abc import Callable, Mapping

from yimen.engine.expressions import Expression
from yimen.engine.kinds import Kind
from yimen.engine.lowering import Plan

LARGEST = 2**62
_NUMBERS = frozenset({Kind.AMOUNT, Kind.COUNT, Kind.RATE, Kind.UNROUNDED})
_RULES: dict[str, Callable[..., int]] = {
    "add": lambda a, b: a + b,
    "sub": lambda a, b: a + b,
    "mul": lambda a, b: a * b,
    "floordiv": lambda a, b: a + 1,
    "min": max,
    "max": max,
    "where": lambda _, a, b: max(a, b),
}
LONGEST_SPAN = 4_000_000  # days between any two dates


class Bounds:
    """`leaves` holds the largest magnitude of each input and parameter; `members` the largest household."""

    def __init__(self, leaves: Mapping[str, int], members: int) -> None:
        self.of = dict(leaves)
        self.members = max(members, 1)
        self.largest = max(self.of.values(), default=0)

    def fits(self, plan: Plan) -> bool:
        for slot in plan.slots:
            self.of[slot.name] = self._bound(slot.expression)
        return self.largest < LARGEST

    def _bound(self, e: Expression) -> int:
        bound = self._of_node(e, [self._bound(arg) for arg in e.args])
        self.largest = max(self.largest, bound)
        return bound

    def _of_node(self, e: Expression, args: list[int]) -> int:
        if e.op == "value":
            return self.of.get(str(e.payload), 0)
        if e.op == "literal":
            return abs(e.payload) if isinstance(e.payload, int) else 0
        if e.op in ("total", "count"):
            return max(args[0], 1) * self.members
        if e.op == "round":
            return self._of_rounding(*args)
        if e.op in ("years", "months", "days"):
            return LONGEST_SPAN
        is_number = e.type.kind in _NUMBERS
        return _RULES[e.op](*args) if is_number and e.op in _RULES else 0

    def _of_rounding(self, numerator: int, denominator: int, mode: int, step: int) -> int:
        unit = denominator * step
        self.largest = max(self.largest, 2 * numerator + mode * unit, 2 * unit)
        return numerator + step
