"""Grows trees of rules: of one kind, for one entity, over the names there are."""

from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st
from tests.engine.random_rulebooks.facts import AMOUNT_PARAMETERS, STUDENT, values_of

from yimen.engine import Entity, Kind, Type

Tree = tuple[Any, ...]


@dataclass
class Names:
    """The names a rule may use, by kind and entity, and what was grown before, to be written again."""

    by_kind: dict[tuple[Kind, Entity], list[str]] = field(default_factory=dict)
    grown: dict[tuple[Kind, Entity], list[Tree]] = field(default_factory=dict)

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
        earlier = self.names.grown.setdefault((kind, self.entity), [])
        if earlier and self.draw(st.integers(0, 7)) == 0:
            return self.draw(st.sampled_from(earlier))
        tree: Tree = self.draw(st.sampled_from(forms))()
        earlier.append(tree)
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
