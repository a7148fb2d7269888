"""The parameters of one place and day while derived ones are worked out: which were given, which
follow from those."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Any

from yimen.engine.parameters import ParameterValue, Rounding
from yimen.rulebook.parameters.structures import shape_of

NO_ROUNDING = Rounding("none", 1, "standard")


# our own names for what is only ever worked out from parameters a caller knows
WORKED_OUT = frozenset({"price_subsidy_per_person", "unattended_child_amount", "supplement_per_person"})


class NotKnownError(Exception):
    """A derivation needs a value that is not known."""


@dataclass
class Board:
    """`given` were overridden by the caller; `touched` are those and all that was derived again from them.

    `worked_out` are those whose value follows from others, whether or not a caller gave anything.
    """

    values: dict[str, ParameterValue]
    given: frozenset[str]
    is_urban: bool
    touched: set[str] = field(default_factory=set)
    needs: dict[str, tuple[str, ...]] = field(default_factory=dict)
    worked_out: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.touched |= self.given

    def value(self, name: str) -> Any:
        return self.values[name].value

    def need(self, name: str) -> Any:
        value = self.values[name].value
        if value is None:
            raise NotKnownError(name)
        return value

    def exact(self, name: str) -> Fraction:
        return Fraction(self.need(name))

    def structure(self, name: str) -> Any:
        return shape_of(name).read(self.need(name))

    def rounding(self, *names: str) -> Rounding:
        """The first that has one of its own, else that of the place's standards."""
        for name in (*names, "dibao_standard"):
            own = self.values[name].rounding
            if own is not None:
                return own
        return NO_ROUNDING

    def is_given(self, name: str) -> bool:
        """Whether the caller set the value itself, not only its rounding."""
        return self.values[name].is_overridden

    def derive(
        self,
        name: str,
        needs: tuple[str, ...],
        compute: Callable[[], Fraction | int],
        note: str,
        *,
        rounding: tuple[str, ...] = (),
    ) -> None:
        """A published value stands unless something it depends on was given or it is past its year."""
        self.needs[name] = needs
        if self.is_given(name):
            return
        published = self.values[name]
        is_touched = any(need in self.touched for need in (name, *needs))
        if published.value is not None and not published.is_unconfirmed and not is_touched:
            return
        try:
            amount = rounded(Fraction(compute()), self.rounding(name, *rounding))
        except NotKnownError:
            return
        if published.value is not None and not is_touched:
            amount = max(amount, published.value)
        self.put(name, amount, needs, note)

    def roots(self, name: str) -> tuple[str, ...]:
        """What, once known, makes an unknown parameter known: itself or the unknown ones it is
        derived from."""
        unknown = [need for need in self.needs.get(name, ()) if self.values[need].value is None]
        found = [root for need in unknown for root in self.roots(need)]
        own = () if found and name in WORKED_OUT else (name,)
        return tuple(dict.fromkeys((*own, *found)))

    def put(self, name: str, value: object, needs: tuple[str, ...], note: str) -> None:
        if any(need in self.touched for need in (name, *needs)):
            self.touched.add(name)
        self.worked_out.add(name)
        sources = [self.values[need] for need in needs]
        self.values[name] = replace(
            self.values[name],
            value=value,
            source=note,
            is_unsourced=False,
            is_unconfirmed=any(source.is_unconfirmed for source in sources),
            region=sources[0].region if sources else None,
            since=max((source.since for source in sources if source.since), default=None),
            until=min((source.until for source in sources if source.until), default=None),
            confirmed_until=None,
            note="",
        )


def rounded(fen: Fraction, rounding: Rounding) -> int:
    """To whole steps of the rounding; without one to the nearest fen."""
    steps = fen / rounding.step
    if rounding.mode == "up":
        whole = -(-steps.numerator // steps.denominator)
    elif rounding.mode == "down":
        whole = steps.numerator // steps.denominator
    else:
        whole = (2 * steps.numerator + steps.denominator) // (2 * steps.denominator)
    return whole * rounding.step
