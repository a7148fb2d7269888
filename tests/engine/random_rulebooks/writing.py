"""Turns trees into rules, as an author would have written them."""

import inspect
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from tests.engine.random_rulebooks.trees import Tree

from yimen.engine import (
    Entity,
    Kind,
    Rule,
    all_,
    any_,
    contains,
    count,
    days_between,
    in_,
    known,
    least,
    months_between,
    most,
    rate,
    round_amount,
    rounding_at,
    total,
    unknown,
    where,
    years_between,
    yuan,
)
from yimen.engine.expressions import lift

_BUILD: dict[str, Callable[..., Any]] = {
    "add": lambda a, b: a + b,
    "sub": lambda a, b: a - b,
    "mul": lambda a, b: a * b,
    "div": lambda a, b: a / b,
    "floordiv": lambda a, b: a // b,
    "lt": lambda a, b: a < b,
    "le": lambda a, b: a <= b,
    "gt": lambda a, b: a > b,
    "ge": lambda a, b: a >= b,
    "eq": lambda a, b: a == b,
    "ne": lambda a, b: a != b,
    "and": lambda a, b: a & b,
    "or": lambda a, b: a | b,
    "not": lambda a: ~a,
    "least": least,
    "most": most,
    "where": where,
    "known": known,
    "total": total,
    "count": count,
    "any": any_,
    "all": all_,
    "years": years_between,
    "months": months_between,
    "days": days_between,
    "unknown": lambda: unknown("another_fact"),
}
_LITERALS: dict[Kind, Callable[[Any], Any]] = {
    Kind.AMOUNT: lambda fen: yuan(Decimal(fen) / 100),
    Kind.RATE: rate,
    Kind.COUNT: lift,
    Kind.TRUTH: lift,
    Kind.DATE: lift,
    Kind.ENUM: lift,
}


def build(tree: Tree, named: dict[str, Any]) -> Any:
    op = tree[0]
    if op in _SPECIAL:
        return _SPECIAL[op](tree, named)
    return _BUILD[op](*(build(part, named) for part in tree[1:]))


def _listed(tree: Tree, named: dict[str, Any]) -> Any:
    chosen = build(tree[1], named)
    if not set(chosen.type.choices) & {"school", "university"}:
        return in_(chosen, chosen.type.choices[0])
    return contains(named["kinds"], chosen)


def _among(tree: Tree, named: dict[str, Any]) -> Any:
    chosen = build(tree[1], named)
    return in_(chosen, chosen.type.choices[0], chosen.type.choices[-1])


_SPECIAL: dict[str, Callable[[Tree, dict[str, Any]], Any]] = {
    "name": lambda tree, named: named[tree[1]],
    "literal": lambda tree, _: _LITERALS[tree[1]](tree[2]),
    "round": lambda tree, named: round_amount(build(tree[1], named), named[tree[2]]),
    "same_place": lambda tree, named: named["h_place"] == tree[1],
    "rounds_at": lambda tree, named: rounding_at(named[tree[1]]) == tree[2],
    "listed": _listed,
    "among": _among,
}


def names_in(tree: Tree) -> set[str]:
    if tree[0] == "name":
        return {tree[1]}
    found: set[str] = set()
    if tree[0] == "round":
        found.add(tree[2])
    if tree[0] == "rounds_at":
        found.add(tree[1])
    found |= {"same_place": {"h_place"}, "listed": {"kinds"}}.get(tree[0], set())
    for part in tree[1:]:
        if isinstance(part, tuple):
            found |= names_in(part)
    return found


def rule_of(name: str, entity: Entity, tree: Tree) -> Rule:
    needs = sorted(names_in(tree))

    def function(*args: Any) -> Any:
        return build(tree, dict(zip(needs, args, strict=True)))

    parameters = [inspect.Parameter(need, inspect.Parameter.POSITIONAL_OR_KEYWORD) for need in needs]
    function.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]  # what the engine reads
    return Rule(name, entity, f"规则{name}", "", None, function)
