"""Jobs as the worker runs them: own scope, own transaction, ids only, repeatable; runs count their chunks."""

import ast
import re
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone
from procrastinate.contrib.django import app as procrastinate_app
from procrastinate.contrib.django.models import ProcrastinateJob

from yimen.foundation.audit import SYSTEM, as_user, record
from yimen.foundation.audit.models import Seal
from yimen.foundation.database.scope import EVERYWHERE, Scope, scoped, system_scope
from yimen.foundation.files.models import StoredFile
from yimen.foundation.jobs import outbox
from yimen.foundation.jobs.errors import ArgumentNotAllowedError
from yimen.foundation.jobs.models import Run, RunState
from yimen.foundation.jobs.outbox import announce, on
from yimen.foundation.jobs.queue import defer, job
from yimen.foundation.jobs.runs import (
    LOST_AFTER,
    fail_lost,
    get_run,
    is_lost,
    run_chunks,
    start_run,
    take_up_again,
)
from yimen.foundation.jobs.worker import run_worker
from yimen.foundation.models import make_id

SOURCE = Path(__file__).parents[2] / "src" / "yimen"
TOWN = Scope("441426100000", "441426101000")
seen: list[Any] = []


@pytest.fixture(autouse=True)
def clean(settings: Any, tmp_path: Path) -> Iterator[None]:
    settings.YIMEN_AUDIT_HEADS = tmp_path / "heads.jsonl"
    tasks, subscribers = dict(procrastinate_app.tasks), dict(outbox._subscribers)
    seen.clear()
    yield
    procrastinate_app.tasks.clear()
    procrastinate_app.tasks.update(tasks)
    outbox._subscribers.clear()
    outbox._subscribers.update(subscribers)


def _file(region: str) -> StoredFile:
    return StoredFile.objects.create(
        kind="test", subject=make_id(), region=region, content_type="image/png", size=1, digest=b"x"
    )


@pytest.mark.django_db(transaction=True)
def test_a_job_opens_its_own_scope_and_sees_only_that() -> None:
    @job("test.count_files")
    def count_files(town: str) -> None:
        with scoped(TOWN):
            seen.append((town, StoredFile.objects.count()))

    with system_scope():
        _file("441426100201"), _file("441426101201")
    town = make_id()
    defer("test.count_files", town=town)
    run_worker(wait=False)
    assert seen == [(str(town), 1)]


@pytest.mark.django_db(transaction=True)
def test_a_job_without_a_scope_fails_and_one_job_leaves_none_to_the_next() -> None:
    @job("test.scoped")
    def with_scope() -> None:
        with system_scope():
            seen.append(StoredFile.objects.count())

    @job("test.unscoped")
    def without_scope() -> None:
        try:
            StoredFile.objects.count()
        except DatabaseError as refusal:
            seen.append(str(refusal).split(" (")[0])

    with system_scope():
        _file("441426100201")
    for name in ("test.scoped", "test.unscoped", "test.scoped", "test.unscoped"):
        defer(name)
    run_worker(wait=False)
    refusal = "yimen: the scope of this transaction is not set"
    assert sorted(seen, key=str) == [1, 1, refusal, refusal]


@pytest.mark.django_db(transaction=True)
def test_a_job_exists_only_if_its_transaction_commits() -> None:
    @job("test.nothing")
    def nothing() -> None:
        seen.append(1)

    with pytest.raises(ZeroDivisionError), transaction.atomic():
        defer("test.nothing")
        raise ZeroDivisionError
    assert not ProcrastinateJob.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_also_within_the_worker_a_deferred_job_shares_the_transaction() -> None:
    @job("test.child")
    def child() -> None:
        seen.append("child")

    @job("test.parent")
    def parent() -> None:
        try:
            with system_scope():
                defer("test.child")
                raise ZeroDivisionError
        except ZeroDivisionError:
            seen.append("parent")

    defer("test.parent")
    run_worker(wait=False)
    assert seen == ["parent"]


@pytest.mark.django_db(transaction=True)
def test_a_failed_job_is_kept_for_another_attempt_and_a_done_one_is_not() -> None:
    @job("test.fails")
    def fails() -> None:
        raise ZeroDivisionError

    @job("test.works")
    def works() -> None:
        seen.append(1)

    defer("test.fails")
    defer("test.works")
    run_worker(wait=False)
    waiting = ProcrastinateJob.objects.get()
    assert (waiting.task_name, waiting.status, waiting.attempts) == ("test.fails", "todo", 1)


@pytest.mark.django_db(transaction=True)
def test_a_job_whose_worker_was_killed_is_run_by_the_next_worker() -> None:
    @job("test.interrupted")
    def interrupted() -> None:
        seen.append(1)

    defer("test.interrupted")
    with connection.cursor() as cursor:
        dead = "(last_heartbeat) VALUES (now() - interval '1 hour')"
        cursor.execute(f"INSERT INTO procrastinate_workers {dead} RETURNING id")
        cursor.execute(
            "UPDATE procrastinate_jobs SET status = 'doing', attempts = 1, worker_id = %s", cursor.fetchone()
        )
    run_worker(wait=False)
    assert seen == [1]


@pytest.mark.django_db(transaction=True)
def test_news_reaches_every_subscriber_with_its_ids_and_none_after_a_rollback() -> None:
    @on("test.happened", name="test.first_hears")
    def first(ids: list[UUID]) -> None:
        seen.append(("first", ids))

    @on("test.happened", name="test.second_hears")
    def second(ids: list[UUID]) -> None:
        seen.append(("second", ids))

    concerned = [make_id(), make_id()]
    with transaction.atomic():
        announce("test.happened", concerned)
    announce("test.nobody-listens", concerned)
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        announce("test.happened", concerned)
        raise ZeroDivisionError
    run_worker(wait=False)
    assert sorted(seen) == [("first", concerned), ("second", concerned)]


@pytest.mark.django_db(transaction=True)
def test_the_worker_seals_the_audit() -> None:
    record("test:happen", kind="test", subject=make_id(), region="441426100000", by=SYSTEM)
    run_worker(wait=False)
    assert Seal.objects.count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize("value", ["钟小梅", "441426199001011234", "13800000000", 12, {"a": 1}, ["x"], None])
def test_anything_but_ids_and_dates_is_refused(value: Any) -> None:
    with pytest.raises(ArgumentNotAllowedError, match="只能是编号或日期"):
        defer("test.anything", argument=value)


@pytest.mark.django_db
def test_ids_and_dates_are_written_as_plain_text() -> None:
    @job("test.plain")
    def plain(**_arguments: Any) -> None: ...

    one = make_id()
    defer("test.plain", one=one, many=[one], day=date(2026, 7, 1))
    assert ProcrastinateJob.objects.get().args == {"one": str(one), "many": [str(one)], "day": "2026-07-01"}


def test_nobody_enqueues_past_our_queue() -> None:
    """Arguments are checked in one place; the `.defer(` of the library, no query's, is nowhere else."""
    past = re.compile(r"procrastinate_app|\.defer_async\(|configure_task")
    deferred = re.compile(r"\.defer\((?!\")")
    modules = {path: path.read_text() for path in SOURCE.rglob("*.py")}
    tasks = [path for path, text in modules.items() if "foundation.jobs" in text and deferred.search(text)]
    found = {path for path, text in modules.items() if past.search(text)} | set(tasks)
    assert sorted(path.relative_to(SOURCE).as_posix() for path in found) == [
        "foundation/jobs/queue.py",
        "foundation/jobs/worker.py",
    ]


def test_declared_jobs_take_ids_and_iso_dates_only() -> None:
    """Every parameter of a declared job is text or a list of text; a job by the clock has none."""
    allowed = {"str", "list[str]", "list[UUID]"}
    wrong = []
    for path in SOURCE.rglob("jobs.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.FunctionDef) and any(_declares(each) for each in node.decorator_list):
                parameters = [*node.args.args, *node.args.kwonlyargs]
                kinds = [ast.unparse(each.annotation) for each in parameters if each.annotation]
                wrong += [f"{path}:{node.lineno}"] if not set(kinds) <= allowed else []
    assert wrong == []


def _declares(decorator: ast.expr) -> bool:
    return isinstance(decorator, ast.Call) and ast.unparse(decorator.func).split(".")[-1] in {"job", "on"}


def _write(rows: Sequence[int]) -> bytes:
    for _row in rows:
        _file("441426100201")
    return bytes(rows)


@pytest.mark.django_db
def test_a_run_counts_its_chunks_and_a_second_attempt_writes_none_twice() -> None:
    run = start_run("test.import", total=5, by=SYSTEM)
    chunks = [[1, 2], [3, 4], [5]]
    run_chunks(run.id, EVERYWHERE, chunks, _write)
    run_chunks(run.id, EVERYWHERE, chunks, _write)
    found = get_run(run.id)
    assert (found.done, found.total, found.state) == (5, 5, RunState.DONE)
    with system_scope():
        assert StoredFile.objects.count() == 5


@pytest.mark.django_db
def test_a_run_that_fails_keeps_its_finished_chunks_and_goes_on_from_there() -> None:
    run = start_run("test.import", total=4, by=SYSTEM)

    def fails_at_three(rows: Sequence[int]) -> bytes:
        digest = _write(rows)
        if 3 in rows:
            raise ZeroDivisionError
        return digest

    with pytest.raises(ZeroDivisionError):
        run_chunks(run.id, EVERYWHERE, [[1, 2], [3, 4]], fails_at_three)
    failed = get_run(run.id)
    assert (failed.done, failed.state, failed.error_code) == (2, RunState.FAILED, "ZeroDivisionError")
    run_chunks(run.id, EVERYWHERE, [[1, 2], [3, 4]], _write)
    with system_scope():
        assert StoredFile.objects.count() == 4
    assert get_run(run.id).state == RunState.DONE


@pytest.mark.django_db
def test_a_run_that_two_attempts_write_at_once_is_written_once() -> None:
    run = start_run("test.import", total=4, by=SYSTEM)

    def overtaken() -> Iterator[list[int]]:
        run_chunks(run.id, EVERYWHERE, [[1, 2], [3, 4]], _write)
        yield from ([1, 2], [3, 4])

    run_chunks(run.id, EVERYWHERE, overtaken(), _write)
    found = get_run(run.id)
    assert (found.done, found.state) == (4, RunState.DONE)
    with system_scope():
        assert StoredFile.objects.count() == 4


@pytest.mark.django_db
def test_a_run_whose_command_is_interrupted_is_not_in_the_way_of_the_next() -> None:
    run = start_run("test.import", total=1, by=SYSTEM)

    def interrupted(_rows: Sequence[int]) -> bytes:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run_chunks(run.id, EVERYWHERE, [[1]], interrupted)
    assert get_run(run.id).state == RunState.FAILED


@pytest.mark.django_db
def test_a_run_of_which_nothing_is_heard_is_lost_and_whoever_takes_it_up_is_named() -> None:
    run = start_run("test.import", total=1, by=SYSTEM)
    assert not is_lost(run), "it waits for its turn"
    Run.objects.filter(id=run.id).update(started_at=timezone.now() - LOST_AFTER)
    assert is_lost(get_run(run.id))
    Run.objects.filter(id=run.id).update(beat_at=timezone.now())
    assert not is_lost(get_run(run.id)), "it went on just now"
    Run.objects.filter(id=run.id).update(beat_at=timezone.now() - LOST_AFTER)
    somebody = as_user(make_id())
    assert fail_lost(get_run(run.id)) and not fail_lost(get_run(run.id))
    take_up_again(run.id, by=somebody)
    taken = get_run(run.id)
    assert (taken.state, taken.user_id, is_lost(taken)) == (RunState.RUNNING, somebody.user_id, False)


@pytest.mark.django_db
def test_a_run_holds_no_personal_column() -> None:
    counts = {"id", "kind", "state", "total", "done", "error_code", "started_at", "finished_at", "chunks"}
    assert {field.name for field in Run._meta.get_fields()} == counts | {"user_id", "post_id", "beat_at"}


@pytest.mark.django_db
def test_the_application_role_may_use_the_queue_but_does_not_own_it() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tableowner = current_user FROM pg_tables WHERE tablename = 'procrastinate_jobs'"
        )
        assert cursor.fetchone() == (False,)


def test_what_the_law_ties_to_a_day_is_looked_at_every_hour() -> None:
    """The worker reads the clock in UTC and makes up for nothing it slept through."""
    clocks = {
        task.task.name: task.cron for task in procrastinate_app.periodic_registry.periodic_tasks.values()
    }
    assert set(clocks) >= {"cases.take_down_notices", "worklist.remind_and_escalate", "files.remove_orphans"}
    for name in ("cases.take_down_notices", "worklist.remind_and_escalate"):
        assert clocks[name].split()[1:] == ["*"] * 4, name
