"""What may stand at a leaf of a household file: each kind reads a value or says what is allowed instead."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import Enum
from reprlib import Repr
from unicodedata import category

from yimen.kernel import RegionCode, RegionCodeError, Sentence

LARGEST_YUAN = 100_000_000_000
FEW = 10
_UNPRINTABLE = ("Cc", "Cs")  # control characters and halves of characters
_BRIEF = Repr()
_BRIEF.maxlevel, _BRIEF.maxlist, _BRIEF.maxdict = 2, 3, 3


class Unknown(Enum):
    """A fact that is not known; never the same as zero, no or absent."""

    UNKNOWN = "unknown"


UNKNOWN = Unknown.UNKNOWN


@dataclass(frozen=True, slots=True)
class Leaf:
    """`read` returns the value as rules hold it, or raises ValueError with the sentence of what is wrong.

    `answers` are all a leaf can hold, where they are few; None among them is “none of these”.
    """

    allowed: str
    read: Callable[[object], object]
    may_be_unknown: bool = True
    answers: tuple[object, ...] = ()


def shown(value: object) -> str:
    """What was written, cut short; of a list or a group only its beginning is ever spelled out."""
    if value is None:
        return Sentence("空")
    if isinstance(value, list | tuple | dict):
        return _BRIEF.repr(value)
    text = f"“{value[:60]}”" if isinstance(value, str) else str(value)
    return text if len(text) <= 62 else text[:60] + "…"


def number(value: object) -> Decimal:
    """An exact number; a float is taken as it is written."""
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal | str):
        raise ValueError(Sentence("%(value)s 不是数", value=shown(value)))
    if isinstance(value, str) and not re.fullmatch(r"-?\d+(\.\d+)?", value):
        raise ValueError(Sentence("%(value)s 不是数", value=shown(value)))
    try:
        exact = Decimal(str(value))
    except InvalidOperation as refusal:
        raise ValueError(Sentence("%(value)s 不是数", value=shown(value))) from refusal
    if not exact.is_finite():
        raise ValueError(Sentence("%(value)s 不是数", value=shown(value)))
    return exact


def _fen(value: object) -> int:
    exact = number(value)
    if exact < 0:
        raise ValueError(Sentence("%(value)s 小于零", value=shown(value)))
    if exact > LARGEST_YUAN:
        raise ValueError(Sentence("%(value)s 过大", value=shown(value)))
    fen = exact * 100
    if fen != fen.to_integral_value():
        raise ValueError(Sentence("%(value)s 的小数超过两位", value=shown(value)))
    return int(fen)


def whole(value: object, lowest: int, highest: int) -> int:
    exact = number(value)
    if exact != exact.to_integral_value() or isinstance(value, str):
        raise ValueError(Sentence("%(value)s 不是整数", value=shown(value)))
    if not lowest <= exact <= highest:
        raise ValueError(Sentence("%(value)s 超出范围", value=shown(value)))
    return int(exact)


def _area(value: object) -> int:
    """Square metres, held in hundredths."""
    return _fen(value)


def _truth(value: object) -> bool:
    if isinstance(value, bool):
        return value
    raise ValueError(Sentence("%(value)s 不是“是/否”", value=shown(value)))


def day(value: object) -> date:
    if type(value) is date:
        return value
    if isinstance(value, str) and re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            raise ValueError(Sentence("%(value)s 不是存在的日期", value=shown(value))) from None
    raise ValueError(Sentence("%(value)s 不是日期", value=shown(value)))


def _text(value: object) -> str:
    if not isinstance(value, str) or not value.strip() or len(value) > 100:
        raise ValueError(Sentence("%(value)s 不是文字", value=shown(value)))
    if any(category(character) in _UNPRINTABLE for character in value):
        raise ValueError(Sentence("含有控制字符或残缺的字符"))
    return value


def _name_or_number(value: object) -> str:
    """Places call their tiers 一档 or 1."""
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else _text(value)


def _region(value: object) -> str:
    if not isinstance(value, str):
        raise ValueError(Sentence("%(value)s 不是加引号的代码", value=shown(value)))
    try:
        return str(RegionCode(value))
    except RegionCodeError as refusal:
        raise ValueError(Sentence("%(value)s 不是行政区划代码", value=shown(value))) from refusal


AMOUNT = Leaf(Sentence("0 至 %(most)s 的数，至多两位小数", most=LARGEST_YUAN), _fen)
AREA = Leaf(Sentence("不小于 0 的平方米数，至多两位小数"), _area)
TRUTH = Leaf(Sentence("true 或 false"), _truth, answers=(False, True))
DAY = Leaf(Sentence("日期，如 2025-03-01"), day)
SURE_DAY = Leaf(DAY.allowed, day, may_be_unknown=False)
TEXT = Leaf(Sentence("不超过 100 字的文字"), _text)
TIER = Leaf(Sentence("不超过 100 字的文字或整数"), _name_or_number)
REF = Leaf(Sentence("不超过 100 字的文字，在文件中唯一"), _text, may_be_unknown=False)
REFERENCE = Leaf(Sentence("成员的 ref"), _text)
REGION = Leaf(Sentence('加引号的 12 位行政区划代码，如 "441426100200"'), _region)
SURE_REGION = Leaf(REGION.allowed, _region, may_be_unknown=False)


def count(lowest: int = 0, highest: int = 100_000) -> Leaf:
    answers = tuple(range(lowest, highest + 1)) if highest - lowest < FEW else ()
    allowed = Sentence("%(least)s 至 %(most)s 的整数", least=lowest, most=highest)
    return Leaf(allowed, lambda value: whole(value, lowest, highest), answers=answers)


def choice(*choices: str) -> Leaf:
    def read(value: object) -> str:
        if not isinstance(value, str) or value not in choices:
            raise ValueError(Sentence("%(value)s 不在选项之中", value=shown(value)))
        return value

    return Leaf(Sentence("%(choices)s", choices=choices), read, answers=(*choices, None))
