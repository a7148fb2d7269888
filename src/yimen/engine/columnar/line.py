"""Takes, makes and puts down one thing after another with a fixed number of threads, none of which only takes
or only puts: each does what keeps the line moving.
"""

from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from itertools import islice
from threading import Condition
from typing import Generic, TypeVar

Step = Callable[[], None]
T = TypeVar("T")
R = TypeVar("R")


def run_line(things: Iterator[T], make: Callable[[T], R], put: Callable[[R], None], threads: int) -> None:
    """Things are taken one at a time, made into something else side by side, and put down in their order, one
    at a time. At most two more than there are threads are under way.
    """
    line = _Line(things, make, put, threads + 2)
    with ThreadPoolExecutor(threads) as pool:
        others = [pool.submit(line.work) for _ in range(threads - 1)]
        line.work()
        for other in others:
            other.result()


class _Line(Generic[T, R]):
    def __init__(
        self, things: Iterator[T], make: Callable[[T], R], put: Callable[[R], None], most: int
    ) -> None:
        self.things, self.make, self.put, self.most = things, make, put, most
        self.turn = Condition()
        self.taken: deque[tuple[int, T]] = deque()
        self.made: dict[int, R] = {}
        self.takings, self.puttings = 0, 0
        self.is_taking, self.is_putting, self.is_at_end, self.is_broken = False, False, False, False

    def work(self) -> None:
        """One of the threads, until all is put down or one of them fails."""
        try:
            while (step := self._wait_for_step()) is not None:
                step()
        except BaseException:
            with self.turn:
                self.is_broken = True
                self.turn.notify_all()
            raise

    def _wait_for_step(self) -> Step | None:
        with self.turn:
            while not self._is_over():
                if (step := self._step()) is not None:
                    return step
                self.turn.wait()
            return None

    def _is_over(self) -> bool:
        return self.is_broken or (self.is_at_end and self.puttings == self.takings)

    def _step(self) -> Step | None:
        """What waits at the end of the line comes first: putting down cannot be shared."""
        if not self.is_putting and self.puttings in self.made:
            self.is_putting = True
            return partial(self._put, self.made.pop(self.puttings))
        if self.taken:
            return partial(self._make, *self.taken.popleft())
        if self.is_taking or self.is_at_end or self.takings - self.puttings >= self.most:
            return None
        self.is_taking = True
        return self._take

    def _take(self) -> None:
        found = list(islice(self.things, 1))
        with self.turn:
            self.taken.extend((self.takings, thing) for thing in found)
            self.takings += len(found)
            self.is_taking, self.is_at_end = False, not found
            self.turn.notify_all()

    def _make(self, number: int, thing: T) -> None:
        made = self.make(thing)
        with self.turn:
            self.made[number] = made
            self.turn.notify_all()

    def _put(self, made: R) -> None:
        self.put(made)
        with self.turn:
            self.puttings += 1
            self.is_putting = False
            self.turn.notify_all()
