"""The tree a value came from: what it is called, where it stands in the law, and what went into it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Any

from yimen.engine.declarations import Rule
from yimen.engine.explain.growing import grower
from yimen.engine.explain.wording import Words, plain_of
from yimen.engine.expressions import Expression
from yimen.engine.kinds import Entity, Kind
from yimen.engine.oracle import Interpreter
from yimen.engine.parameters import ParameterValue
from yimen.engine.result import MissingFact, Result

Named = tuple[str, int | None]


class Origin(StrEnum):
    RULE = "rule"
    INPUT = "input"
    PARAMETER = "parameter"


@dataclass(frozen=True, slots=True)
class Condition:
    """A part of the rule that did not hold (False) or could not be decided (None)."""

    text: str
    with_numbers: str
    value: bool | None


class Forest:
    """The explanations of one result: they share what lies below them, their words and their numbers."""

    def __init__(self, result: Result, words: Words) -> None:
        self.result, self.words = result, words
        self.interpreter = result.interpreter()
        self.nodes = grower(result.rules)(Explanation, self, result, self.interpreter.value)

    def node(self, name: str, person: int | None) -> "Explanation":
        """The same value is the same node wherever it was used."""
        found: Explanation | list[Explanation] = self.nodes[name]
        if isinstance(found, list):
            return found[self.result.position(name, person)]
        return found


class Explanation:
    """One value and, below it, everything it was made of. The texts are written when first asked for."""

    __slots__ = ("__dict__", "children", "forest", "name", "person")

    def __init__(
        self, name: str, person: int | None, children: tuple["Explanation", ...], forest: Forest
    ) -> None:
        self.name = name
        self.person = person
        self.children = children
        self.forest = forest

    @property
    def words(self) -> Words:
        return self.forest.words

    @property
    def result(self) -> Result:
        return self.forest.result

    @property
    def interpreter(self) -> Interpreter:
        return self.forest.interpreter

    @cached_property
    def origin(self) -> Origin:
        rules = self.words.rules
        if self.name in rules.rules:
            return Origin.RULE
        return Origin.PARAMETER if self.name in rules.parameters else Origin.INPUT

    @cached_property
    def value(self) -> Any:
        return self.result.plain(self.name, self.person)

    @property
    def title(self) -> str:
        return self.words.rules.title(self.name)

    @property
    def kind(self) -> Kind:
        return self.words.rules.type(self.name).kind

    @property
    def rule(self) -> Rule | None:
        return self.words.rules.rules[self.name].rule if self.origin is Origin.RULE else None

    @property
    def article(self) -> str:
        return self.rule.article if self.rule else ""

    @property
    def parameter(self) -> ParameterValue | None:
        return self.result.parameters.found.get(self.name) if self.origin is Origin.PARAMETER else None

    @property
    def unit(self) -> str:
        if self.origin is Origin.PARAMETER:
            unit = self.words.rules.parameters[self.name].unit
            return unit or ("元" if self.kind is Kind.AMOUNT else "")
        return "元" if self.kind is Kind.AMOUNT else ""

    @cached_property
    def text(self) -> str:
        return self.words.value(self.kind, self.value)

    @property
    def expression(self) -> Expression | None:
        return self.words.rules.rules[self.name].expression if self.origin is Origin.RULE else None

    @cached_property
    def formula(self) -> str:
        """In the names of what it is made of."""
        return "" if self.expression is None else self.words.formula(self.expression)

    @cached_property
    def with_numbers(self) -> str:
        return "" if self.expression is None else self._numbers(self.expression)

    @cached_property
    def failed(self) -> tuple[Condition, ...]:
        """The conditions of this rule that did not hold or could not be decided."""
        if self.expression is None:
            return ()
        return tuple(self._failing(self.expression))

    @property
    def missing(self) -> tuple[MissingFact, ...]:
        return self.result.missing(self.name, self.person)

    def everything(self) -> Iterator["Explanation"]:
        """This value and all below it, each once, in the order in which a reader wants them."""
        seen: set[Named] = set()
        waiting = [self]
        while waiting:
            one = waiting.pop()
            if (one.name, one.person) not in seen:
                seen.add((one.name, one.person))
                yield one
                waiting.extend(reversed(one.children))

    def _numbers(self, e: Expression) -> str:
        return self.words.write(e, self._number, self._chosen)

    def _chosen(self, e: Expression) -> Expression:
        """Of a choice that is decided, the branch that was taken."""
        while e.op == "where" and not self._is_one_of_many(e):
            condition = self.interpreter.value(e.args[0], self.person)
            if condition is None:
                return e
            e = e.args[1] if condition else e.args[2]
        return e

    def _is_one_of_many(self, e: Expression) -> bool:
        return e.entity is Entity.PERSON and self.person is None

    def _number(self, e: Expression) -> str:
        """A member's value inside a crossing stays a name: there are several.

        A truth keeps its name beside it.
        """
        title = self.words.rules.title(str(e.payload))
        if self._is_one_of_many(e):
            return title
        kind = e.type.kind
        text = self.words.value(kind, plain_of(kind, self.interpreter.value(e, self.person)))
        return f"{title}（{text}）" if kind is Kind.TRUTH else text

    def _failing(self, e: Expression) -> Iterator[Condition]:
        for part in _conditions(e):
            value = self.interpreter.value(part, self.person)
            if value is not True:
                yield Condition(self.words.formula(part), self._numbers(part), value)


def _conditions(e: Expression) -> Iterator[Expression]:
    """The parts that all had to hold: of a truth joined by "and", or of what a choice depended on."""
    if e.op == "and":
        for arg in e.args:
            yield from _conditions(arg)
    elif e.op == "where":
        yield from _conditions(e.args[0])
    elif e.type.kind is Kind.TRUTH and e.op != "literal":
        yield e


def explain(
    result: Result, name: str, person: int | None = None, labels: Mapping[str, str] | None = None
) -> Explanation:
    """Why a rule, input or parameter has its value; `person` is the member's position for a member's
    value.
    """
    return explain_all(result, {name: person}, labels)[0]


def explain_all(
    result: Result, names: Mapping[str, int | None], labels: Mapping[str, str] | None = None
) -> tuple[Explanation, ...]:
    """Several at once share what lies below them; `names` maps a name to the member's position or None."""
    forest = Forest(result, Words(result.rules, labels or {}))
    return tuple(forest.node(name, person) for name, person in names.items())
