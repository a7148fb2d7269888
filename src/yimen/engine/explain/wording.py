"""Expressions and values in plain Chinese: a formula with names, or the same with numbers."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from yimen.engine.expressions import Expression
from yimen.engine.functions import ROUNDING_PLACES
from yimen.engine.kinds import RATE_SCALE, Kind, rate_from_raw
from yimen.engine.rulebook import Rules

UNKNOWN_WORD = "未知"
_PLACES = dict(zip(ROUNDING_PLACES, ("标准", "分项", "个人", "家庭", "无"), strict=True))
_INFIX = {
    "add": "＋",
    "sub": "－",
    "mul": "×",
    "div": "÷",
    "floordiv": "整除以",
    "lt": "＜",
    "le": "≤",
    "gt": "＞",
    "ge": "≥",
    "eq": "＝",
    "ne": "≠",
    "and": "且",
    "or": "或",
}
_STRENGTH = {"or": 1, "and": 2, "add": 4, "sub": 4, "mul": 5, "div": 5, "floordiv": 5}
_COMPARING = 3
_FORMS = {
    "not": "不符合“{}”",
    "known": "已知“{}”",
    "where": "〔若{}，为 {}；否则为 {}〕",
    "min": "〔{} 与 {} 中较小者〕",
    "max": "〔{} 与 {} 中较大者〕",
    "total": "各成员（{}）之和",
    "count": "符合“{}”的成员数",
    "any": "有成员符合“{}”",
    "all": "每名成员都符合“{}”",
    "contains": "{}含有{}",
    "years": "{}至{}的周年数",
    "months": "{}至{}的整月数",
    "days": "{}至{}的天数",
    "round": "取整（{}）",
    "rounding_at": "{}取整之处",
}


@dataclass(frozen=True, slots=True)
class Words:
    """How things are called; `labels` gives the Chinese of enum choices."""

    rules: Rules
    labels: Mapping[str, str] = field(default_factory=dict)

    def value(self, kind: Kind, plain: Any) -> str:
        """A value to read: amounts in yuan, unknown said so."""
        if plain is None:
            return UNKNOWN_WORD
        return _VALUES[kind](self, plain)

    def choice(self, choice: str) -> str:
        return self.labels.get(choice, _PLACES.get(choice, choice))

    def formula(self, e: Expression) -> str:
        """In titles."""
        return self.write(e, lambda part: self.rules.title(str(part.payload)), lambda part: part)

    def write(
        self,
        e: Expression,
        named: Callable[[Expression], str],
        chosen: Callable[[Expression], Expression],
    ) -> str:
        """`named` says how a named value is written, `chosen` may put a part of a choice in its place."""
        e = chosen(e)
        if e.op in ("ref", "parameter"):
            return named(e)
        if e.op == "literal":
            return self.literal(e)
        if e.op == "unknown":
            return UNKNOWN_WORD
        if e.op in _INFIX:
            operands = (self._operand(e, at, named, chosen) for at in (0, 1))
            return f" {_INFIX[e.op]} ".join(operands)
        parts = [self.write(arg, named, chosen) for arg in (e.args[:1] if e.op == "round" else e.args)]
        return _FORMS[e.op].format(*parts)

    def literal(self, e: Expression) -> str:
        raw: Any = e.payload
        return self.value(e.type.kind, rate_from_raw(raw) if e.type.kind is Kind.RATE else raw)

    def _operand(
        self,
        e: Expression,
        at: int,
        named: Callable[[Expression], str],
        chosen: Callable[[Expression], Expression],
    ) -> str:
        """In brackets where reading order would otherwise change the meaning."""
        part = chosen(e.args[at])
        inner = _strength(part)
        is_weaker = inner < _strength(e) or (at == 1 and inner == _strength(e) and e.op in ("sub", "div"))
        text = self.write(part, named, chosen)
        return f"（{text}）" if is_weaker else text


def _strength(e: Expression) -> int:
    return _STRENGTH.get(e.op, _COMPARING if e.op in _INFIX else 9)


def yuan_text(fen: int | Fraction) -> str:
    """With two decimals; a fraction of a fen is shown with up to four."""
    exact = Fraction(fen) / 100
    if exact.denominator in (1, 2, 4, 5, 10, 20, 25, 50, 100):
        return f"{Decimal(exact.numerator) / exact.denominator:.2f}"
    return f"{float(exact):.4f}"


_VALUES: dict[Kind, Callable[[Words, Any], str]] = {
    Kind.AMOUNT: lambda _, fen: yuan_text(fen),
    Kind.UNROUNDED: lambda _, fen: yuan_text(fen),
    Kind.COUNT: lambda _, number: str(number),
    Kind.RATE: lambda _, rate: f"{Decimal(rate):f}",
    Kind.TRUTH: lambda _, is_so: "是" if is_so else "否",
    Kind.DATE: lambda _, day: day.isoformat() if isinstance(day, date) else str(day),
    Kind.ENUM: lambda words, choice: words.choice(choice),
    Kind.LIST: lambda words, choices: "、".join(words.choice(choice) for choice in choices) or "（无）",
    Kind.STRUCTURE: lambda _, structure: str(structure),
}


def plain_of(kind: Kind, evaluated: Any) -> Any:
    """What the interpreter answers, as a plain value: its rates are fractions."""
    if evaluated is None or kind is not Kind.RATE:
        return evaluated
    return rate_from_raw(int(evaluated * RATE_SCALE))
