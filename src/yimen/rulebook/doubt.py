"""Which parameters of a place are doubtful: past their year, or known only as a minimum."""

from __future__ import annotations

from collections.abc import Mapping

from yimen.engine.parameters import ParameterValue
from yimen.rulebook.parameters.board import Board
from yimen.rulebook.parameters.unpack import origin_of


def doubtful_parameters(values: Mapping[str, ParameterValue], board: Board) -> frozenset[str]:
    """Under the names that rules use."""
    return frozenset(
        name
        for name in values
        if values[origin_of(name)].is_unconfirmed or _is_minimum(origin_of(name), board)
    )


def _is_minimum(name: str, board: Board) -> bool:
    area = "urban" if board.is_urban else "rural"
    flags = {
        "dibao_margin_line": "dibao_standard_is_minimum",
        "tekun_basic": f"tekun_basic_{area}_is_minimum",
        "tekun_basic_institution": f"tekun_basic_{area}_is_minimum",
    }
    flag = flags.get(name, f"{name}_is_minimum")
    if flag not in board.values or board.value(flag) is not True:
        return False
    return name not in board.touched or board.is_given(flag)
