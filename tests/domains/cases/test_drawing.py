"""The draw of the county's check: anybody can repeat it, and it never draws less than the share."""

from decimal import Decimal
from hashlib import sha256

from hypothesis import given
from hypothesis import strategies as st

from yimen.domains.cases.rules.drawing import draw, how_many

NUMBERS = st.sets(st.text("0123456789-", min_size=1, max_size=20), max_size=60)
THIRTY = Decimal("0.3")


def test_whoever_has_seed_and_list_draws_the_same() -> None:
    numbers = [f"441426100-2026-{serial:05d}" for serial in range(1, 8)]
    by_hand = sorted(numbers, key=lambda number: sha256(f"a1b2\n{number}".encode()).hexdigest())[:3]
    assert {lot.number for lot in draw("a1b2", numbers, THIRTY) if lot.is_drawn} == set(by_hand)


@given(NUMBERS, st.text("0123456789abcdef", min_size=1))
def test_never_less_than_the_share_and_less_than_one_file_more(numbers: set[str], seed: str) -> None:
    lots = draw(seed, numbers, THIRTY)
    drawn = sum(lot.is_drawn for lot in lots)
    assert {lot.number for lot in lots} == numbers
    assert THIRTY * len(numbers) <= drawn < THIRTY * len(numbers) + 1


@given(NUMBERS, st.text("0123456789abcdef", min_size=1), st.randoms())
def test_the_order_of_the_list_changes_nothing(numbers: set[str], seed: str, chance: object) -> None:
    shuffled = sorted(numbers)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert draw(seed, shuffled, THIRTY) == draw(seed, sorted(numbers), THIRTY)


def test_one_file_alone_is_drawn() -> None:
    assert how_many(1, THIRTY) == 1 and how_many(10, THIRTY) == 3 and how_many(11, THIRTY) == 4
