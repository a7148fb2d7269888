"""Structured parameters taken apart into the amounts, lists and truths that rules can hold.

Each unpacked name knows the public parameter it comes from, so that an answer names only what a
caller can set.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from yimen.engine.parameters import ParameterValue
from yimen.rulebook.parameters.board import Board, NotKnownError
from yimen.rulebook.parameters.unpack.aid import disability, others, temporary
from yimen.rulebook.parameters.unpack.form import DISABILITY_CODES, Unpacked
from yimen.rulebook.parameters.unpack.means import property_lines, support
from yimen.rulebook.parameters.unpack.single_person import single_person, supplements

UNPACKED: Final[Mapping[str, Unpacked]] = {
    unpacked.name: unpacked
    for group in (supplements, single_person, property_lines, support, temporary, disability, others)
    for unpacked in group()
}


def unpack(board: Board) -> dict[str, ParameterValue]:
    """What the rules hold: the public parameters and those taken apart."""
    values = dict(board.values)
    for name, one in UNPACKED.items():
        try:
            value = one.compute(board)
        except NotKnownError:
            value = None
        origin = board.values[one.origin]
        values[name] = ParameterValue(
            name, value, origin.unit, source=origin.source, region=origin.region, is_unsourced=value is None
        )
    return values


def origin_of(name: str) -> str:
    """The public name a caller can set."""
    return UNPACKED[name].origin if name in UNPACKED else name


__all__ = ["DISABILITY_CODES", "UNPACKED", "origin_of", "unpack"]
