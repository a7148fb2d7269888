"""Drawing lots: nobody foresees it, anybody repeats it, and it never draws less than the share."""

from datetime import date
from decimal import Decimal
from hashlib import sha256
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yimen.foundation.lots import (
    Batch,
    Draws,
    Flaw,
    Lot,
    Tally,
    UnreadableError,
    draw,
    flaws,
    how_many,
    is_low,
    read,
)
from yimen.foundation.lots import published as as_file

NUMBERS = st.sets(st.text("0123456789-", min_size=1, max_size=20), max_size=60)
SEEDS = st.text("0123456789abcdef", min_size=1)
THIRTY = Decimal("0.3")
SEED, HEAD = "a1b2", "c3d4"
SEVEN = tuple(f"441426100-2026-{serial:05d}" for serial in range(1, 8))
WEEK = tuple(date(2026, 3, day) for day in (2, 3, 4, 5, 6))


def by_hand(number: str) -> str:
    return sha256(f"{SEED}\n{HEAD}\n{number}".encode()).hexdigest()


def test_whoever_has_seed_head_and_list_draws_the_same() -> None:
    scores = sorted((by_hand(number), number) for number in SEVEN)
    low = {number for found, number in scores if int(found, 16) / 2**256 < 0.3}
    wanted = low | {number for _found, number in scores[:3]}
    assert {lot.number for lot in draw(SEED, HEAD, SEVEN, THIRTY) if lot.is_drawn} == wanted


def test_another_head_makes_other_scores() -> None:
    assert {lot.score for lot in draw(SEED, HEAD, SEVEN, THIRTY)}.isdisjoint(
        lot.score for lot in draw(SEED, "c3d5", SEVEN, THIRTY)
    )


@given(NUMBERS, SEEDS, SEEDS, st.integers(0, 40), st.integers(0, 40))
def test_the_month_never_holds_less_than_the_share(
    numbers: set[str], seed: str, head: str, files: int, drawn: int
) -> None:
    before = Tally(files, min(files, max(drawn, how_many(files, THIRTY))))
    lots = draw(seed, head, numbers, THIRTY, before)
    after = before.with_lots(lots)
    assert {lot.number for lot in lots} == numbers
    assert after.drawn >= THIRTY * after.files


@given(NUMBERS, SEEDS, SEEDS)
def test_a_file_is_never_safe_because_many_were_drawn_before(numbers: set[str], seed: str, head: str) -> None:
    lots = draw(seed, head, numbers, THIRTY, Tally(files=100, drawn=100))
    assert [lot.is_drawn for lot in lots] == [is_low(lot.score, THIRTY) for lot in lots]


@given(NUMBERS, SEEDS, st.randoms())
def test_the_order_of_the_list_changes_nothing(numbers: set[str], seed: str, chance: Random) -> None:
    shuffled = sorted(numbers)
    chance.shuffle(shuffled)
    assert draw(seed, HEAD, shuffled, THIRTY) == draw(seed, HEAD, sorted(numbers), THIRTY)


def test_one_file_alone_is_drawn() -> None:
    assert how_many(1, THIRTY) == 1 and how_many(10, THIRTY) == 3 and how_many(11, THIRTY) == 4
    (lot,) = draw(SEED, HEAD, ["1"], THIRTY)
    assert lot.is_drawn


def published() -> list[Batch]:
    """Three days of a month, drawn as the machine draws."""
    before, batches = Tally(), []
    for day, numbers in zip(WEEK, (SEVEN[:2], SEVEN[2:3], SEVEN[3:]), strict=False):
        lots = draw(SEED, HEAD, numbers, THIRTY, before)
        batches.append(Batch(day, HEAD, THIRTY, lots))
        before = before.with_lots(lots)
    return batches


def changed(batch: Batch, place: int, **parts: object) -> Batch:
    lots = list(batch.lots)
    was = lots[place]
    fields = {"number": was.number, "score": was.score, "is_drawn": was.is_drawn} | parts
    lots[place] = Lot(**fields)  # type: ignore[arg-type]
    return Batch(batch.day, batch.head, batch.share, tuple(lots))


def test_what_was_published_is_found_sound() -> None:
    assert flaws(SEED, published()) == ()


@pytest.mark.parametrize("place", [0, 1, 3])
def test_a_choice_that_was_changed_is_found(place: int) -> None:
    first, second, third = published()
    third = changed(third, place, is_drawn=not third.lots[place].is_drawn)
    assert flaws(SEED, [first, second, third]) == ((Flaw.CHOICE, WEEK[2]),)


def test_a_score_that_was_changed_is_found() -> None:
    first, *rest = published()
    assert flaws(SEED, [changed(first, 0, score="0" * 64), *rest])[0] == (Flaw.SCORE, WEEK[0])


def test_a_file_that_is_drawn_twice_is_found() -> None:
    first, _second, third = published()
    lots = draw(SEED, HEAD, SEVEN[:1], THIRTY, Tally().with_lots(first.lots))
    assert (Flaw.TWICE, WEEK[1]) in flaws(SEED, [first, Batch(WEEK[1], HEAD, THIRTY, lots), third])


def test_days_that_go_back_are_found() -> None:
    first, second, third = published()
    back = Batch(WEEK[0], third.head, third.share, third.lots)
    assert (Flaw.DAYS, WEEK[0]) in flaws(SEED, [first, second, back])


def test_the_published_file_reads_as_it_was_written() -> None:
    draws = Draws("平远县", "2026-03", SEED, tuple(published()))
    assert read(as_file([draws])) == (draws,)


@pytest.mark.parametrize("text", ["", "{}x", "[1]", '[{"place": "", "month": ""}]', '{"a": 1}'])
def test_another_file_is_refused(text: str) -> None:
    with pytest.raises(UnreadableError):
        read(text)
