"""How long work took: what is said from counts is what a slow look at every single one says."""

import random

import pytest

from yimen.domains.worklist.durations import took


def slowly(days: list[int], tenths: int) -> int:
    """The first of all in order that has so many tenths at or before it."""
    ordered = sorted(days)
    return next(d for n, d in enumerate(ordered, start=1) if n * 10 >= len(ordered) * tenths)


@pytest.mark.parametrize("seed", range(20))
def test_counts_say_what_every_single_one_says(seed):
    dice = random.Random(seed)
    each = [(dice.randint(0, 12), dice.random() < 0.2) for _ in range(dice.randint(1, 60))]
    found = took((days, is_late, 1) for days, is_late in each)
    assert (found.done, found.late) == (len(each), sum(is_late for _, is_late in each))
    assert found.median == slowly([days for days, _ in each], 5)
    assert found.slowest_tenth == slowly([days for days, _ in each], 9)
    assert found.in_time + found.late == found.done


def test_nothing_done_took_no_time():
    found = took([])
    assert (found.done, found.late, found.median, found.slowest_tenth) == (0, 0, 0, 0)
