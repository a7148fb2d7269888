"""Enums as small codes and lists as bits, the same throughout one set of rules."""

from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np

from yimen.engine.columnar.kernels import NOWHERE, Array
from yimen.engine.expressions import Expression
from yimen.engine.functions import ROUNDING_PLACES
from yimen.engine.kinds import Kind
from yimen.engine.rulebook import Rules

DTYPES: dict[Kind, Any] = {
    Kind.AMOUNT: np.int64,
    Kind.COUNT: np.int64,
    Kind.RATE: np.int64,
    Kind.LIST: np.int64,
    Kind.TRUTH: np.bool_,
    Kind.DATE: "datetime64[D]",
    Kind.ENUM: np.int16,
}


class Encoding:
    def __init__(self, rules: Rules) -> None:
        self.choices = tuple(dict.fromkeys(_all_choices(rules)))
        self._codes = {choice: code for code, choice in enumerate(self.choices)}

    def code(self, choice: str) -> int:
        return self._codes[choice]

    def positions(self, choices: tuple[str, ...]) -> Array:
        """From an enum's code to its bit in a list of these choices."""
        where = np.full(max(len(self.choices), 1), NOWHERE, np.int64)
        for bit, choice in enumerate(choices):
            where[self._codes[choice]] = bit
        return where

    def blank(self, kind: Kind) -> Any:
        """What stands where the value is unknown."""
        return np.zeros((), DTYPES.get(kind, np.int64))[()]

    def array(self, kind: Kind, choices: tuple[str, ...], raws: Iterable[Any]) -> tuple[Array, Array]:
        """Held values of one kind, None among them, as values and mask."""
        raws = list(raws)
        known = np.array([raw is not None for raw in raws], np.bool_)
        blank = self.blank(kind)
        values = [blank if raw is None else self._encoded(kind, choices, raw) for raw in raws]
        return np.array(values, DTYPES[kind]), known

    def _encoded(self, kind: Kind, choices: tuple[str, ...], raw: Any) -> Any:
        if kind is Kind.ENUM:
            return self._codes[raw]
        if kind is Kind.LIST:
            return sum(1 << bit for bit, choice in enumerate(choices) if choice in raw)
        return np.datetime64(raw, "D") if kind is Kind.DATE else raw


def _all_choices(rules: Rules) -> Iterator[str]:
    for name in (*rules.inputs, *rules.parameters):
        yield from rules.type(name).choices
    for rule in rules.rules.values():
        yield from _choices_in(rule.expression)
    yield from ROUNDING_PLACES


def _choices_in(expression: Expression) -> Iterator[str]:
    yield from expression.type.choices
    for arg in expression.args:
        yield from _choices_in(arg)
