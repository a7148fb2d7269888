"""Writes the NumPy source of a plan: one statement per value, masks only where an unknown can occur,
early freeing.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import numpy as np

from yimen.engine.columnar import kernels
from yimen.engine.columnar.bounds import LARGEST
from yimen.engine.columnar.encoding import Encoding
from yimen.engine.columnar.sharing import Level, SharedPlan, level_of
from yimen.engine.expressions import Expression
from yimen.engine.kinds import Kind
from yimen.engine.lowering import CROSSINGS
from yimen.engine.schedule import Unknowns

_FORMS = {
    "add": "({} + {})",
    "sub": "({} - {})",
    "mul": "({} * {})",
    "floordiv": "({} // {})",
    "min": "minimum({}, {})",
    "max": "maximum({}, {})",
    "lt": "({} < {})",
    "le": "({} <= {})",
    "gt": "({} > {})",
    "ge": "({} >= {})",
    "eq": "({} == {})",
    "ne": "({} != {})",
    "and": "({} & {})",
    "or": "({} | {})",
    "not": "logical_not({})",
    "where": "where({}, {}, {})",
    "round": "round_whole({}, {}, {}, {})",
    "contains": "contains({}, {})",
    "years": "years({}, {})",
    "months": "months({}, {})",
    "days": "days({}, {})",
    "total": "members.total({})",
    "count": "members.total({})",
    "any": "members.any({})",
    "all": "members.all({})",
}
_SPREADS = {
    (Level.PLACE, Level.HOUSEHOLD): ("h", "settle"),
    (Level.PLACE, Level.PERSON): ("p", "settle_members"),
    (Level.HOUSEHOLD, Level.PERSON): ("p", "spread"),
}
_MASKS = {
    "and": "({ka} & {kb} | {ka} & ~{a} | {kb} & ~{b})",
    "or": "({ka} & {kb} | {ka} & {a} | {kb} & {b})",
    "where": "where({kc}, where({c}, {ka}, {kb}), {ka} & {kb} & ({a} == {b}))",
}
_NUMBERS = frozenset({Kind.AMOUNT, Kind.COUNT, Kind.RATE})
NAMESPACE: dict[str, Any] = {
    "minimum": np.minimum,
    "maximum": np.maximum,
    "where": np.where,
    "logical_not": np.logical_not,
    "true": np.True_,
    "false": np.False_,
    "round_whole": kernels.round_whole,
    "contains": kernels.contains,
    "years": kernels.years,
    "months": kernels.months,
    "days": kernels.days,
}


@dataclass
class _Statement:
    code: str
    makes: list[str]
    uses: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class _Written:
    """The source of a value and of its mask; no mask means known."""

    value: str
    known: str | None = None


class Writer:
    """Variables: v_ values, k_ masks, hv_, hk_ and pv_, pk_ the same spread to households and members,
    t_ steps on the way.
    """

    def __init__(
        self, shared: SharedPlan, wanted: frozenset[str], unknown: frozenset[str], encoding: Encoding
    ) -> None:
        self.shared, self.wanted, self.encoding = shared, wanted, encoding
        self.unknowns = Unknowns(shared.plan, unknown)
        self.slots = {slot.name: slot for slot in shared.plan.slots}
        self.statements: list[_Statement] = []
        self.made: set[str] = set()
        self.kept: set[str] = set()
        self.constants: dict[str, object] = {}
        self._steps = 0

    def source(self) -> str:
        for slot in self.shared.plan.slots:
            self._slot(slot.name, slot.expression)
        answered = self._answered()
        return "\n".join(
            ["def compute(column, members):", *self._with_freeing(), f"    return {{{answered}}}"]
        )

    def _answered(self) -> str:
        """The wanted values, a value for each row of what they belong to."""
        wanted = [slot for slot in self.slots.values() if slot.name in self.wanted]
        found = {slot.name: self._named(slot.name, level_of(slot.entity), self.kept) for slot in wanted}
        return ", ".join(f"{name!r}: ({one.value}, {one.known})" for name, one in found.items())

    def _with_freeing(self) -> Iterator[str]:
        last = {
            name: i
            for i, statement in enumerate(self.statements)
            for name in (*statement.makes, *statement.uses)
        }
        for i, statement in enumerate(self.statements):
            yield f"    {statement.code}"
            dead = sorted(
                name
                for name in {*statement.makes, *statement.uses}
                if last[name] == i and name not in self.kept
            )
            if dead:
                yield f"    del {', '.join(dead)}"

    def _emit(self, code: str, makes: list[str], uses: set[str]) -> None:
        self.statements.append(_Statement(code, makes, uses))
        self.made.update(makes)

    def _slot(self, name: str, e: Expression) -> None:
        uses: set[str] = set()
        written = self._write(e, self.shared.level(name), uses)
        self._emit(f"v_{name} = {written.value}", [f"v_{name}"], set(uses))
        if written.known is not None:
            self._emit(f"k_{name} = {written.known}", [f"k_{name}"], set(uses))

    def _write(self, e: Expression, level: Level, uses: set[str]) -> _Written:
        if e.op == "value":
            return self._named(str(e.payload), level, uses)
        if e.op == "literal":
            return _Written(self._constant(e))
        if e.op == "unknown":
            return _Written(self._constant(e), "false")
        inside = Level.PERSON if e.op in CROSSINGS else level
        parts = [self._write(arg, inside, uses) for arg in e.args]
        if e.op == "known":
            return _Written(parts[0].known or "true")
        if e.op == "contains":
            parts[1] = self._position(e, parts[1])
        if not self.unknowns.possible(e):
            return _Written(_form(e).format(*(part.value for part in parts)))
        return self._with_mask(e, parts, uses)

    def _named(self, name: str, level: Level, uses: set[str]) -> _Written:
        if name not in self.slots and f"v_{name}" not in self.made:
            self._emit(f"v_{name}, k_{name} = column({name!r})", [f"v_{name}", f"k_{name}"], set())
        written = _Written(self._spread(f"v_{name}", name, level))
        if name in self.unknowns.names:
            written = _Written(written.value, self._spread(f"k_{name}", name, level))
        uses.update(variable for variable in (written.value, written.known) if variable)
        return written

    def _spread(self, variable: str, name: str, level: Level) -> str:
        """At as many rows as are asked for."""
        if (own := self.shared.level(name)) == level:
            return variable
        letter, how = _SPREADS[own, level]
        if f"{letter}{variable}" not in self.made:
            self._emit(f"{letter}{variable} = members.{how}({variable})", [f"{letter}{variable}"], {variable})
        return f"{letter}{variable}"

    def _with_mask(self, e: Expression, parts: list[_Written], uses: set[str]) -> _Written:
        """Operands become variables first, because masks speak of them more than once."""
        op = e.op
        named = [self._step(part, uses) for part in parts]
        if op in ("any", "all"):
            return self._crossing_with_mask(op, named[0], uses)
        value = _form(e).format(*(part.value for part in named))
        masks = [part.known or "true" for part in named]
        if op in ("and", "or"):
            known = _MASKS[op].format(a=named[0].value, b=named[1].value, ka=masks[0], kb=masks[1])
        elif op == "where":
            (c, a, b), (kc, ka, kb) = (part.value for part in named), masks
            known = _MASKS[op].format(c=c, a=a, b=b, kc=kc, ka=ka, kb=kb)
        elif op in CROSSINGS:
            known = f"members.all({masks[0]})"
        else:
            known = " & ".join(part.known for part in named if part.known)
        return self._step(_Written(value, known), uses)

    def _crossing_with_mask(self, op: str, part: _Written, uses: set[str]) -> _Written:
        """Settled by one known member that decides, or by knowing all."""
        known = part.known or "true"
        deciding = f"{known} & {part.value}" if op == "any" else f"{known} & ~{part.value}"
        decided = self._step(_Written(f"members.any({deciding})"), uses).value
        value = decided if op == "any" else f"~{decided}"
        return self._step(_Written(value, f"({decided} | members.all({known}))"), uses)

    def _step(self, part: _Written, uses: set[str]) -> _Written:
        return _Written(self._step_of(part.value, uses), part.known and self._step_of(part.known, uses))

    def _step_of(self, code: str, uses: set[str]) -> str:
        if code.isidentifier():
            return code
        name = f"t_{self._steps}"
        self._steps += 1
        self._emit(f"{name} = {code}", [name], set(uses))
        uses.add(name)
        return name

    def _position(self, e: Expression, choice: _Written) -> _Written:
        """Of an enum's code within the list's own choices."""
        choices = self._constant_of(self.encoding.positions(e.args[0].type.choices))
        return _Written(f"{choices}[{choice.value}]", choice.known)

    def _constant(self, e: Expression) -> str:
        raw: Any = self.encoding.blank(e.type.kind) if e.op == "unknown" else e.payload
        if isinstance(raw, str):
            raw = self.encoding.code(raw)
        if isinstance(raw, bool | np.bool_):
            return "true" if raw else "false"
        if isinstance(raw, date):
            raw = np.datetime64(raw, "D")
        if type(raw) is int and abs(raw) < LARGEST:
            raw = np.int64(raw)  # what compares two of Python's own is a bool, and ~True is -2
        return self._constant_of(raw)

    def _constant_of(self, value: object) -> str:
        name = f"constant{len(self.constants)}"
        self.constants[name] = value
        return name


def _form(e: Expression) -> str:
    """An amount or nothing is a product: several times faster than a choice."""
    if e.op == "where" and e.type.kind in _NUMBERS:
        for at, form in ((2, "({1} * {0})"), (1, "({2} * logical_not({0}))")):
            if e.args[at].op == "literal" and e.args[at].payload == 0:
                return form
    return _FORMS[e.op]
