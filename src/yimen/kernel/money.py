"""Money as whole fen. Yuan exist only where people read and write."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from yimen.kernel.errors import YimenError

_MOST_DIGITS = 15
"""Beyond it a number typed by hand is a mistake, and one written as 1E+999999 would occupy the machine."""


class AmountError(YimenError):
    code = "amount_refused"


@dataclass(frozen=True, order=True, slots=True)
class Money:
    """An amount in fen; negative amounts are allowed, fractions of a fen are not."""

    fen: int

    def __post_init__(self) -> None:
        if not isinstance(self.fen, int) or isinstance(self.fen, bool):
            raise AmountError("金额须为整数分，收到 %(value)s；元请用 Money.yuan('12.30')", value=self.fen)

    @classmethod
    def yuan(cls, text: str | int | Decimal) -> Money:
        """From yuan with at most two decimals; floats are refused because they cannot be exact."""
        if isinstance(text, float):
            raise AmountError("金额不能是浮点数 %(value)s；请写成文字，如 '12.30'", value=text)
        try:
            yuan = Decimal(text)
        except InvalidOperation:
            raise AmountError("“%(value)s”不是金额；请写成元，如 12.30", value=text) from None
        if not yuan.is_finite():
            raise AmountError("“%(value)s”不是金额；请写成元，如 12.30", value=text)
        if yuan.adjusted() >= _MOST_DIGITS:
            raise AmountError("金额最多%(digits)s位整数；请核对是否多写了零", value=text, digits=_MOST_DIGITS)
        fen = yuan * 100
        if fen != fen.to_integral_value():
            raise AmountError("“%(value)s”不足一分；请最多写两位小数", value=text)
        return cls(int(fen))

    def __str__(self) -> str:
        sign = "-" if self.fen < 0 else ""
        return f"{sign}{abs(self.fen) // 100}.{abs(self.fen) % 100:02d}"

    def __add__(self, other: Money) -> Money:
        return Money(self.fen + other.fen) if isinstance(other, Money) else NotImplemented

    def __sub__(self, other: Money) -> Money:
        return Money(self.fen - other.fen) if isinstance(other, Money) else NotImplemented

    def __mul__(self, times: int) -> Money:
        return Money(self.fen * times) if isinstance(times, int) else NotImplemented

    __rmul__ = __mul__

    def __neg__(self) -> Money:
        return Money(-self.fen)

    def __bool__(self) -> bool:
        return self.fen != 0
