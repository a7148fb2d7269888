"""From rules to a plan of slots in whole numbers, which the fast runtimes turn into code.

Unrounded amounts become a numerator and a denominator; every crossing from members to the household gets a
slot of its own, so that the body of a slot never mixes the two.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from math import lcm

from yimen.engine.expressions import Expression, literal, node
from yimen.engine.kinds import COUNT, RATE_SCALE, TRUTH, Entity, Kind, Type
from yimen.engine.rulebook import Rules, WrittenRule

CROSSINGS = frozenset({"total", "count", "any", "all"})
COMPARISONS = frozenset({"lt", "le", "gt", "ge", "eq", "ne"})
ONE = literal(1, COUNT)
Fraction = tuple[Expression, Expression]


@dataclass(frozen=True, slots=True)
class Slot:
    """One named value of the plan; anonymous ones begin with an underscore."""

    name: str
    entity: Entity
    expression: Expression
    is_rule: bool

    @property
    def needs(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(leaf for leaf in names_in(self.expression)))


@dataclass(frozen=True, slots=True)
class Plan:
    slots: tuple[Slot, ...]
    entities: dict[str, Entity]
    inputs: frozenset[str]


def names_in(expression: Expression) -> Iterator[str]:
    if expression.op == "value":
        yield str(expression.payload)
    for arg in expression.args:
        yield from names_in(arg)


def make_plan(rules: Rules, wanted: frozenset[str] | None = None) -> Plan:
    """All rules, or only those needed for the wanted ones."""
    lowering = _Lowering(rules)
    for rule in rules.rules.values():
        lowering.add_rule(rule)
    slots = tuple(lowering.slots) if wanted is None else _needed(lowering.slots, wanted)
    return Plan(slots, lowering.entities, frozenset(rules.inputs))


def _needed(slots: list[Slot], wanted: frozenset[str]) -> tuple[Slot, ...]:
    need, kept = set(wanted), []
    for slot in reversed(slots):
        if slot.name in need:
            need.update(slot.needs)
            kept.append(slot)
    return tuple(reversed(kept))


class _Lowering:
    def __init__(self, rules: Rules) -> None:
        self.slots: list[Slot] = []
        self.entities = {name: rules.entity(name) for name in (*rules.inputs, *rules.parameters)}
        self._crossings: dict[tuple[str, object], Expression] = {}
        self._of_persons: set[object] = set()

    def add_rule(self, rule: WrittenRule) -> None:
        self._add(rule.name, rule.entity, self.lower(rule.expression), is_rule=True)

    def _add(self, name: str, entity: Entity, expression: Expression, *, is_rule: bool) -> Expression:
        self.slots.append(Slot(name, entity, expression, is_rule))
        self.entities[name] = entity
        if entity is Entity.PERSON:
            self._of_persons.add(name)
        return _value(name, expression.type, entity)

    def lower(self, e: Expression) -> Expression:
        """Of anything but an unrounded amount."""
        if e.op in ("ref", "parameter"):
            return _value(str(e.payload), e.type, e.entity)
        if e.op in CROSSINGS:
            return self._cross(e.op, self.lower(e.args[0]), e.type)
        if e.op == "round":
            return self._round(e)
        if e.op == "rounding_at":
            return _value(f"{e.args[0].payload}__at", e.type, Entity.HOUSEHOLD)
        if e.op in COMPARISONS and Kind.UNROUNDED in {arg.type.kind for arg in e.args}:
            (left, right), _ = _aligned(self.fraction(e.args[0]), self.fraction(e.args[1]))
            return node(e.op, (left, right), TRUTH)
        if e.op == "known" and e.args[0].type.kind is Kind.UNROUNDED:
            numerator, denominator = self.fraction(e.args[0])
            return node("known", (node("add", (numerator, denominator), COUNT),), TRUTH)
        args = tuple(self.lower(arg) for arg in e.args)
        if e.op == "floordiv":
            args = (args[0], _at_least_one(args[1]))
        return Expression(e.op, args, e.type, e.entity, e.payload)

    def fraction(self, e: Expression) -> Fraction:
        """An amount as numerator and positive denominator."""
        if e.type.kind is not Kind.UNROUNDED:
            return self.lower(e), ONE
        if e.op in ("add", "sub", "min", "max"):
            (left, right), denominator = _aligned(self.fraction(e.args[0]), self.fraction(e.args[1]))
            return node(e.op, (left, right), COUNT), denominator
        if e.op == "where":
            (left, right), denominator = _aligned(self.fraction(e.args[1]), self.fraction(e.args[2]))
            return node("where", (self.lower(e.args[0]), left, right), COUNT), denominator
        if e.op == "mul":
            return self._product(e)
        if e.op == "div":
            numerator, denominator = self.fraction(e.args[0])
            return numerator, _times(denominator, _at_least_one(self.lower(e.args[1])))
        if e.op == "total":
            numerator, denominator = self.fraction(e.args[0])
            return self._cross("total", numerator, COUNT), denominator
        return Expression(e.op, (), COUNT, None, e.payload), ONE

    def _product(self, e: Expression) -> Fraction:
        money, factor = e.args if e.args[0].type.kind in (Kind.AMOUNT, Kind.UNROUNDED) else reversed(e.args)
        numerator, denominator = self.fraction(money)
        if factor.type.kind is Kind.RATE:
            denominator = _times(denominator, literal(RATE_SCALE, COUNT))
        return _times(numerator, self.lower(factor)), denominator

    def _round(self, e: Expression) -> Expression:
        numerator, denominator = self.fraction(e.args[0])
        parameter = e.args[1].payload
        how = (_value(f"{parameter}__{part}", COUNT, Entity.HOUSEHOLD) for part in ("mode", "step"))
        return node("round", (numerator, denominator, *how), e.type)

    def _cross(self, op: str, body: Expression, type_: Type) -> Expression:
        """The same crossing of the same body is computed once."""
        key = (op, _key(body))
        if key not in self._crossings:
            inner = body
            if body.op != "value" or body.payload not in self._of_persons:
                inner = self._add(f"_each{len(self._crossings)}", Entity.PERSON, body, is_rule=False)
            crossed = Expression(op, (inner,), type_, Entity.HOUSEHOLD)
            name = f"_cross{len(self._crossings)}"
            self._crossings[key] = self._add(name, Entity.HOUSEHOLD, crossed, is_rule=False)
        return self._crossings[key]


def _value(name: str, type_: Type, entity: Entity | None) -> Expression:
    return Expression("value", (), type_, entity, name)


def _key(e: Expression) -> object:
    return (e.op, repr(e.payload), tuple(_key(arg) for arg in e.args))


def _at_least_one(divisor: Expression) -> Expression:
    if divisor.op == "literal" and isinstance(divisor.payload, int):
        return literal(max(divisor.payload, 1), COUNT)
    return node("max", (divisor, ONE), divisor.type)


def _times(left: Expression, right: Expression) -> Expression:
    for one, other in ((left, right), (right, left)):
        if _number(one) == 1:
            return other
    if (a := _number(left)) is not None and (b := _number(right)) is not None:
        return literal(a * b, COUNT)
    return node("mul", (left, right), COUNT)


def _number(e: Expression) -> int | None:
    return e.payload if e.op == "literal" and isinstance(e.payload, int) else None


def _aligned(left: Fraction, right: Fraction) -> tuple[Fraction, Expression]:
    """Both numerators over one denominator: the least common one where both are written numbers."""
    a, b = _number(left[1]), _number(right[1])
    if a is None or b is None:
        return (_times(left[0], right[1]), _times(right[0], left[1])), _times(left[1], right[1])
    common = lcm(a, b)
    numerators = (
        _times(left[0], literal(common // a, COUNT)),
        _times(right[0], literal(common // b, COUNT)),
    )
    return numerators, literal(common, COUNT)
