"""Whether a value rests on a doubtful parameter, along the branches taken and the conditions that decided."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, Final

from yimen.engine import Rules
from yimen.engine.expressions import Expression
from yimen.engine.kinds import Entity
from yimen.engine.result import Result

_CROSSINGS: Final = ("total", "count", "any", "all")
_NOTHING: Final = ("literal", "unknown", "known", "rounding_at")


class Trace:
    """Asks one result about the parameters that are watched; remembers what it has walked."""

    def __init__(self, result: Result, watched: frozenset[str]) -> None:
        self.result = result
        self.watched = watched
        self.near = parts_near(result.rules, watched)
        self.interpreter = result.interpreter()
        self.walked: dict[tuple[str, int | None], bool] = {}

    def rests_on_watched(self, name: str, person: int | None) -> bool:
        """An option that was only asked whether it is known is not rested on."""
        rules = self.result.rules
        if name not in rules.rules:
            return name in self.watched
        person = person if rules.entity(name) is Entity.PERSON else None
        if (name, person) not in self.walked:
            self.walked[name, person] = self._walk(rules.rules[name].expression, person)
        return self.walked[name, person]

    def _walk(self, e: Expression, person: int | None) -> bool:
        if id(e) not in self.near:
            return False
        if e.op in ("ref", "parameter"):
            return self.rests_on_watched(str(e.payload), person)
        if e.op in _CROSSINGS:
            return any(self._walk(e.args[0], who) for who in range(len(self.result.facts.persons)))
        return any(self._walk(arg, person) for arg in self._deciding(e, person))

    def _deciding(self, e: Expression, person: int | None) -> tuple[Expression, ...]:
        if e.op == "where":
            return self._of_where(e, person)
        if e.op == "round":
            return e.args[:1]
        if e.op in ("and", "or"):
            decided = e.op == "or"
            decisive = next((arg for arg in e.args if self._value(arg, person) is decided), None)
            return e.args if decisive is None else (decisive,)
        return e.args

    def _of_where(self, e: Expression, person: int | None) -> tuple[Expression, ...]:
        condition = self._value(e.args[0], person)
        if condition is None:
            return e.args
        return (e.args[0], e.args[1] if condition else e.args[2])

    def _value(self, e: Expression, person: int | None) -> Any:
        return self.interpreter.value(e, person)


@lru_cache(maxsize=256)
def parts_near(rules: Rules, watched: frozenset[str]) -> frozenset[int]:
    """The identities of the parts of rules that could rest on a watched parameter, whatever the facts are."""
    near: set[int] = set()
    names = set(watched)

    def is_near(e: Expression) -> bool:
        if e.op in ("ref", "parameter"):
            found = e.payload in names
        else:
            args = () if e.op in _NOTHING else e.args[: 1 if e.op == "round" else None]
            found = any([is_near(arg) for arg in args])
        if found:
            near.add(id(e))
        return found

    for name, rule in rules.rules.items():
        if is_near(rule.expression):
            names.add(name)
    return frozenset(near)
