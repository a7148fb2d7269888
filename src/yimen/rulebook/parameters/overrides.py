"""Values a caller gives for one run: exactly the declared names, each checked against its kind."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from yimen.engine import Kind, Parameter, ParametersError
from yimen.engine.parameters import ParameterValue, Rounding, read_rounding, read_value
from yimen.kernel import Sentence
from yimen.rulebook.household_file.errors import HouseholdFileError, Problem
from yimen.rulebook.household_file.leaves import LARGEST_YUAN, UNKNOWN, number, shown
from yimen.rulebook.parameters.structures import shape_of

LARGEST_COUNT = 10_000

MAY_FALL = frozenset({"price_index_yoy"})  # prices fall too
LOWEST_CHANGE = -100

_ALLOWED = {
    Kind.AMOUNT: Sentence("0 至 %(most)s 的金额，至多两位小数", most=LARGEST_YUAN),
    Kind.COUNT: Sentence("%(least)s 至 %(most)s 的整数", least=0, most=LARGEST_COUNT),
    Kind.RATE: Sentence("不小于 %(least)s 的数，至多四位小数", least=0),
    Kind.TRUTH: Sentence("true 或 false"),
    Kind.DATE: Sentence("日期，如 2025-03-01"),
}
_ROUNDING_ALLOWED = Sentence(
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
    known = Sentence("全部名称见 yimen parameters")
    if near:
        known = Sentence("相近的名称：%(names)s；全部名称见 yimen parameters", names=near)
    return Problem(f"parameters.{key}", Sentence("没有这个参数"), known)


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
        wrong = Sentence("%(value)s 不是%(kind)s", value=shown(written), kind=declared.type.kind)
        raise _Wrong(wrong, allowed) from refusal


def allowed_values(declared: Parameter) -> str:
    """What a caller may write for a parameter, in words."""
    kind = declared.type.kind
    if kind is Kind.STRUCTURE:
        return shape_of(declared.name).allowed
    if declared.name in MAY_FALL:
        return Sentence("不小于 %(least)s 的数，至多四位小数", least=LOWEST_CHANGE)
    choices = list(declared.type.choices)
    if kind is Kind.LIST:
        return Sentence("清单，选项为 %(choices)s", choices=choices)
    return _ALLOWED.get(kind) or Sentence("%(choices)s", choices=choices)


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
        raise _Wrong(wrong.args[0], shape.allowed) from wrong
    return written


def _rounding(found: ParameterValue, name: str, written: Any) -> Rounding:
    """`up:10` keeps the place where it applied before; the long form may name another."""
    try:
        rounding = read_rounding(name, written)
    except (ParametersError, AttributeError) as refusal:
        raise _Wrong(Sentence("%(value)s 不是取整方法", value=shown(written)), _ROUNDING_ALLOWED) from refusal
    if isinstance(written, str) or "at" not in written:
        return replace(rounding, at=found.rounding.at if found.rounding else "standard")
    return rounding
