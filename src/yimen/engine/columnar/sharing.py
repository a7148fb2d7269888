"""Rewrites a plan so that each part of a rule is computed once, and over as few rows as it needs.

What rests on parameters alone is computed for each place (a handful of rows), what rests on a household's
values for households, and only what speaks of members for members.
"""

from collections import Counter
from dataclasses import dataclass
from enum import IntEnum

from yimen.engine.expressions import Expression
from yimen.engine.kinds import Entity
from yimen.engine.lowering import CROSSINGS, Plan, Slot

_LEAVES = frozenset({"value", "literal", "unknown"})


class Level(IntEnum):
    """Which rows a value has; a value of fewer rows is spread to more."""

    PLACE = 0
    HOUSEHOLD = 1
    PERSON = 2


@dataclass(frozen=True, slots=True)
class SharedPlan:
    """The same values as the plan it was made from; `levels` says which rows each name has."""

    plan: Plan
    levels: dict[str, Level]

    def level(self, name: str) -> Level:
        return self.levels.get(name, Level.PLACE)


def share(plan: Plan) -> SharedPlan:
    """The plan with repeated parts, and parts of fewer rows than their rule, as slots of their own."""
    sharing = _Sharing(plan)
    for slot in plan.slots:
        sharing.add(slot)
    return SharedPlan(Plan(tuple(sharing.slots), plan.entities, plan.inputs), sharing.levels)


class _Sharing:
    def __init__(self, plan: Plan) -> None:
        self.slots: list[Slot] = []
        self.levels = {name: level_of(plan.entities[name]) for name in plan.inputs}
        self._numbers: dict[object, int] = {}
        self._times: Counter[int] = Counter()
        self._made: dict[int, Expression] = {}
        for slot in plan.slots:
            self._count(slot.expression)

    def add(self, slot: Slot) -> None:
        level = self._level(slot.expression)
        args = tuple(self._part(arg, level) for arg in slot.expression.args)
        number = self._number(slot.expression)
        whole = self._made.get(number, _with_args(slot.expression, args))
        held = self._append(slot.name, whole, level, slot)
        if slot.expression.op not in _LEAVES:
            self._made.setdefault(number, held)

    def _append(self, name: str, e: Expression, level: Level, slot: Slot | None = None) -> Expression:
        entity = slot.entity if slot else Entity.PERSON if level is Level.PERSON else Entity.HOUSEHOLD
        self.slots.append(Slot(name, entity, e, slot is not None and slot.is_rule))
        self.levels[name] = level
        return Expression("value", (), e.type, entity, name)

    def _count(self, e: Expression) -> None:
        """A part of a repeated part is not itself repeated."""
        number = self._number(e)
        self._times[number] += 1
        if self._times[number] == 1:
            for arg in e.args:
                self._count(arg)

    def _part(self, e: Expression, above: Level) -> Expression:
        """The part itself, or the name of the slot that holds it."""
        if e.op in _LEAVES:
            return e
        number, level = self._number(e), self._level(e)
        if number in self._made:
            return self._made[number]
        whole = _with_args(e, tuple(self._part(arg, level) for arg in e.args))
        if level == above and self._times[number] == 1:
            return whole
        self._made[number] = self._append(f"_part{len(self._made)}", whole, level)
        return self._made[number]

    def _level(self, e: Expression) -> Level:
        if e.op in CROSSINGS:
            return Level.HOUSEHOLD
        if e.op == "value":
            return self.levels.get(str(e.payload), Level.PLACE)
        return max((self._level(arg) for arg in e.args), default=Level.PLACE)

    def _number(self, e: Expression) -> int:
        """Equal parts have equal numbers."""
        parts = tuple(self._number(arg) for arg in e.args)
        key = (e.op, e.type.kind, repr(e.payload), parts)
        return self._numbers.setdefault(key, len(self._numbers))


def level_of(entity: Entity) -> Level:
    return Level.PERSON if entity is Entity.PERSON else Level.HOUSEHOLD


def _with_args(e: Expression, args: tuple[Expression, ...]) -> Expression:
    return Expression(e.op, args, e.type, e.entity, e.payload)
