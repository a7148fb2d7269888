"""Mass work in chunks: each chunk is written once, in its own transaction, and a second attempt skips it."""

import contextlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import TypeVar
from uuid import UUID

from django.db import connection
from django.db.models import F
from django.utils import timezone

from yimen.foundation.audit import Doer
from yimen.foundation.database.scope import Scope, scoped
from yimen.foundation.jobs.models import Chunk, Run, RunState
from yimen.kernel import YimenError

_Item = TypeVar("_Item")
LOST_AFTER = timedelta(minutes=5)
"""A worker that died is taken over within two minutes; whatever says nothing for longer goes on by hand."""


def begin_alone(kind: str, place: str) -> None:
    """Whoever else is about to begin or take up such a run here waits until this transaction has ended."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"{kind} {place}"])


def start_run(kind: str, *, total: int, by: Doer) -> Run:
    """A run of `total` rows."""
    return Run.objects.create(kind=kind, total=total, user_id=by.user_id, post_id=by.post_id)


def get_run(run_id: UUID) -> Run:
    """Where a run stands now."""
    return Run.objects.get(id=run_id)


def is_lost(run: Run) -> bool:
    """It says that it runs, and nothing was heard of whoever worked on it for too long."""
    return run.state == RunState.RUNNING and (run.beat_at or run.started_at) + LOST_AFTER <= timezone.now()


def fail_lost(run: Run) -> bool:
    """Whether it was lost; then it has failed from now on, and may be taken up again."""
    found = is_lost(run)
    if found:
        fail_run(run.id, "lost")
    return found


def take_up_again(run_id: UUID, *, by: Doer) -> None:
    """A run that failed goes on from now under this name, before its job has begun: nobody does so twice."""
    failed = Run.objects.filter(id=run_id, state=RunState.FAILED)
    failed.update(
        state=RunState.RUNNING,
        finished_at=None,
        error_code="",
        beat_at=timezone.now(),
        user_id=by.user_id,
        post_id=by.post_id,
    )


def fail_run(run_id: UUID, code: str) -> None:
    """A run that could not even begin, so that nobody waits for it; one that has ended stays as it ended."""
    running = Run.objects.filter(id=run_id, state=RunState.RUNNING)
    running.update(state=RunState.FAILED, finished_at=timezone.now(), error_code=code[:64])


def run_chunks(
    run_id: UUID, scope: Scope, chunks: Iterable[Sequence[_Item]], write: Callable[[Sequence[_Item]], bytes]
) -> None:
    """Write the chunks that are not yet written; `write` returns the digest of what it wrote."""
    with _accounted(run_id):
        written = set(Chunk.objects.filter(run_id=run_id).values_list("number", flat=True))
        for number, rows in enumerate(chunks):
            if number not in written:
                _write_chunk(run_id, scope, number, rows, write)
        _finish(run_id, RunState.DONE)


@dataclass(frozen=True)
class Steps:
    """The parts of a run whose result is made anew at every attempt, each in its own transaction."""

    run_id: UUID
    scope: Scope

    def begin(self, total: int) -> None:
        """So many rows as it turns out, none of them done."""
        Run.objects.filter(id=self.run_id).update(done=0, total=total)

    def take(self, work: Callable[[], _Item], rows: int = 0) -> _Item:
        """Do it within the scope, count its rows as done, and return what came of it."""
        with scoped(self.scope):
            made = work()
            _count(self.run_id, rows)
            return made


@contextlib.contextmanager
def in_steps(run_id: UUID, scope: Scope) -> Iterator[Steps]:
    """A run that is done when the block ends, and failed when it does not."""
    with _accounted(run_id):
        yield Steps(run_id, scope)
        _finish(run_id, RunState.DONE)


def _write_chunk(
    run_id: UUID, scope: Scope, number: int, rows: Sequence[_Item], write: Callable[[Sequence[_Item]], bytes]
) -> None:
    """Nothing where another attempt has just written it."""
    with scoped(scope):
        begin_alone("chunk", str(run_id))
        if Chunk.objects.filter(run_id=run_id, number=number).exists():
            return
        Chunk.objects.create(run_id=run_id, number=number, rows=len(rows), digest=write(rows))
        _count(run_id, len(rows))


def _count(run_id: UUID, rows: int) -> None:
    Run.objects.filter(id=run_id).update(done=F("done") + rows, beat_at=timezone.now())


@contextlib.contextmanager
def _accounted(run_id: UUID) -> Iterator[None]:
    Run.objects.filter(id=run_id).update(
        state=RunState.RUNNING, finished_at=None, error_code="", beat_at=timezone.now()
    )
    try:
        yield
    except BaseException as fault:  # whoever interrupts a command leaves a run that can go on
        code = fault.code if isinstance(fault, YimenError) else type(fault).__name__
        _finish(run_id, RunState.FAILED, code)
        raise


def _finish(run_id: UUID, state: RunState, code: str = "") -> None:
    Run.objects.filter(id=run_id).update(state=state, finished_at=timezone.now(), error_code=code[:64])
