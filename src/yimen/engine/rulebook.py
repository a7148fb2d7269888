"""A rulebook: declarations checked as a whole, and resolved to the wording in force on a day."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import pairwise
from typing import NoReturn, TypeVar

from yimen.engine.declarations import Input, Parameter, Rule
from yimen.engine.errors import RuleError
from yimen.engine.expressions import Expression, lift
from yimen.engine.kinds import Entity, Kind, Type

Declared = TypeVar("Declared", Input, Parameter)


@dataclass(frozen=True)
class WrittenRule:
    """A rule with the expression its function returned."""

    rule: Rule
    expression: Expression

    @property
    def name(self) -> str:
        return self.rule.name

    @property
    def entity(self) -> Entity:
        return self.rule.entity

    @property
    def type(self) -> Type:
        return self.expression.type


@dataclass(frozen=True, eq=False)
class Rules:
    """The rules in force from `since` up to `until`, in an order in which each comes after what it needs."""

    inputs: Mapping[str, Input]
    parameters: Mapping[str, Parameter]
    rules: Mapping[str, WrittenRule]
    since: date
    until: date

    @cached_property
    def household_inputs(self) -> tuple[Input, ...]:
        return tuple(i for i in self.inputs.values() if i.entity is Entity.HOUSEHOLD)

    @cached_property
    def person_inputs(self) -> tuple[Input, ...]:
        return tuple(i for i in self.inputs.values() if i.entity is Entity.PERSON)

    def title(self, name: str) -> str:
        if name in self.rules:
            return self.rules[name].rule.title
        declared: Input | Parameter = self.inputs[name] if name in self.inputs else self.parameters[name]
        return declared.title

    def type(self, name: str) -> Type:
        return self._types[name]

    def entity(self, name: str) -> Entity:
        return self._entities.get(name, Entity.HOUSEHOLD)

    @cached_property
    def _types(self) -> Mapping[str, Type]:
        """Asked a thousand times a household."""
        named: dict[str, Parameter | Input | WrittenRule] = {**self.parameters, **self.inputs, **self.rules}
        return {name: one.type for name, one in named.items()}

    @cached_property
    def _entities(self) -> Mapping[str, Entity]:
        named: dict[str, Input | WrittenRule] = {**self.inputs, **self.rules}
        return {name: one.entity for name, one in named.items()}


class Rulebook:
    """Inputs, parameters and rules; every wording of every date is checked when it is made."""

    def __init__(
        self, *, inputs: Iterable[Input], parameters: Iterable[Parameter], rules: Iterable[Rule]
    ) -> None:
        self.inputs = _by_name(inputs, "输入")
        self.parameters = _by_name(parameters, "参数")
        self.rules = tuple(rules)
        self._refuse_shared_names()
        breaks = [date.min, *sorted(self._days_of_change()), date.max]
        self._resolved = {since: self._resolve(since, until) for since, until in pairwise(breaks)}

    def on(self, day: date) -> Rules:
        """The rules as worded on that day."""
        return self._resolved[max(since for since in self._resolved if since <= day)]

    def _refuse_shared_names(self) -> None:
        seen: set[tuple[str, date | None]] = set()
        for rule in self.rules:
            if rule.name in self.inputs or rule.name in self.parameters:
                _refuse(rule.name, "与一个输入或参数同名；请给规则另取名称")
            if (rule.name, rule.since) in seen:
                _refuse(
                    rule.name,
                    f"在同一日期（{rule.since or '始终'}）写了两次；修订的条文请写明 since 和 amends",
                )
            seen.add((rule.name, rule.since))
        for name in (*self.inputs, *self.parameters, *(rule.name for rule in self.rules)):
            if not name.isidentifier() or name.startswith("_") or "__" in name:
                _refuse(name, "的名称须是小写英文标识符，不以下划线开头，也不含两个连续的下划线")
        for name in self.inputs.keys() & self.parameters.keys():
            _refuse(name, "既是输入又是参数；请改其中一个的名称")

    def _days_of_change(self) -> set[date]:
        """When a wording or an article changes. No article outlives its wording."""
        days = {rule.since for rule in self.rules if rule.since}
        for rule in self.rules:
            amended = [other.since for other in self.rules if other.name == rule.name and other.since]
            for day, article in rule.later_articles:
                if any((rule.since or date.min) < later <= day for later in amended):
                    _refuse(rule.name, f"自 {day} 起的依据“{article}”落在后来的条文里；请写到那一条上")
                days.add(day)
        return days

    def _resolve(self, since: date, until: date) -> Rules:
        current: dict[str, Rule] = {}
        for rule in sorted(self.rules, key=lambda rule: rule.since or date.min):
            if (rule.since or date.min) <= since:
                current[rule.name] = rule.cited_on(since)
        written = _Writer(self.inputs, self.parameters, current).write_all()
        return Rules(self.inputs, self.parameters, written, since, until)


class _Writer:
    """Calls the rule functions, each after those it needs."""

    def __init__(
        self, inputs: Mapping[str, Input], parameters: Mapping[str, Parameter], current: Mapping[str, Rule]
    ) -> None:
        self.current = current
        self.named: dict[str, Expression] = {
            **{i.name: Expression("ref", (), i.type, i.entity, i.name) for i in inputs.values()},
            **{
                p.name: Expression("parameter", (), p.type, Entity.HOUSEHOLD, p.name)
                for p in parameters.values()
            },
        }
        self.written: dict[str, WrittenRule] = {}

    def write_all(self) -> Mapping[str, WrittenRule]:
        for name in self.current:
            self._write(name, ())
        return self.written

    def _write(self, name: str, path: tuple[str, ...]) -> None:
        if name in self.named:
            return
        if name in path:
            circle = " → ".join((*path[path.index(name) :], name))
            _refuse(name, f"依赖自身：{circle}；请去掉其中一步")
        if name not in self.current:
            _refuse(path[-1], f"需要 {name}，但没有这个名称的规则、输入或参数；请声明它或改正拼写")
        for need in self.current[name].needs:
            self._write(need, (*path, name))
        self._call(self.current[name])

    def _call(self, rule: Rule) -> None:
        try:
            expression = lift(rule.function(*[self.named[need] for need in rule.needs]))
        except RuleError as refusal:
            _refuse(rule.name, refusal.message)
        except Exception as problem:  # what Python cannot do with an expression, or a slip of the author
            _refuse(
                rule.name,
                f"写不成一个式子（{type(problem).__name__}: {problem}）；"
                "规则里只能用 yimen.engine 的函数、运算符和写明的值",
            )
        _refuse_unfit_result(rule, expression)
        self.written[rule.name] = WrittenRule(rule, expression)
        self.named[rule.name] = Expression("ref", (), expression.type, rule.entity, rule.name)


def _refuse_unfit_result(rule: Rule, expression: Expression) -> None:
    kind = expression.type.kind
    if kind is Kind.UNROUNDED:
        _refuse(rule.name, "的金额乘了比率或做了除法却没有取整；请用 round_amount(…, 参数) 取整一次")
    if kind in (Kind.LIST, Kind.STRUCTURE, Kind.UNKNOWN):
        _refuse(rule.name, f"的结果是{expression.type}，不能作为规则的值")
    if rule.entity is Entity.HOUSEHOLD and expression.entity is Entity.PERSON:
        _refuse(rule.name, "是家庭的规则，却用了成员的值；请用 total()、count()、any_() 或 all_() 跨到家庭")


def _refuse(name: str, why: str) -> NoReturn:
    raise RuleError(f"规则 {name} {why}", rule=name)


def _by_name(declared: Iterable[Declared], what: str) -> dict[str, Declared]:
    named: dict[str, Declared] = {}
    for one in declared:
        if one.name in named:
            _refuse(one.name, f"（{what}）声明了两次；请去掉一个")
        named[one.name] = one
    return named
