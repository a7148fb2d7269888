"""Shards on this machine: as many at once as there are workers, each in a thread.

NumPy, Polars and Arrow compute outside Python's lock, so that threads share one compiled set of rules and
still use all cores; results are brought to the disk by a thread of its own. One worker computes in the
caller's thread, with its database connection and scope.
"""

from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from yimen.foundation.shards.types import Refusal, Shard, Watch
from yimen.foundation.shards.work import Work

BEAT = 0.2
"""Seconds between two questions whether to stop."""


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
        waiting = iter(shards)
        upcoming = (shard for shard in waiting if not watch.is_cancelled())
        if self.workers == 1:
            yield from map(work, upcoming)
            return
        with ThreadPoolExecutor(self.workers) as pool, ThreadPoolExecutor(1) as disk:
            running = {pool.submit(work.compute, shard) for shard in islice(upcoming, self.workers)}
            settling: deque[Future[None]] = deque()
            while running:
                ended, running = wait(running, BEAT, FIRST_COMPLETED)
                for one in ended:
                    found = one.result()
                    running |= {pool.submit(work.compute, shard) for shard in islice(upcoming, 1)}
                    if isinstance(found, Path):
                        settling.append(disk.submit(work.settle, found))
                    else:
                        yield found
                while settling and settling[0].done():
                    yield settling.popleft().result()
            yield from (one.result() for one in settling)
