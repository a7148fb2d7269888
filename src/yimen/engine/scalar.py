"""One household in microseconds: rules as generated plain Python that keeps every named value.

Code is made per set of unknown facts, so that a household without unknowns pays nothing for the possibility.
"""

from collections.abc import Collection, Mapping, Sequence
from functools import lru_cache
from typing import Any

from yimen.engine.expressions import Expression
from yimen.engine.facts import HeldParameters, hold_parameters, load_facts
from yimen.engine.kinds import Entity
from yimen.engine.kleene import NAMESPACE
from yimen.engine.lowering import CROSSINGS, Plan, Slot, make_plan
from yimen.engine.parameters import ParameterValue
from yimen.engine.result import Result
from yimen.engine.rulebook import Rules
from yimen.engine.schedule import Batch, Unknowns, batches

_INFIX = {
    "add": "+",
    "sub": "-",
    "mul": "*",
    "floordiv": "//",
    "lt": "<",
    "le": "<=",
    "gt": ">",
    "ge": ">=",
    "eq": "==",
    "ne": "!=",
    "and": "and",
    "or": "or",
}
_TEMPLATES = {
    "not": "(not {})",
    "where": "({1} if {0} else {2})",
    "contains": "({1} in {0})",
    "round": "round_whole({}, {}, {}, {})",
    "total": "sum({})",
    "count": "{}.count(True)",
    "any": "(True in {})",
    "all": "(False not in {})",
}


def run(
    rules: Rules,
    household: Mapping[str, Any],
    persons: Sequence[Mapping[str, Any]],
    parameters: Mapping[str, ParameterValue] | HeldParameters,
) -> Result:
    """All values of one household.

    Hold the parameters once (`hold_parameters`) where many households share them.
    """
    facts = load_facts(rules, household, persons)
    held = parameters if isinstance(parameters, HeldParameters) else hold_parameters(rules, parameters)
    code = compiled(rules, facts.unknown | held.unknown)
    return Result(rules, facts, held, code(facts.household, facts.persons, held.values))


@lru_cache(maxsize=256)
def compiled(rules: Rules, unknown: frozenset[str]) -> Any:
    """The function `(household, persons, parameters) -> values` for facts of which only these may be
    unknown.
    """
    writer = _Writer(plan_of(rules), unknown)
    written = writer.source()
    namespace = {**NAMESPACE, **writer.constants}
    exec(compile(written, "<rules>", "exec"), namespace)  # noqa: S102 - our own generated source
    return namespace["determine"]


@lru_cache(maxsize=32)
def plan_of(rules: Rules) -> Plan:
    return make_plan(rules)


def source(rules: Rules, unknown: Collection[str] = ()) -> str:
    """The generated Python, to read."""
    return _Writer(plan_of(rules), frozenset(unknown)).source()


class _Writer:
    """Variables: v_name holds a household's value, or one member's inside a loop; l_name the
    members' list.
    """

    def __init__(self, plan: Plan, unknown: frozenset[str]) -> None:
        self.plan = plan
        self.unknowns = Unknowns(plan, unknown)
        self.slots = {slot.name: slot for slot in plan.slots}
        self.constants: dict[str, object] = {}
        self.roundings: dict[tuple[str, ...], int] = {}
        self.compared = 0
        self.batches = batches(plan)

    def source(self) -> str:
        lines = []
        for batch in self.batches:
            lines += self._household(batch) if batch.entity is Entity.HOUSEHOLD else self._person(batch)
        kept = (slot for slot in self.plan.slots if slot.is_rule)
        lines.append(f"    return {{{', '.join(f'{slot.name!r}: {self._whole(slot)}' for slot in kept)}}}")
        head = ["def determine(household, persons, parameters):"]
        return "\n".join([*head, *self._load_household(), *self._prepare_roundings(), *lines])

    def _prepare_roundings(self) -> list[str]:
        """What `round_whole` would work out anew each time: its shift and its divisor."""
        lines = []
        for (denominator, mode, step), at in self.roundings.items():
            lines.append(f"    divisor{at} = 2 * {denominator} * {step}")
            lines.append(f"    shift{at} = {mode} * {denominator} * {step} - ({mode} & 2)")
        return lines

    def _load_household(self) -> list[str]:
        needed = dict.fromkeys(name for slot in self.plan.slots for name in slot.needs)
        lines = []
        for name in needed:
            if name in self.slots or self.plan.entities.get(name) is Entity.PERSON:
                continue
            place = "household" if name in self.plan.inputs else "parameters"
            lines.append(f"    v_{name} = {place}[{name!r}]")
        return lines

    def _whole(self, slot: Slot) -> str:
        return f"l_{slot.name}" if slot.entity is Entity.PERSON else f"v_{slot.name}"

    def _household(self, batch: Batch) -> list[str]:
        return [f"    v_{slot.name} = {self._write(slot.expression)}" for slot in batch.slots]

    def _person(self, batch: Batch) -> list[str]:
        own = {slot.name for slot in batch.slots}
        needed = dict.fromkeys(name for slot in batch.slots for name in slot.needs if name not in own)
        people = [name for name in needed if self.plan.entities.get(name) is Entity.PERSON]
        earlier = [name for name in people if name in self.slots]
        lines = [f"    l_{slot.name} = []" for slot in batch.slots]
        variables = ", ".join(["member", *(f"v_{name}" for name in earlier)])
        lists = ", ".join(["persons", *(f"l_{name}" for name in earlier)])
        lines.append(f"    for {variables} in zip({lists}):" if earlier else "    for member in persons:")
        lines += [f"        v_{name} = member[{name!r}]" for name in people if name not in self.slots]
        for slot in batch.slots:
            lines.append(f"        v_{slot.name} = {self._write(slot.expression)}")
            lines.append(f"        l_{slot.name}.append(v_{slot.name})")
        return lines

    def _write(self, e: Expression) -> str:
        if e.op == "literal":
            return self._literal(e.payload)
        if e.op == "value":
            return f"v_{e.payload}"
        if e.op == "unknown":
            return "None"
        if e.op == "known":
            is_open = self.unknowns.possible(e.args[0])
            return f"({self._write(e.args[0])} is not None)" if is_open else "True"
        is_crossing = e.op in CROSSINGS
        args = [f"l_{arg.payload}" if is_crossing else self._write(arg) for arg in e.args]
        if self.unknowns.possible(e):
            return f"k_{e.op}({', '.join(args)})"
        return self._write_known(e, args)

    def _write_known(self, e: Expression, args: list[str]) -> str:
        """Where no operand can be unknown."""
        if e.op in _INFIX:
            return f"({args[0]} {_INFIX[e.op]} {args[1]})"
        if e.op in ("min", "max"):
            return self._extreme("<" if e.op == "min" else ">", *args)
        if e.op == "round" and e.args[1].op == "literal":
            return self._round(args[0], (args[1], args[2], args[3]))
        return _TEMPLATES.get(e.op, f"{e.op}({{}}, {{}})").format(*args)

    def _extreme(self, sign: str, left: str, right: str) -> str:
        """A comparison in place; a call of min() would cost as much as the rest of the rule."""
        self.compared += 2
        one, other = f"c{self.compared}", f"c{self.compared + 1}"
        return f"({one} if ({one} := {left}) {sign} ({other} := {right}) else {other})"

    def _round(self, numerator: str, how: tuple[str, ...]) -> str:
        at = self.roundings.setdefault(how, len(self.roundings))
        return f"((2 * {numerator} + shift{at}) // divisor{at} * {how[2]})"

    def _literal(self, raw: object) -> str:
        if isinstance(raw, bool | int | str):
            return repr(raw)
        name = f"constant{len(self.constants)}"
        self.constants[name] = raw
        return name
