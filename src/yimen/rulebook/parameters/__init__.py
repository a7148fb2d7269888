"""The dated parameters: what is in force at a place on a day, with overrides of one run, derived
ones included."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import cache
from importlib import resources

from yimen.engine import Kind, Parameter
from yimen.engine.parameters import ParameterTable, ParameterValue
from yimen.kernel import RegionCode
from yimen.rulebook.parameters.board import Board
from yimen.rulebook.parameters.derivations import derive_all
from yimen.rulebook.parameters.overlays import add_overlays, overlay_texts
from yimen.rulebook.parameters.overrides import ROUNDED_KINDS, apply_overrides


@cache
def texts() -> tuple[str, ...]:
    """The YAML files, in the order of their names."""
    files = [file for file in resources.files(__package__).iterdir() if file.name.endswith(".yaml")]
    return tuple(file.read_text(encoding="utf-8") for file in sorted(files, key=lambda file: file.name))


def table() -> ParameterTable:
    """The published parameters with what the county of this process adds."""
    return _table(overlay_texts())


@cache
def _table(overlays: tuple[str, ...]) -> ParameterTable:
    return ParameterTable((*texts(), *overlays))


@cache
def declared() -> Mapping[str, Parameter]:
    return {parameter.name: parameter for parameter in table().declarations}


def region_chain(region: RegionCode) -> tuple[str, ...]:
    return (region.code, *(above.code for above in region.ancestors()))


def place_with_values(region: RegionCode) -> RegionCode:
    """The nearest place around a region that has values of its own: both have the same parameters."""
    chain = (region, *region.ancestors())
    return next((place for place in chain if place.code in table().regions), chain[-1])


@cache
def _published(chain: tuple[str, ...], on: date, overlays: tuple[str, ...]) -> Mapping[str, ParameterValue]:
    return _table(overlays).in_force(chain, on)


def settle(region: RegionCode, on: date, is_urban: bool, overrides: Mapping[str, object]) -> Board:
    """Published values, the caller's over them, and what follows from both."""
    found = dict(_published(region_chain(region), on, overlay_texts()))
    given = apply_overrides(found, declared(), overrides)
    board = Board(found, given, is_urban)
    derive_all(board)
    return board


def in_force(
    region: RegionCode, on: date, urban: bool, overrides: Mapping[str, object] | None = None
) -> dict[str, ParameterValue]:
    """Every declared parameter; one that is not known has the value None and is marked unsourced."""
    board = settle(region, on, urban, overrides or {})
    return {name: _finished(board, value) for name, value in board.values.items()}


def _finished(board: Board, value: ParameterValue) -> ParameterValue:
    """An amount without a rounding of its own shows that of the place; nothing known is unsourced."""
    is_rounded = declared()[value.name].type.kind in ROUNDED_KINDS and not value.name.startswith("clock_")
    rounding = value.rounding or (board.rounding(value.name) if is_rounded else None)
    return replace(value, rounding=rounding, is_unsourced=value.value is None or value.is_unsourced)


__all__ = [
    "Kind",
    "add_overlays",
    "declared",
    "in_force",
    "place_with_values",
    "region_chain",
    "settle",
    "table",
    "texts",
]
