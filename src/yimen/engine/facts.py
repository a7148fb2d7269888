"""Facts and parameters as the runtimes hold them: declared names only, rates scaled, unknowns noted."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from yimen.engine.declarations import Input, Parameter
from yimen.engine.errors import FactsError
from yimen.engine.kinds import Kind, Type, rate_to_raw
from yimen.engine.parameters import ParameterValue, Rounding
from yimen.engine.rulebook import Rules

NO_ROUNDING = Rounding()
_PYTHON_TYPES: dict[Kind, type] = {
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
    of_household, of_person = _forms(rules)
    unknown: set[str] = set()
    loaded = of_household.load(household, "家庭", unknown)
    members = [of_person.load(person, number, unknown) for number, person in enumerate(persons, 1)]
    return Facts(loaded, members, frozenset(unknown))


class _Form:
    """What one entity's facts look like, made ready so that checking a right one costs next to nothing."""

    def __init__(self, inputs: Sequence[Input]) -> None:
        self.inputs = inputs
        self.defaults = {one.name: held(one.type, one.default) for one in inputs}
        self.types = tuple(_PYTHON_TYPES.get(one.type.kind, int) for one in inputs)
        self.rates = tuple(one for one in inputs if one.type.kind is Kind.RATE)

    def load(self, given: Mapping[str, Any], whose: str | int, unknown: set[str]) -> dict[str, Any]:
        """Adds to `unknown`. `whose` is the household, or a member's number."""
        loaded = {**self.defaults, **given}
        if len(loaded) > len(self.defaults):
            odd = "、".join(sorted(given.keys() - self.defaults.keys()))
            raise FactsError(f"{_called(whose)}有规则库没有声明的事实：{odd}；请改正名称", names=odd)
        for one in self.rates:
            if one.name in given:
                loaded[one.name] = _convert(one, given[one.name], whose)
        if tuple(map(type, loaded.values())) != self.types:  # an unknown is of no kind, too
            self._refuse_wrong_kinds(given, whose)
            unknown.update(name for name, value in loaded.items() if value is None)
        return loaded

    def _refuse_wrong_kinds(self, given: Mapping[str, Any], whose: str | int) -> None:
        for one in self.inputs:
            _convert(one, given.get(one.name), whose)


@lru_cache(maxsize=32)
def _forms(rules: Rules) -> tuple[_Form, _Form]:
    return _Form(rules.household_inputs), _Form(rules.person_inputs)


def _called(whose: str | int) -> str:
    return whose if isinstance(whose, str) else f"成员 {whose}"


def _convert(one: Input, value: object, whose: str | int) -> object:
    try:
        return held(one.type, value)
    except (ValueError, TypeError, ArithmeticError):
        raise FactsError(
            f"{_called(whose)}的 {one.name}（{one.title}）是 {value!r}，应为{one.type}",
            name=one.name,
            value=value,
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
    for declared, (mode, step, at) in _parameters(rules):
        one = found.get(declared.name)
        values[declared.name] = None if one is None else held(declared.type, one.value)
        rounding = (one.rounding if one else None) or NO_ROUNDING
        values[mode], values[step], values[at] = rounding.code, rounding.step, rounding.at
    return HeldParameters(found, values, frozenset(name for name, value in values.items() if value is None))


@lru_cache(maxsize=32)
def _parameters(rules: Rules) -> tuple[tuple[Parameter, tuple[str, str, str]], ...]:
    """With what stands beside them: names that all places share."""
    return tuple(
        (one, (f"{name}__mode", f"{name}__step", f"{name}__at")) for name, one in rules.parameters.items()
    )
