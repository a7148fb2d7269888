"""Which values an amount came from: those along the branches that were taken, not their alternatives."""

from __future__ import annotations

from yimen.engine.expressions import Expression
from yimen.engine.result import Result

_CROSSINGS = ("total", "count", "any", "all")
_NOTHING = ("literal", "unknown", "known", "rounding_at")


class Taken:
    """Asks one result."""

    def __init__(self, result: Result) -> None:
        self.people = range(len(result.facts.persons))
        self.interpreter = result.interpreter()

    def names(self, e: Expression, person: int | None) -> frozenset[str]:
        """An option that was only asked whether it is known is not among them."""
        if e.op in ("ref", "parameter"):
            return frozenset({str(e.payload)})
        if e.op in _NOTHING:
            return frozenset()
        if e.op in _CROSSINGS:
            return frozenset().union(*(self.names(e.args[0], who) for who in self.people))
        return frozenset().union(*(self.names(arg, person) for arg in self._taken(e, person)))

    def _taken(self, e: Expression, person: int | None) -> tuple[Expression, ...]:
        if e.op == "round":
            return e.args[:1]
        condition = self.interpreter.value(e.args[0], person) if e.op == "where" else None
        if condition is None:
            return e.args
        return (e.args[0], e.args[1] if condition else e.args[2])
