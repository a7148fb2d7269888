"""One name for the rules, worked out from a structured parameter."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from yimen.engine import Parameter, Type
from yimen.rulebook.household_file.schema import DISABILITY_KINDS
from yimen.rulebook.parameters.board import Board, rounded

DISABILITY_CODES: Final = tuple(
    f"{kind}_{level}" for kind in (*DISABILITY_KINDS, "unspecified") for level in (1, 2, 3, 4)
)


@dataclass(frozen=True, slots=True)
class Unpacked:
    """One name for the rules: how it is worked out and the public parameter it stands for."""

    parameter: Parameter
    origin: str
    compute: Callable[[Board], Any]

    @property
    def name(self) -> str:
        return self.parameter.name


def one(name: str, type_: Type, title: str, origin: str, compute: Callable[[Board], Any]) -> Unpacked:
    return Unpacked(Parameter(name, type_, title), origin, compute)


def standard_share(board: Board, name: str, rounding: str | None = None) -> int:
    """A share of the standard; a share has no rounding of its own, the amount it stands for may have."""
    exact = board.exact("dibao_standard") * board.exact(name)
    return rounded(exact, board.rounding(rounding or name))
