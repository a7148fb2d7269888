"""What the figures of the rules rest on: the sources behind each parameter, worked out or published."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from yimen.kernel import RegionCode
from yimen.rulebook.book import household_book
from yimen.rulebook.parameters import settle
from yimen.rulebook.parameters.board import Board
from yimen.rulebook.parameters.unpack import UNPACKED, origin_of

LINES = "financial_assets_line"
"""Lines of so many months' standard rest on the months and on the standard."""


@dataclass(frozen=True, slots=True)
class Ground:
    """The published sources a figure rests on; none where nothing is known."""

    sources: tuple[str, ...]
    is_known: bool


def grounds(region: RegionCode, on: date, *, urban: bool) -> Mapping[str, Ground]:
    """By the names that rules read."""
    board = settle(region, on, urban, {})
    names = household_book().on(on).parameters
    return {name: _ground(board, name) for name in names if origin_of(name) in board.values}


def _ground(board: Board, name: str) -> Ground:
    origins = [origin_of(name)]
    if name in UNPACKED and name.startswith(LINES):
        origins.append("dibao_standard")
    found = dict.fromkeys(source for origin in origins for source in _sources(board, origin))
    return Ground(tuple(found), board.values[origins[0]].value is not None)


def _sources(board: Board, name: str) -> Iterator[str]:
    """The source of a published value, or those of all that one was worked out from."""
    value = board.values[name]
    if value.value is None:
        return
    if name not in board.worked_out:
        yield from (value.source,) if value.source else ()
        return
    for need in board.needs.get(name, ()):
        yield from _sources(board, need)
