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
from yimen.engine.expressions import Expression
from yimen.engine.kinds import Entity
from yimen.engine.lowering import CROSSINGS, Plan
from yimen.engine.schedule import Unknowns, batches

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
_MASKS = {
    "and": "({ka} & {kb} | {ka} & ~{a} | {kb} & ~{b})",
    "or": "({ka} & {kb} | {ka} & {a} | {kb} & {b})",
    "where": "where({kc}, where({c}, {ka}, {kb}), {ka} & {kb} & ({a} == {b}))",
}
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
    """Variables: v_ values, k_ masks, sv_ and sk_ the same spread to members, t_ steps on the way."""

    def __init__(
        self, plan: Plan, wanted: frozenset[str], unknown: frozenset[str], encoding: Encoding
    ) -> None:
        self.plan, self.wanted, self.encoding = plan, wanted, encoding
        self.unknowns = Unknowns(plan, unknown)
        self.slots = {slot.name for slot in plan.slots}
        self.statements: list[_Statement] = []
        self.made: set[str] = set()
        self.constants: dict[str, object] = {}
        self._steps = 0

    def source(self) -> str:
        for batch in batches(self.plan):
            for slot in batch.slots:
                self._slot(slot.name, slot.expression, slot.entity)
        return "\n".join(
            ["def compute(column, members):", *self._with_freeing(), f"    return {self._kept()}"]
        )

    def _kept(self) -> str:
        pairs = (
            f"{name!r}: (v_{name}, {f'k_{name}' if name in self.unknowns.names else 'None'})"
            for name in self._wanted_in_order()
        )
        return f"{{{', '.join(pairs)}}}"

    def _wanted_in_order(self) -> Iterator[str]:
        return (slot.name for slot in self.plan.slots if slot.name in self.wanted)

    def _with_freeing(self) -> Iterator[str]:
        last = {
            name: i
            for i, statement in enumerate(self.statements)
            for name in (*statement.makes, *statement.uses)
        }
        kept = {f"{prefix}{name}" for name in self.wanted for prefix in ("v_", "k_")}
        for i, statement in enumerate(self.statements):
            yield f"    {statement.code}"
            dead = sorted(
                name for name in {*statement.makes, *statement.uses} if last[name] == i and name not in kept
            )
            if dead:
                yield f"    del {', '.join(dead)}"

    def _emit(self, code: str, makes: list[str], uses: set[str]) -> None:
        self.statements.append(_Statement(code, makes, uses))
        self.made.update(makes)

    def _slot(self, name: str, e: Expression, entity: Entity) -> None:
        uses: set[str] = set()
        written = self._write(e, entity, uses)
        self._emit(f"v_{name} = {written.value}", [f"v_{name}"], set(uses))
        if written.known is not None:
            self._emit(f"k_{name} = {written.known}", [f"k_{name}"], set(uses))

    def _write(self, e: Expression, entity: Entity, uses: set[str]) -> _Written:
        if e.op == "value":
            return self._named(str(e.payload), entity, uses)
        if e.op == "literal":
            return _Written(self._constant(e))
        if e.op == "unknown":
            return _Written(self._constant(e), "false")
        inside = Entity.PERSON if e.op in CROSSINGS else entity
        parts = [self._write(arg, inside, uses) for arg in e.args]
        if e.op == "known":
            return _Written(parts[0].known or "true")
        if e.op == "contains":
            parts[1] = self._position(e, parts[1])
        if not self.unknowns.possible(e):
            return _Written(_FORMS[e.op].format(*(part.value for part in parts)))
        return self._with_mask(e.op, parts, uses)

    def _named(self, name: str, entity: Entity, uses: set[str]) -> _Written:
        is_masked = name in self.unknowns.names
        if name not in self.slots and f"v_{name}" not in self.made:
            self._emit(f"v_{name}, k_{name} = column({name!r})", [f"v_{name}", f"k_{name}"], set())
        is_spread = entity is Entity.PERSON and self.plan.entities.get(name) is not Entity.PERSON
        prefix = "s" if is_spread else ""
        if is_spread and f"sv_{name}" not in self.made:
            for letter in "vk" if is_masked else "v":
                code = f"s{letter}_{name} = members.spread({letter}_{name})"
                self._emit(code, [f"s{letter}_{name}"], {f"{letter}_{name}"})
        uses.add(f"{prefix}v_{name}")
        if not is_masked:
            return _Written(f"{prefix}v_{name}")
        uses.add(f"{prefix}k_{name}")
        return _Written(f"{prefix}v_{name}", f"{prefix}k_{name}")

    def _with_mask(self, op: str, parts: list[_Written], uses: set[str]) -> _Written:
        """Operands become variables first, because masks speak of them more than once."""
        named = [self._step(part, uses) for part in parts]
        if op in ("any", "all"):
            return self._crossing_with_mask(op, named[0], uses)
        value = _FORMS[op].format(*(part.value for part in named))
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
