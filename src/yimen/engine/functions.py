"""The functions a rule is written with, beside the operators."""

from decimal import Decimal
from functools import reduce

from yimen.engine.errors import RuleError
from yimen.engine.expressions import Expression, compare, lift, literal, node, truth, unify
from yimen.engine.kinds import (
    AMOUNT,
    COUNT,
    DATE,
    MOST_CHOICES_OF_A_LIST,
    RATE,
    TRUTH,
    UNKNOWN,
    Entity,
    Kind,
    Type,
    enum,
    rate_to_raw,
)

ROUNDING_PLACES = ("standard", "component", "person", "household", "none")


def yuan(text: str | int | Decimal) -> Expression:
    """A literal amount: yuan("12.30")."""
    fen = Decimal(text) * 100
    if fen != fen.to_integral_value():
        raise RuleError(f"金额 {text} 不足一分；请最多写两位小数")
    return literal(int(fen), AMOUNT)


def rate(text: str | int | Decimal) -> Expression:
    """A literal rate: rate("0.2"), at most four decimals."""
    return literal(rate_to_raw(text), RATE)


def unknown(*missing: str) -> Expression:
    """Undetermined on purpose; `missing` are the names of facts that would settle it."""
    return Expression("unknown", (), UNKNOWN, None, missing)


def known(value: Expression) -> Expression:
    """Whether the value is known; itself never unknown."""
    return node("known", (lift(value),), TRUTH)


def where(condition: object, then: object, otherwise: object) -> Expression:
    args, type_ = unify((then, otherwise), "二选一")
    _refuse_divided(args, "where()")
    return node("where", (truth(condition), *args), type_)


def least(*values: object) -> Expression:
    return _extreme("min", values)


def most(*values: object) -> Expression:
    return _extreme("max", values)


def _extreme(op: str, values: tuple[object, ...]) -> Expression:
    args, type_ = unify(values, "取最大最小")
    if type_.kind in (Kind.TRUTH, Kind.ENUM):
        raise RuleError(f"{type_}没有大小；请用 where()、&、|")
    _refuse_divided(args, "least()/most()")
    return reduce(lambda left, right: node(op, (left, right), type_), args)


def total(value: Expression) -> Expression:
    """Sum over the members; of unrounded amounts only where none was divided."""
    member_value = _member_value(value, "total()")
    if member_value.type.kind not in (Kind.AMOUNT, Kind.UNROUNDED, Kind.COUNT, Kind.RATE):
        raise RuleError(f"{member_value.type}不能合计；“是否”请用 count()")
    _refuse_divided((member_value,), "total()")
    return _crossing("total", member_value, member_value.type)


def count(condition: Expression) -> Expression:
    """How many members fulfil it."""
    return _crossing("count", _member_value(truth(condition), "count()"), COUNT)


def any_(condition: Expression) -> Expression:
    return _crossing("any", _member_value(truth(condition), "any_()"), TRUTH)


def all_(condition: Expression) -> Expression:
    """True of a household without members."""
    return _crossing("all", _member_value(truth(condition), "all_()"), TRUTH)


def _member_value(value: object, by: str) -> Expression:
    expression = lift(value)
    if expression.entity is not Entity.PERSON:
        raise RuleError(f"{by} 只能跨成员使用，这里给的是家庭的值；请直接使用该值")
    return expression


def _crossing(op: str, value: Expression, type_: Type) -> Expression:
    return Expression(op, (value,), type_, Entity.HOUSEHOLD)


def round_amount(value: object, like: Expression) -> Expression:
    """Round once, as the dated rounding of the parameter `like` says; without one, to the nearest fen."""
    expression = lift(value)
    if expression.type.kind not in (Kind.AMOUNT, Kind.UNROUNDED):
        raise RuleError(f"round_amount() 只取整金额，不取整{expression.type}")
    return node("round", (expression, _parameter(like, "round_amount() 的第二项")), AMOUNT)


def rounding_at(parameter: Expression) -> Expression:
    """Where the parameter's rounding applies: standard, component, person, household or none."""
    return node("rounding_at", (_parameter(parameter, "rounding_at()"),), enum(*ROUNDING_PLACES))


def _parameter(value: object, place: str) -> Expression:
    if not isinstance(value, Expression) or value.op != "parameter":
        raise RuleError(f"{place}须是一个参数（它带有分时期的取整方法），不能是规则或输入")
    return value


def contains(list_parameter: Expression, choice: object) -> Expression:
    """Whether an enum value (or literal) stands in a list parameter."""
    chosen = lift(choice)
    if list_parameter.type.kind is not Kind.LIST or chosen.type.kind is not Kind.ENUM:
        raise RuleError("contains(清单, 选项) 需要一个清单参数和一个选项")
    if len(list_parameter.type.choices) > MOST_CHOICES_OF_A_LIST:
        raise RuleError(f"清单的选项超过 {MOST_CHOICES_OF_A_LIST} 个；请拆成两个参数")
    if not set(chosen.type.choices) & set(list_parameter.type.choices):
        raise RuleError(f"清单不会含有 {chosen.payload!r}；可选 {'、'.join(list_parameter.type.choices)}")
    return node("contains", (list_parameter, chosen), TRUTH)


def in_(value: Expression, *choices: object) -> Expression:
    """in_(relation, "head", "spouse"), or in_(kind, list_parameter)."""
    if len(choices) == 1 and isinstance(choices[0], Expression) and choices[0].type.kind is Kind.LIST:
        return contains(choices[0], value)
    return reduce(lambda left, right: left | right, (compare("eq", value, choice) for choice in choices))


def years_between(start: object, end: object) -> Expression:
    """Full years, as an age is counted; whoever is born on 29 February completes a year on 1 March."""
    return _between("years", start, end)


def months_between(start: object, end: object) -> Expression:
    """Full months; negative when `end` lies before `start`."""
    return _between("months", start, end)


def days_between(start: object, end: object) -> Expression:
    return _between("days", start, end)


def _between(op: str, start: object, end: object) -> Expression:
    args, type_ = unify((start, end), "求日期之差")
    if type_ != DATE:
        raise RuleError(f"{type_}不是日期；请给两个日期")
    return node(op, args, COUNT)


def _refuse_divided(args: tuple[Expression, ...], by: str) -> None:
    """Fractions with denominators of their own cannot be held side by side."""
    if any(arg.type.kind is Kind.UNROUNDED and is_divided(arg) for arg in args):
        raise RuleError(f"除过的金额不能放进 {by}；请先用 round_amount() 取整，或把除法改写成乘法")


def is_divided(expression: Expression) -> bool:
    """Whether an unrounded amount was divided by something other than a written number."""
    if expression.type.kind is not Kind.UNROUNDED:
        return False
    if expression.op == "div" and expression.args[1].op != "literal":
        return True
    return any(is_divided(arg) for arg in expression.args)
