"""All nodes of one household's values at once, by generated Python: one statement for each name.

What a value came from is written into the statement when the rules are first explained, so that nothing is
searched for when a household is: only which way each choice went is asked.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from itertools import chain
from typing import Any

from yimen.engine.expressions import Expression
from yimen.engine.kinds import Entity
from yimen.engine.lowering import CROSSINGS
from yimen.engine.rulebook import Rules

Grow = Callable[..., dict[str, Any]]


@lru_cache(maxsize=32)
def grower(rules: Rules) -> Grow:
    """The function `(node, forest, result, value) -> nodes by name`, a list of nodes for a member's value.

    `node` makes one of `(name, person, children, forest)`; `value` evaluates an expression for a person.
    """
    writer = _Writer(rules)
    written = writer.source()
    namespace: dict[str, Any] = {"once": _once, "joined": chain.from_iterable, **writer.conditions}
    exec(compile(written, "<explanation>", "exec"), namespace)  # noqa: S102 - our own generated source
    grow: Grow = namespace["grow"]
    return grow


def _once(nodes: Iterable[Any]) -> tuple[Any, ...]:
    return tuple(dict.fromkeys(nodes))


class _Writer:
    """Variables: n_name holds a node, or the members' nodes; g_name a choice's condition just asked."""

    def __init__(self, rules: Rules) -> None:
        self.rules = rules
        self.conditions: dict[str, Expression] = {}
        self.asked = 0

    def source(self) -> str:
        leaves = (*self.rules.inputs, *self.rules.parameters)
        lines = [
            "def grow(node, forest, result, value):",
            "    household, persons = result.facts.household, result.facts.persons",
            "    parameters, held = result.parameters.values, result.held",
            "    people = range(len(persons))",
            *(self._line(name, "()") for name in leaves),
            *(self._line(rule.name, self._children(rule.expression)) for rule in self.rules.rules.values()),
        ]
        made = ", ".join(f"{name!r}: n_{name}" for name in (*leaves, *self.rules.rules))
        return "\n".join([*lines, f"    return {{{made}}}"])

    def _line(self, name: str, children: str) -> str:
        if self._is_persons(name):
            return f"    n_{name} = [node({name!r}, i, {children}, forest) for i in people]"
        return f"    n_{name} = node({name!r}, None, {children}, forest)"

    def _is_persons(self, name: str) -> bool:
        return self.rules.entity(name) is Entity.PERSON

    def _children(self, e: Expression) -> str:
        """Each value once, in the order written: searched for repetitions only where there can be some."""
        used: Counter[str] = Counter()
        pieces = _Pieces(self, used)
        children = _tuple(dict.fromkeys(pieces.of(e, is_sure=True)))
        return f"once({children})" if used and max(used.values()) > 1 else children

    def condition(self, e: Expression) -> str:
        """The value a choice turned on: found by name where it has one."""
        if e.op not in ("ref", "parameter"):
            name = f"condition{len(self.conditions)}"
            self.conditions[name] = e
            return f"value({name}, {'i' if e.entity is Entity.PERSON else 'None'})"
        name = str(e.payload)
        if e.op == "parameter":
            return f"parameters[{name!r}]"
        if name in self.rules.rules:
            return f"held[{name!r}][i]" if self._is_persons(name) else f"held[{name!r}]"
        return f"persons[i][{name!r}]" if self._is_persons(name) else f"household[{name!r}]"

    def fresh(self) -> str:
        self.asked += 1
        return f"g_{self.asked}"


class _Pieces:
    """What stands in the tuple of children; `used` counts how often each value can come."""

    def __init__(self, writer: _Writer, used: Counter[str]) -> None:
        self.writer, self.used = writer, used
        self.sure: set[str] = set()

    def of(self, e: Expression, *, is_sure: bool = False) -> Iterator[str]:
        if e.op in ("ref", "parameter"):
            yield from self._value(e, is_sure)
        elif e.op in CROSSINGS:
            yield from self._crossing(e.args[0])
        elif e.op == "where":
            yield from self._choice(e, is_sure)
        else:
            for arg in e.args:
                yield from self.of(arg, is_sure=is_sure)

    def _value(self, e: Expression, is_sure: bool) -> Iterator[str]:
        piece = f"n_{e.payload}[i]" if e.entity is Entity.PERSON else f"n_{e.payload}"
        if piece not in self.sure:
            self.used[piece] += 1
            if is_sure:
                self.sure.add(piece)
            yield piece

    def _choice(self, e: Expression, is_sure: bool) -> Iterator[str]:
        """Not the branch that was not taken; both where it is unknown which."""
        condition, then, otherwise = e.args
        yield from self.of(condition, is_sure=is_sure)
        asked, name = self.writer.condition(condition), self.writer.fresh()
        yield f"*({_tuple(self.of(then))} if ({name} := {asked}) is not False else ())"
        yield f"*({_tuple(self.of(otherwise))} if {name} is not True else ())"

    def _crossing(self, e: Expression) -> Iterator[str]:
        if e.op == "ref":
            self.used[f"n_{e.payload}[i]"] += 1
            yield f"*n_{e.payload}"
            return
        inside: Counter[str] = Counter()
        pieces = _tuple(_Pieces(self.writer, inside).of(e, is_sure=True))
        for piece, times in inside.items():
            self.used[piece] += times if piece.endswith("[i]") else 2
        yield f"*joined([{pieces} for i in people])"


def _tuple(pieces: Iterable[str]) -> str:
    written = "".join(f"{piece}, " for piece in pieces)
    return f"({written.rstrip()})"
