"""Which parameters a value rests on, along the branches that were taken and the conditions that decided."""

from __future__ import annotations

from typing import Any

from yimen.engine.expressions import Expression
from yimen.engine.kinds import Entity
from yimen.engine.result import Result

_CROSSINGS = ("total", "count", "any", "all")


class Trace:
    """Asks one result; remembers what it has walked."""

    def __init__(self, result: Result) -> None:
        self.result = result
        self.interpreter = result.interpreter()
        self.walked: dict[tuple[str, int | None], frozenset[str]] = {}
        self.valued: dict[tuple[int, int | None], Any] = {}

    def parameters(self, name: str, person: int | None) -> frozenset[str]:
        """Names of parameters; an option that was only asked whether it is known is not among them."""
        rules = self.result.rules
        person = person if rules.entity(name) is Entity.PERSON else None
        if name in rules.parameters:
            return frozenset({name})
        if name not in rules.rules:
            return frozenset()
        if (name, person) not in self.walked:
            self.walked[name, person] = frozenset()
            self.walked[name, person] = self._walk(rules.rules[name].expression, person)
        return self.walked[name, person]

    def _walk(self, e: Expression, person: int | None) -> frozenset[str]:
        if e.op in ("ref", "parameter"):
            return self.parameters(str(e.payload), person)
        if e.op in ("literal", "unknown", "known", "rounding_at"):
            return frozenset()
        if e.op in _CROSSINGS:
            people = range(len(self.result.facts.persons))
            return frozenset().union(*(self._walk(e.args[0], who) for who in people))
        return frozenset().union(*(self._walk(arg, person) for arg in self._deciding(e, person)))

    def _deciding(self, e: Expression, person: int | None) -> tuple[Expression, ...]:
        if e.op == "where":
            return self._of_where(e, person)
        if e.op == "round":
            return e.args[:1]
        if e.op in ("and", "or"):
            decided = e.op == "or"
            decisive = next((arg for arg in e.args if self._value(arg, person) is decided), None)
            return e.args if decisive is None else (decisive,)
        return e.args

    def _of_where(self, e: Expression, person: int | None) -> tuple[Expression, ...]:
        condition = self._value(e.args[0], person)
        if condition is None:
            return e.args
        return (e.args[0], e.args[1] if condition else e.args[2])

    def _value(self, e: Expression, person: int | None) -> Any:
        """The rules hold their expressions for good, so one is known by its identity."""
        key = (id(e), person if e.entity is Entity.PERSON else None)
        if key not in self.valued:
            self.valued[key] = self.interpreter.value(e, person)
        return self.valued[key]
