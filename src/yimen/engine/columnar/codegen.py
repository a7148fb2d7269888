"""Writes the NumPy source of a plan: one statement per value, masks only where an unknown can occur,
early freeing.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import numpy as np

from yimen.engine.columnar import kernels, masks
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
    "floordiv": "floor_divide({}, {})",
    "min": "minimum({}, {})",
    "max": "maximum({}, {})",
    "lt": "({} < {})",
    "le": "({} <= {})",
    "gt": "({} > {})",
    "ge": "({} >= {})",
    "eq": "({} == {})",
    "ne": "({} != {})",
    "and": "both({}, {})",
    "or": "either({}, {})",
    "not": "negated({})",
    "where": "choose({}, {}, {})",
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
_NUMBERS = frozenset({Kind.AMOUNT, Kind.COUNT, Kind.RATE})
NAMESPACE: dict[str, Any] = {
    "minimum": np.minimum,
    "maximum": np.maximum,
    "negated": np.logical_not,
    "both": kernels.both,
    "either": kernels.either,
    "without": kernels.without,
    "kept": kernels.kept,
    "choose": kernels.choose,
    "floor_divide": kernels.floor_divide,
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
    """The source of a value and of its mask; no mask means known.

    The mask of a truth says where it is known to be false (its value: where it is known to be true), that of
    anything else where it is known.
    """

    value: str
    mask: str | None = None


class Writer:
    """Variables: v_ values, k_ where they are known, n_ where a truth is known to be false; hv_, hk_, hn_ and
    pv_, pk_, pn_ the same spread to households and members; t_ steps on the way.
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
        self._steps: dict[str, str] = {}

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
        found = {
            slot.name: self._named(slot.name, slot.expression, level_of(slot.entity), self.kept)
            for slot in wanted
        }
        known = {slot.name: self._known(slot.expression, found[slot.name]) for slot in wanted}
        return ", ".join(f"{name!r}: ({one.value}, {known[name]})" for name, one in found.items())

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
        if written.mask is not None:
            mask = f"{_letter(e)}_{name}"
            self._emit(f"{mask} = {written.mask}", [mask], set(uses))

    def _write(self, e: Expression, level: Level, uses: set[str]) -> _Written:
        if e.op == "value":
            return self._named(str(e.payload), e, level, uses)
        if e.op == "literal":
            return _Written(self._constant(e))
        if e.op == "unknown":
            return _Written(self._constant(e), "false")
        inside = Level.PERSON if e.op in CROSSINGS else level
        parts = [self._write(arg, inside, uses) for arg in e.args]
        if e.op == "known":
            return _Written(self._known(e.args[0], parts[0]) or "true")
        if e.op == "contains":
            parts[1] = self._position(e, parts[1])
        if not self.unknowns.possible(e):
            return self._without_mask(e, parts, uses)
        return self._with_mask(e, [self._step(part, uses) for part in parts], uses)

    def _named(self, name: str, e: Expression, level: Level, uses: set[str]) -> _Written:
        """`e` tells its kind."""
        is_open, mask = name in self.unknowns.names, f"{_letter(e)}_{name}"
        if name not in self.slots and f"v_{name}" not in self.made:
            self._emit(f"v_{name}, k_{name} = column({name!r})", [f"v_{name}", f"k_{name}"], set())
            if is_open and _is_truth(e):
                self._emit(f"{mask} = without(k_{name}, v_{name})", [mask], {f"k_{name}", f"v_{name}"})
        written = _Written(self._spread(f"v_{name}", name, level))
        if is_open:
            written = _Written(written.value, self._spread(mask, name, level))
        uses.update(variable for variable in (written.value, written.mask) if variable)
        return written

    def _spread(self, variable: str, name: str, level: Level) -> str:
        """At as many rows as are asked for."""
        if (own := self.shared.level(name)) == level:
            return variable
        letter, how = _SPREADS[own, level]
        if f"{letter}{variable}" not in self.made:
            self._emit(f"{letter}{variable} = members.{how}({variable})", [f"{letter}{variable}"], {variable})
        return f"{letter}{variable}"

    @staticmethod
    def _known(e: Expression, part: _Written) -> str | None:
        """Where the part, which is the source of the expression, is known; None where all rows are."""
        return f"either({part.value}, {part.mask})" if part.mask and _is_truth(e) else part.mask

    def _without_mask(self, e: Expression, parts: list[_Written], uses: set[str]) -> _Written:
        if e.op == "where" and _is_truth(e):
            parts = [self._step(parts[0], uses), *parts[1:]]
            return _Written("either(both({0}, {1}), without({2}, {0}))".format(*(one.value for one in parts)))
        return _Written(_form(e).format(*(part.value for part in parts)))

    def _with_mask(self, e: Expression, parts: list[_Written], uses: set[str]) -> _Written:
        """The parts are variables, because masks speak of them more than once."""
        if e.op in masks.TRUTHS or (e.op == "where" and _is_truth(e)):
            false = [part.mask or self._step_of(f"negated({part.value})", uses) for part in parts]
            true = [part.value for part in parts]
            return self._step(_Written(*masks.of_truths(e.op, true, false, parts[0].mask is None)), uses)
        value = _form(e).format(*(part.value for part in parts))
        known = [self._known(arg, part) for arg, part in zip(e.args, parts, strict=True)]
        if e.op == "where":
            same = f"({parts[1].value} == {parts[2].value})"
            return self._step(
                _Written(value, masks.of_choice(parts[0].value, parts[0].mask, known[1:], same)), uses
            )
        if e.op in CROSSINGS:
            return self._step(_Written(value, f"members.all({known[0]})"), uses)
        all_known = self._step_of(masks.all_of([one for one in known if one]), uses)
        if not _is_truth(e):
            return self._step(_Written(value, all_known), uses)
        truth = self._step_of(value, uses)
        return self._step(_Written(f"both({all_known}, {truth})", f"without({all_known}, {truth})"), uses)

    def _step(self, part: _Written, uses: set[str]) -> _Written:
        return _Written(self._step_of(part.value, uses), part.mask and self._step_of(part.mask, uses))

    def _step_of(self, code: str, uses: set[str]) -> str:
        """The same source is written once."""
        if code.isidentifier():
            return code
        if code not in self._steps:
            self._steps[code] = f"t_{len(self._steps)}"
            self._emit(f"{self._steps[code]} = {code}", [self._steps[code]], set(uses))
        uses.add(self._steps[code])
        return self._steps[code]

    def _position(self, e: Expression, choice: _Written) -> _Written:
        """Of an enum's code within the list's own choices."""
        choices = self._constant_of(self.encoding.positions(e.args[0].type.choices))
        return _Written(f"{choices}[{choice.value}]", choice.mask)

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


def _is_truth(e: Expression) -> bool:
    return e.type.kind is Kind.TRUTH


def _letter(e: Expression) -> str:
    return "n" if _is_truth(e) else "k"


def _form(e: Expression) -> str:
    """An amount or nothing is a product."""
    if e.op == "where" and e.type.kind in _NUMBERS:
        for at, form in ((2, "kept({0}, {1})"), (1, "kept(negated({0}), {2})")):
            if e.args[at].op == "literal" and e.args[at].payload == 0:
                return form
    return _FORMS[e.op]
