"""Work done beside: the next of something is made while the last is still in use."""

from collections import deque
from collections.abc import Callable, Generator, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

LANES = 2

T = TypeVar("T")
S = TypeVar("S")


def ahead(found: Iterator[T]) -> Generator[T, None, None]:
    """The same in the same order, with its faults; one is made in another thread before it is asked for.

    Whatever makes them must not need the thread it began in, as connections to the database do.
    """
    with ThreadPoolExecutor(1) as beside:
        coming = beside.submit(next, found, None)
        while (one := coming.result()) is not None:
            coming = beside.submit(next, found, None)
            yield one


def through(does: Callable[[S], T], given: Iterator[S]) -> Iterator[T]:
    """What becomes of each, in order: two are made in other threads while the next is being given."""
    with ThreadPoolExecutor(LANES) as beside:
        waiting: deque[Future[T]] = deque()
        for one in given:
            if len(waiting) == LANES:
                yield waiting.popleft().result()
            waiting.append(beside.submit(does, one))
        while waiting:
            yield waiting.popleft().result()
