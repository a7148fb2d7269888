"""Money is whole fen, read and written as yuan."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yimen.kernel import AmountError, Money

fens = st.integers(-(10**12), 10**12)


@given(fens)
def test_writing_and_reading_gives_the_same_amount(fen: int) -> None:
    assert Money.yuan(str(Money(fen))) == Money(fen)


@given(fens, fens, st.integers(-100, 100))
def test_arithmetic_is_that_of_fen(a: int, b: int, times: int) -> None:
    assert Money(a) + Money(b) == Money(a + b)
    assert Money(a) - Money(b) == Money(a - b)
    assert times * Money(a) == Money(a) * times == Money(a * times)
    assert (Money(a) < Money(b)) == (a < b)


def test_small_negative_amounts_keep_their_sign() -> None:
    assert str(Money(-5)) == "-0.05"
    assert -Money(5) == Money(-5)
    assert not Money(0)


@pytest.mark.parametrize("text", ["12.345", "abc", "", "NaN", "Infinity", 0.1])
def test_what_is_not_yuan_and_fen_is_refused(text: object) -> None:
    with pytest.raises(AmountError):
        Money.yuan(text)  # type: ignore[arg-type]


def test_fen_must_be_whole() -> None:
    with pytest.raises(AmountError, match="整数分"):
        Money(1.5)  # type: ignore[arg-type]
