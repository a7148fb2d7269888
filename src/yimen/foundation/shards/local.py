"""Shards on this machine: as many at once as there are workers, each in a thread.

NumPy, Polars and Arrow compute outside Python's lock, so that threads share one compiled set of rules and
still use all cores. One worker computes in the caller's thread, with its database connection and scope.
"""

from collections.abc import Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, wait
from dataclasses import dataclass
from itertools import islice, takewhile
from threading import Semaphore

from yimen.foundation.shards.types import Refusal, Shard, Watch
from yimen.foundation.shards.work import Work


@dataclass(frozen=True, slots=True)
class Local:
    """Memory holds at most as many shards as there are workers."""

    workers: int = 2

    def run(self, work: Work, shards: Sequence[Shard], watch: Watch) -> list[Refusal]:
        """Shards that have begun are finished before a stop."""
        refusals: list[Refusal] = []
        for ended, refusal in enumerate(self._outcomes(work, shards, watch), 1):
            refusals += [refusal] if refusal else []
            watch.tell(ended)
        return refusals

    def _outcomes(self, work: Work, shards: Sequence[Shard], watch: Watch) -> Iterator[Refusal | None]:
        """One thread more than workers: it brings results to the disk while the others compute."""
        upcoming = takewhile(lambda _: not watch.is_cancelled(), shards)
        if self.workers == 1:
            yield from map(work, upcoming)
            return
        threads, turn = self.workers + 1, Semaphore(self.workers)
        with ThreadPoolExecutor(threads) as pool:
            running = {pool.submit(work, shard, turn) for shard in islice(upcoming, threads)}
            while running:
                ended, running = wait(running, return_when=FIRST_COMPLETED)
                for one in ended:
                    refusal = one.result()
                    running |= {pool.submit(work, shard, turn) for shard in islice(upcoming, 1)}
                    yield refusal
