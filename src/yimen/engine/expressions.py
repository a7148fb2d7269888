"""Typed expressions: what a rule returns.

Every operator checks kinds at once and refuses what makes no sense.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NoReturn

from yimen.engine.errors import RuleError
from yimen.engine.kinds import (
    AMOUNT,
    COUNT,
    DATE,
    RATE,
    RATE_SCALE,
    TRUTH,
    UNROUNDED,
    Entity,
    Kind,
    Type,
    enum,
    rate_to_raw,
)

_NUMBERS = frozenset({Kind.AMOUNT, Kind.UNROUNDED, Kind.COUNT, Kind.RATE})
_MONEY = frozenset({Kind.AMOUNT, Kind.UNROUNDED})
_PRODUCTS = {
    (Kind.AMOUNT, Kind.COUNT): AMOUNT,
    (Kind.COUNT, Kind.COUNT): COUNT,
    (Kind.RATE, Kind.COUNT): RATE,
    (Kind.AMOUNT, Kind.RATE): UNROUNDED,
    (Kind.UNROUNDED, Kind.COUNT): UNROUNDED,
    (Kind.UNROUNDED, Kind.RATE): UNROUNDED,
}


@dataclass(frozen=True, eq=False, slots=True)
class Expression:
    """One node.

    `payload` is the literal's raw value, the name referred to, or the missing names of an unknown.
    """

    op: str
    args: tuple[Expression, ...]
    type: Type
    entity: Entity | None
    payload: object = None

    __hash__ = object.__hash__

    def __bool__(self) -> NoReturn:
        raise RuleError(
            "规则不能用 Python 的 if、and、or、not、min、max 分支；请改用 where()、&、|、~、least()、most()"
        )

    def __iter__(self) -> NoReturn:
        raise RuleError("规则的值不能逐个遍历；跨成员请用 total()、count()、any_()、all_()")

    def __str__(self) -> NoReturn:
        raise RuleError("规则的值不能写成文字；选项请直接与文字比较")

    def __format__(self, _: str) -> NoReturn:
        raise RuleError("规则的值不能写成文字；选项请直接与文字比较")

    def __add__(self, other: object) -> Expression:
        return _sum("add", self, other)

    def __radd__(self, other: object) -> Expression:
        return _sum("add", other, self)

    def __sub__(self, other: object) -> Expression:
        return _sum("sub", self, other)

    def __rsub__(self, other: object) -> Expression:
        return _sum("sub", other, self)

    def __neg__(self) -> Expression:
        return _sum("sub", 0, self)

    def __mul__(self, other: object) -> Expression:
        return _product(self, other)

    def __rmul__(self, other: object) -> Expression:
        return _product(other, self)

    def __truediv__(self, other: object) -> Expression:
        return _quotient(self, other)

    def __rtruediv__(self, other: object) -> Expression:
        return _quotient(other, self)

    def __floordiv__(self, other: object) -> Expression:
        return _whole_quotient(self, other)

    def __rfloordiv__(self, other: object) -> Expression:
        return _whole_quotient(other, self)

    def __lt__(self, other: object) -> Expression:
        return compare("lt", self, other)

    def __le__(self, other: object) -> Expression:
        return compare("le", self, other)

    def __gt__(self, other: object) -> Expression:
        return compare("gt", self, other)

    def __ge__(self, other: object) -> Expression:
        return compare("ge", self, other)

    def __eq__(self, other: object) -> Expression:  # type: ignore[override]
        return compare("eq", self, other)

    def __ne__(self, other: object) -> Expression:  # type: ignore[override]
        return compare("ne", self, other)

    def __and__(self, other: object) -> Expression:
        return _logic("and", self, other)

    def __rand__(self, other: object) -> Expression:
        return _logic("and", other, self)

    def __or__(self, other: object) -> Expression:
        return _logic("or", self, other)

    def __ror__(self, other: object) -> Expression:
        return _logic("or", other, self)

    def __invert__(self) -> Expression:
        return node("not", (truth(self),), TRUTH)


def node(op: str, args: tuple[Expression, ...], type_: Type, payload: object = None) -> Expression:
    """A node belongs to the person as soon as one of its operands does."""
    entities = {arg.entity for arg in args}
    entity = Entity.PERSON if Entity.PERSON in entities else None
    if entity is None and Entity.HOUSEHOLD in entities:
        entity = Entity.HOUSEHOLD
    return Expression(op, args, type_, entity, payload)


def literal(raw: object, type_: Type) -> Expression:
    return Expression("literal", (), type_, None, raw)


def lift(value: object) -> Expression:
    """A Python value as an expression."""
    if isinstance(value, Expression):
        return value
    for python_type, make in _LITERALS:
        if isinstance(value, python_type):
            return make(value)
    raise RuleError(f"{value!r} 不能写进规则；可用整数、字符串、日期、True/False、yuan()、rate()、unknown()")


def _refuse_float(value: object) -> NoReturn:
    raise RuleError(f"规则里不能有浮点数 {value!r}；比率请写 rate('0.2')，金额请写 yuan('12.30')")


_LITERALS: tuple[tuple[type, Callable[..., Expression]], ...] = (
    (bool, lambda value: literal(value, TRUTH)),
    (int, lambda value: literal(value, COUNT)),
    (str, lambda value: literal(value, enum(value))),
    (date, lambda value: literal(value, DATE)),
    (Decimal, lambda value: literal(rate_to_raw(value), RATE)),
    (float, _refuse_float),
)


def truth(value: object) -> Expression:
    expression = adapt(lift(value), TRUTH)
    if expression.type.kind is not Kind.TRUTH:
        raise RuleError(f"{expression.type}不能当作“是/否”使用；请写出比较，例如 {phrase(expression)} > 0")
    return expression


def phrase(expression: Expression) -> str:
    """How a refusal names an operand."""
    return str(expression.payload) if expression.op in ("ref", "literal") else "该值"


def adapt(expression: Expression, wanted: Type) -> Expression:
    """A bare whole number takes the kind beside it: 0 may be an amount, any number a rate; unknown
    takes any.
    """
    if expression.type.kind is Kind.UNKNOWN:
        return Expression(expression.op, (), wanted, None, expression.payload)
    if expression.op != "literal" or expression.type is not COUNT or not isinstance(expression.payload, int):
        return expression
    if wanted.kind is Kind.RATE:
        return literal(expression.payload * RATE_SCALE, RATE)
    if wanted.kind in _MONEY and expression.payload == 0:
        return literal(0, AMOUNT)
    return expression


def unify(values: tuple[object, ...], doing: str) -> tuple[tuple[Expression, ...], Type]:
    """Bring operands to one type or refuse: numbers of one unit, dates, truths, enums with all their
    choices.
    """
    lifted = tuple(lift(value) for value in values)
    adapted = tuple(adapt(expression, _lead(lifted)) for expression in lifted)
    kinds = {expression.type.kind for expression in adapted}
    if kinds == {Kind.AMOUNT, Kind.UNROUNDED}:
        return adapted, UNROUNDED
    if len(kinds) > 1 or kinds <= {Kind.LIST, Kind.STRUCTURE}:
        raise RuleError(
            f"单位不符：不能对{'、'.join(str(e.type) for e in adapted)}{doing}；"
            "金额写 yuan('…')，比率写 rate('…')"
        )
    if kinds == {Kind.ENUM}:
        return adapted, enum(*dict.fromkeys(choice for e in adapted for choice in e.type.choices))
    return adapted, adapted[0].type


def _lead(lifted: tuple[Expression, ...]) -> Type:
    """The type the others adapt to: a named value's before a written one's, a unit's before a bare
    number's.
    """
    typed = [e for e in lifted if e.type.kind is not Kind.UNKNOWN]
    typed.sort(key=lambda e: (e.op == "literal", e.op == "literal" and e.type is COUNT))
    return typed[0].type if typed else lifted[0].type


def _sum(op: str, left: object, right: object) -> Expression:
    args, type_ = unify((left, right), "加减")
    if type_.kind not in _NUMBERS | {Kind.UNKNOWN}:
        raise RuleError(f"{type_}不能加减；日期之差请用 days_between()、months_between()、years_between()")
    return node(op, args, type_)


def _product(left: object, right: object) -> Expression:
    first, second = lift(left), lift(right)
    for a, b in ((first, second), (second, first)):
        type_ = _PRODUCTS.get((a.type.kind, b.type.kind))
        if type_ is not None:
            return node("mul", (first, second), type_)
    raise RuleError(f"单位不符：{first.type}不能乘以{second.type}；金额只能乘以个数或比率")


def _quotient(left: object, right: object) -> Expression:
    dividend, divisor = lift(left), lift(right)
    if dividend.type.kind not in _MONEY or divisor.type.kind is not Kind.COUNT:
        raise RuleError(
            f"单位不符：{dividend.type}不能除以{divisor.type}；只有金额可以除以个数，"
            "比例请改写成乘法，如 支出 >= 收入 * 比率"
        )
    return node("div", (dividend, divisor), UNROUNDED)


def _whole_quotient(left: object, right: object) -> Expression:
    (dividend, divisor), type_ = unify((left, right), "整除")
    if type_.kind not in (Kind.COUNT, Kind.AMOUNT):
        raise RuleError(f"{type_}不能整除；整除只用于两个个数或两个金额，其余请用 round_amount()")
    return node("floordiv", (dividend, divisor), COUNT)


def compare(op: str, left: object, right: object) -> Expression:
    first, second = lift(left), lift(right)
    _refuse_foreign_choice(first, second)
    args, type_ = unify((first, second), "比较")
    if type_.kind is Kind.TRUTH or (type_.kind is Kind.ENUM and op not in ("eq", "ne")):
        raise RuleError(f"{type_}不能这样比较；“是否”请用 &、|、~，选项只能用 == 和 !=")
    return node(op, args, TRUTH)


def _refuse_foreign_choice(first: Expression, second: Expression) -> None:
    if first.type.kind is not Kind.ENUM or second.type.kind is not Kind.ENUM:
        return
    if not set(first.type.choices) & set(second.type.choices):
        raise RuleError(
            f"选项 {phrase(second)!r} 永远不会等于 {phrase(first)!r}；可选 {'、'.join(first.type.choices)}"
        )


def _logic(op: str, left: object, right: object) -> Expression:
    return node(op, (truth(left), truth(right)), TRUTH)
