"""The kinds of value a rule may speak of, and how each is held: amounts in fen, rates in ten-thousandths.

Nothing here is a float: an amount times a rate is *unrounded* until `round_amount` makes it an amount again.
"""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from yimen.kernel import Titled

RATE_SCALE = 10_000
MOST_CHOICES_OF_A_LIST = 62


class Kind(Titled):
    AMOUNT = "amount", "金额"
    UNROUNDED = "unrounded", "未取整的金额"
    COUNT = "count", "个数"
    RATE = "rate", "比率"
    TRUTH = "truth", "是否"
    DATE = "date", "日期"
    ENUM = "enum", "选项"
    LIST = "list", "选项清单"
    STRUCTURE = "structure", "结构"
    UNKNOWN = "unknown", "未知"


class Entity(StrEnum):
    """Whom a value belongs to; a literal belongs to nobody."""

    HOUSEHOLD = "household"
    PERSON = "person"


@dataclass(frozen=True, slots=True)
class Type:
    """A kind, and for enums and lists the choices."""

    kind: Kind
    choices: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.kind.title}（{'、'.join(self.choices)}）" if self.choices else self.kind.title


AMOUNT = Type(Kind.AMOUNT)
UNROUNDED = Type(Kind.UNROUNDED)
COUNT = Type(Kind.COUNT)
RATE = Type(Kind.RATE)
TRUTH = Type(Kind.TRUTH)
DATE = Type(Kind.DATE)
STRUCTURE = Type(Kind.STRUCTURE)
UNKNOWN = Type(Kind.UNKNOWN)


def enum(*choices: str) -> Type:
    """One of the named choices; give "none" (or the like) as a choice where the fact may be absent."""
    return Type(Kind.ENUM, choices)


def list_of(*choices: str) -> Type:
    """A set of choices; only a parameter may be a list."""
    return Type(Kind.LIST, choices)


def rate_to_raw(value: Decimal | int | str) -> int:
    """0.2 → 2000; a fifth decimal is refused, for it could not be kept."""
    scaled = Decimal(value) * RATE_SCALE
    if scaled != scaled.to_integral_value():
        raise ValueError(f"{value} 的小数超过四位")
    return int(scaled)


def rate_from_raw(raw: int) -> Decimal:
    return (Decimal(raw) / RATE_SCALE).normalize() + 0
