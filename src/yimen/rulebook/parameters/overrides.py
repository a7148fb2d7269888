"""Values a caller gives for one run: exactly the declared names, each checked against its kind."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from yimen.engine import Kind, Parameter, ParametersError
from yimen.engine.parameters import ParameterValue, Rounding, read_rounding, read_value
from yimen.rulebook.household_file.errors import HouseholdFileError, Problem
from yimen.rulebook.household_file.leaves import LARGEST_YUAN, UNKNOWN, number, shown
from yimen.rulebook.parameters.structures import shape_of

LARGEST_COUNT = 10_000

MAY_FALL = frozenset({"price_index_yoy"})  # prices fall too
LOWEST_CHANGE = -100

_ALLOWED = {
    Kind.AMOUNT: f"0 至 {LARGEST_YUAN} 的金额，至多两位小数",
    Kind.COUNT: f"0 至 {LARGEST_COUNT} 的整数",
    Kind.RATE: "不小于 0 的数，至多四位小数",
    Kind.TRUTH: "true 或 false",
    Kind.DATE: "日期，如 2025-03-01",
}
_ROUNDING_ALLOWED = (
    "up、half_up、down 或 none，冒号，取整到的元数，如 up:10；或 {mode: up, to: 10, at: household}"
)
ROUNDED_KINDS = (Kind.AMOUNT, Kind.STRUCTURE)


def apply_overrides(
    found: dict[str, ParameterValue], declared: Mapping[str, Parameter], overrides: Mapping[str, object]
) -> frozenset[str]:
    """Puts the caller's values in place and answers which names they were; refuses all that is
    wrong at once."""
    problems: list[Problem] = []
    for key, value in overrides.items():
        name, _, part = str(key).partition(".")
        try:
            if part == "rounding" and name in declared and declared[name].type.kind in ROUNDED_KINDS:
                found[name] = replace(found[name], rounding=_rounding(found[name], name, value))
            elif part or name not in declared:
                problems.append(_stranger(str(key), declared))
            else:
                found[name] = _overridden(found[name], declared[name], value)
        except _Wrong as wrong:
            problems.append(Problem(f"parameters.{key}", wrong.wrong, wrong.allowed))
    if problems:
        raise HouseholdFileError(tuple(problems))
    return frozenset(str(key).partition(".")[0] for key in overrides)


class _Wrong(Exception):  # turned into a Problem at once
    def __init__(self, wrong: str, allowed: str) -> None:
        super().__init__(wrong)
        self.wrong, self.allowed = wrong, allowed


def _stranger(key: str, declared: Mapping[str, Parameter]) -> Problem:
    near = difflib.get_close_matches(key, declared, n=3, cutoff=0.5)
    guess = f"相近的名称：{'、'.join(near)}；" if near else ""
    return Problem(f"parameters.{key}", "没有这个参数", f"{guess}全部名称见 yimen parameters")


def _overridden(found: ParameterValue, declared: Parameter, written: object) -> ParameterValue:
    value = None if written is UNKNOWN or written in ("unknown", None) else _read(declared, written)
    return ParameterValue(
        declared.name,
        value,
        declared.unit,
        found.rounding,
        source=None if value is None else "本次指定",
        is_unsourced=value is None,
        is_overridden=True,
    )


def _read(declared: Parameter, written: object) -> object:
    kind = declared.type.kind
    if kind is Kind.STRUCTURE:
        return _read_structure(declared.name, written)
    allowed = allowed_values(declared)
    try:
        largest = LARGEST_COUNT if kind is Kind.COUNT else LARGEST_YUAN
        least = LOWEST_CHANGE if declared.name in MAY_FALL else 0
        plain = _number(written, least, largest) if kind in (Kind.AMOUNT, Kind.COUNT, Kind.RATE) else written
        return read_value(declared, plain)
    except (ParametersError, ValueError, TypeError) as refusal:
        raise _Wrong(f"{shown(written)} 不是{declared.type.kind.title}", allowed) from refusal


def allowed_values(declared: Parameter) -> str:
    """What a caller may write for a parameter, in words."""
    kind = declared.type.kind
    if kind is Kind.STRUCTURE:
        return shape_of(declared.name).allowed
    if declared.name in MAY_FALL:
        return f"不小于 {LOWEST_CHANGE} 的数，至多四位小数"
    choices = _ALLOWED.get(kind, "、".join(declared.type.choices))
    return f"清单，选项为 {choices}" if kind is Kind.LIST else choices


def _number(written: object, least: int, largest: int) -> Decimal:
    exact = number(written)
    if not least <= exact <= largest:
        raise ValueError
    return exact


def _read_structure(name: str, written: object) -> object:
    shape = shape_of(name)
    try:
        shape.read(written)
    except (ValueError, TypeError) as wrong:
        raise _Wrong(str(wrong), shape.allowed) from wrong
    return written


def _rounding(found: ParameterValue, name: str, written: Any) -> Rounding:
    """`up:10` keeps the place where it applied before; the long form may name another."""
    try:
        rounding = read_rounding(name, written)
    except (ParametersError, AttributeError) as refusal:
        raise _Wrong(f"{shown(written)} 不是取整方法", _ROUNDING_ALLOWED) from refusal
    if isinstance(written, str) or "at" not in written:
        return replace(rounding, at=found.rounding.at if found.rounding else "standard")
    return rounding
