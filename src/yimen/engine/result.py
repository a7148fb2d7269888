"""What a run of one household leaves behind: every named value, and which unknown facts stand in the way."""

from dataclasses import dataclass
from typing import Any

from yimen.engine.expressions import Expression
from yimen.engine.facts import Facts, HeldParameters
from yimen.engine.kinds import Entity, Kind, rate_from_raw
from yimen.engine.oracle import Interpreter
from yimen.engine.rulebook import Rules


@dataclass(frozen=True, order=True, slots=True)
class MissingFact:
    """An input, a parameter or a named circumstance; `person` is the member's position, None for the
    household.
    """

    name: str
    person: int | None = None

    def __str__(self) -> str:
        return self.name if self.person is None else f"members[{self.person}].{self.name}"


@dataclass(frozen=True, slots=True, eq=False)
class Result:
    rules: Rules
    facts: Facts
    parameters: HeldParameters
    held: dict[str, Any]

    def __getitem__(self, name: str) -> Any:
        """A rule's, input's or parameter's plain value; a list for a member's value; None is unknown."""
        if self.rules.entity(name) is Entity.PERSON:
            return [self.plain(name, person) for person in range(len(self.facts.persons))]
        return self.plain(name)

    def plain(self, name: str, person: int | None = None) -> Any:
        raw = self.raw(name, person)
        if raw is None:
            return None
        kind = self.rules.type(name).kind
        if kind is Kind.LIST:
            return tuple(sorted(raw))
        return rate_from_raw(raw) if kind is Kind.RATE else raw

    def raw(self, name: str, person: int | None = None) -> Any:
        if name in self.held:
            value = self.held[name]
            return value[person] if self.rules.entity(name) is Entity.PERSON else value
        if name in self.rules.parameters:
            return self.parameters.values[name]
        if self.rules.entity(name) is Entity.PERSON:
            return self.facts.persons[self.position(name, person)][name]
        return self.facts.household[name]

    @staticmethod
    def position(name: str, person: int | None) -> int:
        """Which member's; of a member's value it must be said."""
        if person is None:
            raise KeyError(f"{name} belongs to a member; say which")
        return person

    @property
    def values(self) -> dict[str, Any]:
        """Every rule's plain value."""
        return {name: self[name] for name in self.held}

    def interpreter(self) -> Interpreter:
        """Evaluates parts of a rule against the values found."""
        return Interpreter(self.raw, len(self.facts.persons), self.parameters.values)

    def missing(self, name: str, person: int | None = None) -> tuple[MissingFact, ...]:
        """The unknown facts that, once known, settle the value; empty when it is known."""
        return tuple(_MissingFacts(self).of_name(name, person))


class _MissingFacts:
    def __init__(self, result: Result) -> None:
        self.result = result
        self.interpreter = result.interpreter()
        self.done: set[tuple[str, int | None]] = set()

    def of_name(self, name: str, person: int | None) -> dict[MissingFact, None]:
        rules = self.result.rules
        person = person if rules.entity(name) is Entity.PERSON else None
        found: dict[MissingFact, None] = {}
        if (name, person) in self.done or self.result.raw(name, person) is not None:
            return found
        self.done.add((name, person))
        if name not in rules.rules:
            return {MissingFact(name, person): None}
        return self._of(rules.rules[name].expression, person)

    def _of(self, e: Expression, person: int | None) -> dict[MissingFact, None]:
        """Only along parts that are unknown themselves: what did not matter is not asked for."""
        if e.op == "unknown":
            return {MissingFact(str(name)): None for name in e.payload or ()}  # type: ignore[attr-defined]  # its names
        if self.interpreter.value(e, person) is not None:
            return {}
        if e.op in ("ref", "parameter"):
            return self.of_name(str(e.payload), person)
        found: dict[MissingFact, None] = {}
        for arg, who in self._operands(e, person):
            found |= self._of(arg, who)
        return found

    def _operands(self, e: Expression, person: int | None) -> list[tuple[Expression, int | None]]:
        if e.op in ("total", "count", "any", "all"):
            return [(e.args[0], who) for who in range(len(self.result.facts.persons))]
        if e.op == "where":
            condition = self.interpreter.value(e.args[0], person)
            if condition is not None:
                return [(e.args[1] if condition else e.args[2], person)]
        return [(arg, person) for arg in e.args[: 1 if e.op == "round" else None]]
