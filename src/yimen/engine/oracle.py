"""The slow, obvious runtime: a recursive interpreter with exact fractions. The others must agree with it."""

import operator
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from typing import Any

from yimen.engine.arithmetic import BETWEEN, round_fraction
from yimen.engine.expressions import Expression
from yimen.engine.facts import Facts, HeldParameters, hold_parameters, load_facts
from yimen.engine.kinds import RATE_SCALE, Entity, Kind
from yimen.engine.parameters import ParameterValue
from yimen.engine.rulebook import Rules

Lookup = Callable[[str, int | None], Any]

_STRICT: dict[str, Callable[..., Any]] = {
    "add": operator.add,
    "sub": operator.sub,
    "mul": operator.mul,
    "min": min,
    "max": max,
    "lt": operator.lt,
    "le": operator.le,
    "gt": operator.gt,
    "ge": operator.ge,
    "eq": operator.eq,
    "ne": operator.ne,
    "div": lambda a, b: Fraction(a) / max(b, 1),
    "floordiv": lambda a, b: a // max(b, 1),
    "contains": lambda choices, choice: choice in choices,
    **BETWEEN,
    "not": operator.not_,
}


class Interpreter:
    """Evaluates any expression of the rules; `lookup(name, person)` answers for named values."""

    def __init__(self, lookup: Lookup, persons: int, parameters: Mapping[str, Any]) -> None:
        self.lookup = lookup
        self.persons = persons
        self.parameters = parameters

    def value(self, e: Expression, person: int | None) -> Any:
        """None is unknown; an unrounded amount is a Fraction of fen, a rate a Fraction."""
        if e.op in ("literal", "ref", "parameter", "unknown", "rounding_at"):
            return self._leaf(e, person)
        if e.op in ("total", "count", "any", "all"):
            return self._crossing(e)
        if e.op == "round":
            return self._round(e, person)
        if e.op == "where":
            return self._where(e, person)
        values = [self.value(arg, person) for arg in e.args]
        if e.op == "known":
            return values[0] is not None
        if e.op in ("and", "or"):
            return conjunction(values) if e.op == "and" else disjunction(values)
        return None if None in values else _STRICT[e.op](*values)

    def _leaf(self, e: Expression, person: int | None) -> Any:
        if e.op == "unknown":
            return None
        if e.op == "rounding_at":
            return self.parameters[f"{e.args[0].payload}__at"]
        raw: Any = e.payload if e.op == "literal" else self._named(e, person)
        return Fraction(raw, RATE_SCALE) if e.type.kind is Kind.RATE and raw is not None else raw

    def _named(self, e: Expression, person: int | None) -> Any:
        if e.op == "parameter":
            return self.parameters[str(e.payload)]
        return self.lookup(str(e.payload), person if e.entity is Entity.PERSON else None)

    def _crossing(self, e: Expression) -> Any:
        values = [self.value(e.args[0], person) for person in range(self.persons)]
        if e.op == "any":
            return disjunction(values)
        if e.op == "all":
            return conjunction(values)
        return None if None in values else sum(values)

    def _where(self, e: Expression, person: int | None) -> Any:
        condition, then, otherwise = (self.value(arg, person) for arg in e.args)
        if condition is None:
            return then if then == otherwise else None
        return then if condition else otherwise

    def _round(self, e: Expression, person: int | None) -> Any:
        exact = self.value(e.args[0], person)
        name = e.args[1].payload
        mode, step = self.parameters[f"{name}__mode"], self.parameters[f"{name}__step"]
        return None if exact is None else round_fraction(exact, mode, step)


def conjunction(values: Sequence[bool | None]) -> bool | None:
    if False in values:
        return False
    return None if None in values else True


def disjunction(values: Sequence[bool | None]) -> bool | None:
    if True in values:
        return True
    return None if None in values else False


def run(
    rules: Rules,
    household: Mapping[str, Any],
    persons: Sequence[Mapping[str, Any]],
    parameters: Mapping[str, ParameterValue],
) -> dict[str, Any]:
    """Every rule's value as the runtimes hold it; of person rules a list."""
    return _Run(rules, load_facts(rules, household, persons), hold_parameters(rules, parameters)).values()


class _Run:
    def __init__(self, rules: Rules, facts: Facts, parameters: HeldParameters) -> None:
        self.rules, self.facts = rules, facts
        self.known: dict[str, Any] = {}
        self.interpreter = Interpreter(self._lookup, len(facts.persons), parameters.values)

    def values(self) -> dict[str, Any]:
        for rule in self.rules.rules.values():
            people: Sequence[int | None] = range(len(self.facts.persons))
            if rule.entity is Entity.PERSON:
                self.known[rule.name] = [self._held(rule.expression, person) for person in people]
            else:
                self.known[rule.name] = self._held(rule.expression, None)
        return self.known

    def _held(self, e: Expression, person: int | None) -> Any:
        value = self.interpreter.value(e, person)
        return int(value * RATE_SCALE) if e.type.kind is Kind.RATE and value is not None else value

    def _lookup(self, name: str, person: int | None) -> Any:
        if name in self.known:
            return self.known[name] if person is None else self.known[name][person]
        return self.facts.household[name] if person is None else self.facts.persons[person][name]
