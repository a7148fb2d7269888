"""Hypothesis strategies: random rulebooks over a fixed set of facts, and random households with unknowns."""

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from yimen.engine import (
    AMOUNT,
    COUNT,
    DATE,
    RATE,
    TRUTH,
    Entity,
    Kind,
    Parameter,
    ParameterValue,
    Rounding,
    Rule,
    Rulebook,
    Type,
    all_,
    any_,
    contains,
    count,
    days_between,
    enum,
    household_input,
    in_,
    known,
    least,
    list_of,
    months_between,
    most,
    person_input,
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

STUDENT = enum("none", "school", "university")
PLACE = enum("town", "county")
INPUTS = (
    household_input("h_amount", AMOUNT, "家庭金额", default=0),
    household_input("h_debt", AMOUNT, "家庭债务"),
    household_input("h_count", COUNT, "家庭个数", default=1),
    household_input("h_rate", RATE, "家庭比率", default=Decimal("0.5")),
    household_input("h_truth", TRUTH, "家庭是否", default=False),
    household_input("h_date", DATE, "家庭日期", default=date(2020, 2, 29)),
    household_input("h_place", PLACE, "家庭地点", default="town"),
    person_input("p_amount", AMOUNT, "成员金额", default=0),
    person_input("p_count", COUNT, "成员个数", default=1),
    person_input("p_rate", RATE, "成员比率", default=Decimal("0.1")),
    person_input("p_truth", TRUTH, "成员是否"),
    person_input("p_date", DATE, "成员日期", default=date(2000, 2, 29)),
    person_input("p_student", STUDENT, "成员就读", default="none"),
)
PARAMETERS = (
    Parameter("standard", AMOUNT, "标准"),
    Parameter("floor_amount", AMOUNT, "底线"),
    Parameter("share", RATE, "比例"),
    Parameter("months", COUNT, "月数"),
    Parameter("is_strict", TRUTH, "从严"),
    Parameter("since_day", DATE, "起算日"),
    Parameter("kinds", list_of("school", "university"), "就读清单"),
)
LISTS = {"kinds"}
AMOUNT_PARAMETERS = ("standard", "floor_amount")
Tree = tuple[Any, ...]


def values_of(type_: Type) -> st.SearchStrategy[Any]:
    strategies: dict[Kind, st.SearchStrategy[Any]] = {
        Kind.AMOUNT: st.integers(-100_000, 1_000_000),
        Kind.COUNT: st.integers(-2, 20),
        Kind.RATE: st.decimals(Decimal(-1), Decimal(3), places=4),
        Kind.TRUTH: st.booleans(),
        Kind.DATE: st.dates(date(1930, 1, 1), date(2030, 12, 31)),
        Kind.ENUM: st.sampled_from(type_.choices or ("none",)),
        Kind.LIST: st.lists(st.sampled_from(type_.choices or ("none",)), unique=True).map(tuple),
    }
    return strategies[type_.kind]


@dataclass
class Names:
    """The names a rule may use, by kind and entity."""

    by_kind: dict[tuple[Kind, Entity], list[str]]

    def of(self, kind: Kind, entity: Entity) -> list[str]:
        own = self.by_kind.get((kind, entity), [])
        return own if entity is Entity.HOUSEHOLD else own + self.by_kind.get((kind, Entity.HOUSEHOLD), [])

    def persons(self, kind: Kind) -> list[str]:
        return self.by_kind.get((kind, Entity.PERSON), [])

    def add(self, kind: Kind, entity: Entity, name: str) -> None:
        self.by_kind.setdefault((kind, entity), []).append(name)


class Grower:
    """Grows a tree of one kind for one entity."""

    def __init__(self, draw: Callable[..., Any], names: Names, entity: Entity) -> None:
        self.draw, self.names, self.entity = draw, names, entity

    def grow(self, kind: Kind, depth: int) -> Tree:
        if depth <= 0:
            return self._leaf(kind)
        forms = list(getattr(self, f"_{kind.value}")(depth - 1))
        forms.append(lambda: self._leaf(kind))
        if kind is not Kind.UNROUNDED:
            forms.append(
                lambda: (
                    "where",
                    self.grow(Kind.TRUTH, depth - 1),
                    self.grow(kind, depth - 1),
                    self._or_unknown(kind, depth - 1),
                )
            )
        tree: Tree = self.draw(st.sampled_from(forms))()
        return tree

    def _or_unknown(self, kind: Kind, depth: int) -> Tree:
        return ("unknown",) if self.draw(st.integers(0, 9)) == 0 else self.grow(kind, depth)

    def _leaf(self, kind: Kind) -> Tree:
        if kind is Kind.UNROUNDED:
            return ("mul", self._leaf(Kind.AMOUNT), self._leaf(Kind.RATE))
        names = self.names.of(kind, self.entity)
        if names and self.draw(st.integers(0, 4)):
            return ("name", self.draw(st.sampled_from(names)))
        return ("literal", kind, self.draw(values_of(STUDENT if kind is Kind.ENUM else Type(kind))))

    def _crossed(self, kind: Kind, depth: int) -> Tree:
        """A member's value that really depends on the member."""
        own = self.names.persons(kind)
        inner = Grower(self.draw, self.names, Entity.PERSON)
        base: Tree = ("name", self.draw(st.sampled_from(own)))
        if self.draw(st.booleans()):
            return base
        if kind is Kind.TRUTH:
            return (self.draw(st.sampled_from(["and", "or"])), base, inner.grow(kind, depth))
        return ("add", base, inner.grow(kind, depth))

    def _amount(self, depth: int) -> list[Callable[[], Tree]]:
        def grow(kind: Kind) -> Tree:
            return self.grow(kind, depth)

        return [
            lambda: (
                self.draw(st.sampled_from(["add", "sub", "least", "most"])),
                grow(Kind.AMOUNT),
                grow(Kind.AMOUNT),
            ),
            lambda: ("mul", grow(Kind.AMOUNT), self._leaf(Kind.COUNT)),
            lambda: ("round", grow(Kind.UNROUNDED), self.draw(st.sampled_from(AMOUNT_PARAMETERS))),
            lambda: (
                "round",
                ("div", grow(Kind.UNROUNDED), grow(Kind.COUNT)),
                self.draw(st.sampled_from(AMOUNT_PARAMETERS)),
            ),
            lambda: ("total", self._crossed(Kind.AMOUNT, depth)),
        ]

    def _unrounded(self, depth: int) -> list[Callable[[], Tree]]:
        return [
            lambda: (
                self.draw(st.sampled_from(["add", "sub", "least", "most"])),
                self.grow(Kind.UNROUNDED, depth),
                self.grow(self.draw(st.sampled_from([Kind.AMOUNT, Kind.UNROUNDED])), depth),
            ),
            lambda: (
                "where",
                self.grow(Kind.TRUTH, depth),
                self.grow(Kind.UNROUNDED, depth),
                self.grow(Kind.AMOUNT, depth),
            ),
            lambda: ("mul", self.grow(Kind.AMOUNT, depth), self._leaf(Kind.RATE)),
            lambda: (
                "total",
                ("mul", self._crossed(Kind.AMOUNT, depth), ("literal", Kind.RATE, Decimal("0.25"))),
            ),
        ]

    def _count(self, depth: int) -> list[Callable[[], Tree]]:
        def grow(kind: Kind) -> Tree:
            return self.grow(kind, depth)

        return [
            lambda: (
                self.draw(st.sampled_from(["add", "sub", "least", "most", "floordiv"])),
                grow(Kind.COUNT),
                grow(Kind.COUNT),
            ),
            lambda: ("floordiv", grow(Kind.AMOUNT), grow(Kind.AMOUNT)),
            lambda: (
                self.draw(st.sampled_from(["years", "months", "days"])),
                grow(Kind.DATE),
                grow(Kind.DATE),
            ),
            lambda: ("count", self._crossed(Kind.TRUTH, depth)),
            lambda: ("total", self._crossed(Kind.COUNT, depth)),
        ]

    def _rate(self, depth: int) -> list[Callable[[], Tree]]:
        return [
            lambda: ("add", self.grow(Kind.RATE, depth), self.grow(Kind.RATE, depth)),
            lambda: ("mul", self._leaf(Kind.RATE), self._leaf(Kind.COUNT)),
            lambda: ("total", self._crossed(Kind.RATE, depth)),
        ]

    def _truth(self, depth: int) -> list[Callable[[], Tree]]:
        kinds = st.sampled_from([Kind.AMOUNT, Kind.UNROUNDED, Kind.COUNT, Kind.RATE, Kind.DATE])
        order = st.sampled_from(["lt", "le", "gt", "ge", "eq", "ne"])

        def compare() -> Tree:
            kind = self.draw(kinds)
            return (self.draw(order), self.grow(kind, depth), self.grow(kind, depth))

        def grow() -> Tree:
            return self.grow(Kind.TRUTH, depth)

        return [
            compare,
            lambda: (
                "lt",
                ("div", self.grow(Kind.UNROUNDED, depth), self.grow(Kind.COUNT, depth)),
                self.grow(Kind.AMOUNT, depth),
            ),
            lambda: (self.draw(st.sampled_from(["and", "or"])), grow(), self._or_unknown(Kind.TRUTH, depth)),
            lambda: ("not", grow()),
            lambda: ("known", self.grow(self.draw(kinds), depth)),
            lambda: (self.draw(st.sampled_from(["any", "all"])), self._crossed(Kind.TRUTH, depth)),
            lambda: ("same_place", self.draw(st.sampled_from(["town", "county"]))),
            lambda: (
                "rounds_at",
                self.draw(st.sampled_from(AMOUNT_PARAMETERS)),
                self.draw(st.sampled_from(["person", "household"])),
            ),
            lambda: ("listed", self.grow(Kind.ENUM, depth)),
            lambda: ("among", self.grow(Kind.ENUM, depth)),
        ]

    def _date(self, depth: int) -> list[Callable[[], Tree]]:
        return [
            lambda: (
                self.draw(st.sampled_from(["least", "most"])),
                self.grow(Kind.DATE, depth),
                self.grow(Kind.DATE, depth),
            )
        ]

    def _enum(self, depth: int) -> list[Callable[[], Tree]]:
        return [lambda: ("where", self.grow(Kind.TRUTH, depth), self._leaf(Kind.ENUM), self._leaf(Kind.ENUM))]


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
    function.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    return Rule(name, entity, f"规则{name}", "", None, function)


@st.composite
def rulebooks(draw: Callable[..., Any], most_rules: int = 6) -> Rulebook:
    names = Names({})
    for declared in INPUTS:
        names.add(declared.type.kind, declared.entity, declared.name)
    for parameter in PARAMETERS:
        if parameter.name not in LISTS:
            names.add(parameter.type.kind, Entity.HOUSEHOLD, parameter.name)
    rules = []
    kinds = st.sampled_from([Kind.AMOUNT, Kind.COUNT, Kind.RATE, Kind.TRUTH, Kind.DATE, Kind.ENUM])
    for number in range(draw(st.integers(1, most_rules))):
        kind, entity = draw(kinds), draw(st.sampled_from(list(Entity)))
        tree = Grower(draw, names, entity).grow(kind, draw(st.integers(1, 3)))
        rules.append(rule_of(f"rule{number}", entity, tree))
        if kind is not Kind.ENUM:
            names.add(kind, entity, f"rule{number}")
    return Rulebook(inputs=INPUTS, parameters=PARAMETERS, rules=rules)


def _facts(entity: Entity) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries(
        {},
        optional={i.name: st.none() | values_of(i.type) for i in INPUTS if i.entity is entity},
    )


roundings = st.builds(
    Rounding,
    st.sampled_from(["up", "half_up", "down", "none"]),
    st.sampled_from([1, 10, 100, 1000]),
    st.sampled_from(["person", "household"]),
)


@st.composite
def parameter_values(draw: Callable[..., Any]) -> dict[str, ParameterValue]:
    return {
        p.name: ParameterValue(
            p.name,
            draw(st.none() | values_of(p.type)) if draw(st.integers(0, 3)) == 0 else draw(values_of(p.type)),
            rounding=draw(st.none() | roundings) if p.type.kind is Kind.AMOUNT else None,
        )
        for p in PARAMETERS
    }


@dataclass(frozen=True)
class Family:
    household: dict[str, Any]
    persons: list[dict[str, Any]]
    place: int


families = st.builds(
    Family,
    _facts(Entity.HOUSEHOLD),
    st.lists(_facts(Entity.PERSON), max_size=4),
    st.integers(0, 1),
)
