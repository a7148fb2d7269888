"""What is made in another thread comes in order, with its faults, and stops with whoever asked for it."""

import threading
from collections.abc import Iterator

import pytest

from yimen.foundation.beside import ahead, through

Made = list[tuple[int, int]]


def counted(until: int, made: Made, fault: Exception | None = None) -> Iterator[int]:
    for number in range(until):
        made.append((number, threading.get_ident()))
        yield number
    if fault:
        raise fault


def test_the_next_is_made_elsewhere_and_in_order():
    made: Made = []
    assert list(ahead(counted(50, made))) == list(range(50))
    assert threading.get_ident() not in {thread for _number, thread in made}


def test_a_fault_comes_where_it_happened():
    found: list[int] = []
    with pytest.raises(ValueError, match="broken"):
        for number in ahead(counted(3, [], ValueError("broken"))):
            found.append(number)
    assert found == [0, 1, 2]


def test_nothing_is_made_for_whoever_stopped_asking():
    made: Made = []
    some = ahead(counted(50, made))
    assert next(some) == 0
    some.close()
    assert len(made) <= 3


def test_what_becomes_of_each_keeps_its_order():
    made: Made = []
    assert list(through(lambda number: number * 2, counted(20, made))) == [2 * n for n in range(20)]
    assert {thread for _number, thread in made} == {threading.get_ident()}
    assert list(through(str, iter(()))) == []


def test_a_fault_of_what_is_done_beside_is_told():
    with pytest.raises(ZeroDivisionError):
        list(through(lambda number: 1 // number, iter([1, 0, 1])))
