"""What a rulebook is made of: inputs, parameters and rules, as their authors declare them."""

import inspect
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from itertools import pairwise
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
class DatedArticle:
    """What a rule rests on, where only that changes: the first article, and each later one from its day."""

    first: str
    later: tuple[tuple[date, str], ...]


@dataclass(frozen=True)
class Rule:
    """A named function; `since` is the first day of this wording, None for always.

    `later_articles` take the place of `article` from their days on; the wording stays.
    """

    name: str
    entity: Entity
    title: str
    article: str
    since: date | None
    function: RuleFunction
    later_articles: tuple[tuple[date, str], ...] = ()

    def cited_on(self, day: date) -> "Rule":
        """The same rule, resting on the article in force that day."""
        articles = [article for since, article in self.later_articles if since <= day]
        return replace(self, article=articles[-1]) if articles else self

    @cached_property
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


def dated(first: str, *later: tuple[date, str]) -> DatedArticle:
    """Articles by date, where the wording did not change: `dated("办法 第九条", (LAW, "法 第十八条"))`."""
    return DatedArticle(first, later)


def household(
    title: str, *, article: str | DatedArticle = "", since: date | None = None, amends: str | None = None
) -> Callable[[RuleFunction], Rule]:
    """A rule about the household. An amended wording has its own function and says whose name it `amends`."""
    return _decorator(Entity.HOUSEHOLD, title, article, since, amends)


def person(
    title: str, *, article: str | DatedArticle = "", since: date | None = None, amends: str | None = None
) -> Callable[[RuleFunction], Rule]:
    """A rule about each member."""
    return _decorator(Entity.PERSON, title, article, since, amends)


def _decorator(
    entity: Entity, title: str, article: str | DatedArticle, since: date | None, amends: str | None
) -> Callable[[RuleFunction], Rule]:
    cited = article if isinstance(article, DatedArticle) else DatedArticle(article, ())

    def declare(function: RuleFunction) -> Rule:
        name = amends or function.__name__
        _refuse_odd_signature(name, function)
        _refuse_odd_articles(name, cited, since)
        return Rule(name, entity, title, cited.first, since, function, cited.later)

    return declare


def _refuse_odd_articles(name: str, cited: DatedArticle, since: date | None) -> None:
    """An article that could never be cited, or that changes nothing, is a mistake."""
    days = [since or date.min, *(day for day, _ in cited.later)]
    if any(following <= day for day, following in pairwise(days)):
        raise RuleError(f"规则 {name} 的依据须按日期从早到晚写，且晚于规则自身的 since", rule=name)
    articles = [cited.first, *(article for _, article in cited.later)]
    if cited.later and (not all(articles) or any(one == following for one, following in pairwise(articles))):
        raise RuleError(f"规则 {name} 的依据按日期写，每一条都须写明，且与前一条不同", rule=name)


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
