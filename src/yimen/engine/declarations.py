"""What a rulebook is made of: inputs, parameters and rules, as their authors declare them."""

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from types import ModuleType

from yimen.engine.errors import RuleError
from yimen.engine.kinds import Entity, Kind, Type

RuleFunction = Callable[..., object]


@dataclass(frozen=True, slots=True)
class Input:
    """A fact of a household or a member. A missing one takes `default`; without a default it is unknown."""

    name: str
    type: Type
    entity: Entity
    title: str
    default: object = None


@dataclass(frozen=True, slots=True)
class Parameter:
    """A dated, regional value of the law, looked up for (region, urban, date)."""

    name: str
    type: Type
    title: str
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """A named function; `since` is the first day of this wording, None for always."""

    name: str
    entity: Entity
    title: str
    article: str
    since: date | None
    function: RuleFunction

    @property
    def needs(self) -> tuple[str, ...]:
        return tuple(inspect.signature(self.function).parameters)

    @property
    def note(self) -> str:
        return inspect.getdoc(self.function) or ""


def household_input(name: str, type_: Type, title: str, default: object = None) -> Input:
    return _input(name, type_, Entity.HOUSEHOLD, title, default)


def person_input(name: str, type_: Type, title: str, default: object = None) -> Input:
    return _input(name, type_, Entity.PERSON, title, default)


def _input(name: str, type_: Type, entity: Entity, title: str, default: object) -> Input:
    if type_.kind in (Kind.LIST, Kind.STRUCTURE, Kind.UNROUNDED, Kind.UNKNOWN):
        raise RuleError(f"输入 {name} 不能是{type_}；只有参数可以是清单", rule=name)
    if type_.kind is Kind.ENUM and default is not None and default not in type_.choices:
        raise RuleError(
            f"输入 {name} 的缺省值 {default!r} 不在选项 {'、'.join(type_.choices)} 之中", rule=name
        )
    return Input(name, type_, entity, title, default)


def household(
    title: str, *, article: str = "", since: date | None = None, amends: str | None = None
) -> Callable[[RuleFunction], Rule]:
    """A rule about the household. An amended wording has its own function and says whose name it `amends`."""
    return _decorator(Entity.HOUSEHOLD, title, article, since, amends)


def person(
    title: str, *, article: str = "", since: date | None = None, amends: str | None = None
) -> Callable[[RuleFunction], Rule]:
    """A rule about each member."""
    return _decorator(Entity.PERSON, title, article, since, amends)


def _decorator(
    entity: Entity, title: str, article: str, since: date | None, amends: str | None
) -> Callable[[RuleFunction], Rule]:
    def declare(function: RuleFunction) -> Rule:
        name = amends or function.__name__
        _refuse_odd_signature(name, function)
        return Rule(name, entity, title, article, since, function)

    return declare


def _refuse_odd_signature(name: str, function: RuleFunction) -> None:
    for parameter in inspect.signature(function).parameters.values():
        if parameter.kind is not parameter.POSITIONAL_OR_KEYWORD or parameter.default is not parameter.empty:
            raise RuleError(
                f"规则 {name} 的参数 {parameter.name} 只能是另一规则、输入或参数的名称，不能有缺省值或星号",
                rule=name,
            )


def collect(*modules: ModuleType) -> tuple[Rule, ...]:
    """Every rule defined in the modules, in the order written."""
    found: dict[int, Rule] = {}
    for module in modules:
        for value in vars(module).values():
            if isinstance(value, Rule) and value.function.__module__ == module.__name__:
                found[id(value)] = value
    return tuple(found.values())
