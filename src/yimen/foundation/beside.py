"""Work done beside: the next of something is made while the last is still in use."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

T = TypeVar("T")
S = TypeVar("S")


def ahead(found: Iterator[T]) -> Iterator[T]:
    """The same in the same order, with its faults; one is made in another thread before it is asked for.

    Whatever makes them must not need the thread it began in, as connections to the database do.
    """
    with ThreadPoolExecutor(1) as beside:
        coming = beside.submit(next, found, None)
        while (one := coming.result()) is not None:
            coming = beside.submit(next, found, None)
            yield one


def through(does: Callable[[S], T], given: Iterator[S]) -> Iterator[T]:
    """What becomes of each, in order: made in another thread while the next is being given."""
    with ThreadPoolExecutor(1) as beside:
        last = None
        for one in given:
            made = beside.submit(does, one)
            if last is not None:
                yield last.result()
            last = made
        if last is not None:
            yield last.result()
