"""Facts and parameters as the runtimes hold them: declared names only, rates scaled, unknowns noted."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from yimen.engine.declarations import Input
from yimen.engine.errors import FactsError
from yimen.engine.kinds import Kind, Type, rate_to_raw
from yimen.engine.parameters import ParameterValue, Rounding
from yimen.engine.rulebook import Rules

NO_ROUNDING = Rounding()
_PYTHON_TYPES: dict[Kind, type | tuple[type, ...]] = {
    Kind.AMOUNT: int,
    Kind.COUNT: int,
    Kind.TRUTH: bool,
    Kind.DATE: date,
    Kind.ENUM: str,
}


@dataclass(frozen=True, slots=True)
class Facts:
    """One household as loaded; `unknown` names the inputs of which at least one value is unknown."""

    household: dict[str, Any]
    persons: list[dict[str, Any]]
    unknown: frozenset[str]


@dataclass(frozen=True, slots=True)
class HeldParameters:
    """Parameters ready for many households. Beside each amount stand its rounding's code, step and place."""

    found: Mapping[str, ParameterValue]
    values: dict[str, Any]
    unknown: frozenset[str]


def load_facts(rules: Rules, household: Mapping[str, Any], persons: Sequence[Mapping[str, Any]]) -> Facts:
    """Defaults filled in; a name the rulebook does not declare, or a value of the wrong kind, is refused."""
    loaded = _load(rules.household_inputs, rules.household_defaults, household, "家庭")
    members = [
        _load(rules.person_inputs, rules.person_defaults, person, f"成员 {number}")
        for number, person in enumerate(persons, 1)
    ]
    unknown = frozenset(
        name
        for values in (loaded, *members)
        if None in values.values()
        for name, v in values.items()
        if v is None
    )
    return Facts(loaded, members, unknown)


def _load(
    inputs: Sequence[Input], defaults: Mapping[str, Any], given: Mapping[str, Any], whose: str
) -> dict[str, Any]:
    loaded = {**defaults, **given}
    if len(loaded) > len(defaults):
        odd = "、".join(sorted(given.keys() - defaults.keys()))
        raise FactsError(f"{whose}有规则库没有声明的事实：{odd}；请改正名称", names=odd)
    for one in inputs:
        value = loaded[one.name]
        if value is not None and type(value) is not _PYTHON_TYPES.get(one.type.kind):
            loaded[one.name] = _convert(one, value, whose)
    return loaded


def _convert(one: Input, value: object, whose: str) -> object:
    try:
        return held(one.type, value)
    except (ValueError, TypeError, ArithmeticError):
        raise FactsError(
            f"{whose}的 {one.name}（{one.title}）是 {value!r}，应为{one.type}", name=one.name, value=value
        ) from None


def held(type_: Type, value: Any) -> Any:
    """A plain value as the runtimes hold it: a rate scaled, a list as a set, the rest as it is."""
    if value is None:
        return None
    if type_.kind is Kind.RATE:
        return rate_to_raw(value)
    if type_.kind is Kind.LIST:
        return frozenset(value)
    wanted = _PYTHON_TYPES.get(type_.kind)
    if wanted is not None and type(value) is not wanted:
        raise TypeError
    return value


def hold_parameters(rules: Rules, found: Mapping[str, ParameterValue]) -> HeldParameters:
    values: dict[str, Any] = {}
    for name, declared in rules.parameters.items():
        one = found.get(name)
        values[name] = None if one is None else held(declared.type, one.value)
        rounding = (one.rounding if one else None) or NO_ROUNDING
        values[f"{name}__mode"], values[f"{name}__step"] = rounding.code, rounding.step
        values[f"{name}__at"] = rounding.at
    return HeldParameters(found, values, frozenset(name for name, value in values.items() if value is None))
