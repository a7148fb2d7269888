"""The line puts things down in their order, holds few at a time, and stops where one of its steps fails."""

import threading
import time

import pytest

from yimen.engine.columnar.line import run_line


@pytest.mark.parametrize("threads", [1, 2, 5])
@pytest.mark.parametrize("number", [0, 1, 40])
def test_things_are_put_down_in_their_order(threads, number):
    found: list[int] = []

    def slowly(thing):
        time.sleep(thing % 3 / 1000)
        return thing * 10

    run_line(iter(range(number)), slowly, found.append, threads)
    assert found == [thing * 10 for thing in range(number)]


def test_few_are_under_way_and_only_one_is_taken_or_put_down_at_a_time():
    taken: list[int] = []
    put: list[int] = []
    most: list[int] = []
    puts = threading.Lock()

    def things():
        for thing in range(30):
            taken.append(thing)
            most.append(len(taken) - len(put))
            yield thing

    def put_down(thing):
        assert puts.acquire(blocking=False)
        time.sleep(0.001)
        put.append(thing)
        puts.release()

    run_line(things(), lambda thing: thing, put_down, 3)
    assert max(most) <= 5


def _broken(thing=None):
    raise ValueError("broken")


def _things_that_break():
    yield from range(3)
    _broken()


@pytest.mark.parametrize(
    ("things", "make", "put"),
    [
        (_things_that_break, abs, abs),
        (lambda: iter(range(9)), _broken, abs),
        (lambda: iter(range(9)), abs, _broken),
    ],
    ids=["taking", "making", "putting down"],
)
@pytest.mark.parametrize("threads", [1, 3])
def test_where_a_step_fails_all_stop_and_it_is_told(things, make, put, threads):
    with pytest.raises(ValueError, match="broken"):
        run_line(things(), make, put, threads)
