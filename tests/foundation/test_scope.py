"""Row-level security as the application role: what a scope shows, refuses, and leaves on a connection."""

from collections.abc import Callable, Iterator
from uuid import UUID

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, connections, transaction
from django.db.models.signals import pre_migrate

from yimen.foundation.audit import SYSTEM
from yimen.foundation.database.scope import EVERYWHERE, Scope, scoped, scoped_rows, system_scope
from yimen.foundation.files.models import StoredFile
from yimen.foundation.models import make_id

DAZHE = Scope("441426100000", "441426101000")
Seen = tuple[str, list[str]]
Pair = tuple[StoredFile, StoredFile]
RENJU = Scope("441426101000", "441426102000")


def _file(region: str, subject: UUID | None = None) -> StoredFile:
    return StoredFile.objects.create(
        kind="test",
        subject=subject or make_id(),
        region=region,
        content_type="application/pdf",
        size=1,
        digest=b"x",
    )


@pytest.fixture
def files(db: None) -> Pair:
    """One file of 大柘镇, one of another town."""
    with system_scope():
        return _file("441426100201"), _file("441426101201")


@pytest.mark.django_db
def test_the_application_is_neither_superuser_nor_owner_and_does_not_bypass() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user")
        assert cursor.fetchone() == (False, False)
        cursor.execute("SELECT count(*) FROM pg_tables WHERE tableowner = current_user")
        assert cursor.fetchone() == (0,)


def test_a_town_sees_its_own_rows_only(files: Pair) -> None:
    with scoped(DAZHE):
        assert list(StoredFile.objects.all()) == [files[0]]
        assert StoredFile.objects.count() == 1
        assert not StoredFile.objects.filter(id=files[1].id).exists()


def test_a_shared_subject_is_seen_beside_the_region(files: Pair) -> None:
    with scoped(Scope(DAZHE.lo, DAZHE.hi, (files[1].subject,))):
        assert set(StoredFile.objects.all()) == set(files)


def test_without_a_scope_reading_and_writing_are_refused(files: Pair) -> None:
    for refused in (lambda: list(StoredFile.objects.all()), lambda: _file("441426100201")):
        with pytest.raises(DatabaseError, match="scope of this transaction is not set"), transaction.atomic():
            refused()


def test_a_row_is_neither_written_outside_the_scope_nor_moved_there(files: Pair) -> None:
    with scoped(DAZHE):
        with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
            _file("441426101201")
        with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
            StoredFile.objects.update(region="441426101201")
        assert StoredFile.objects.filter(id=files[1].id).update(kind="mine") == 0
        assert StoredFile.objects.filter(id=files[1].id).delete()[0] == 0


def test_an_inner_scope_ends_with_its_block(files: Pair) -> None:
    with scoped(DAZHE):
        with system_scope():
            assert StoredFile.objects.count() == 2
        assert list(StoredFile.objects.all()) == [files[0]]
        with pytest.raises(ZeroDivisionError), scoped(RENJU):
            raise ZeroDivisionError
        assert list(StoredFile.objects.all()) == [files[0]]


@pytest.mark.django_db(transaction=True)
def test_a_reused_connection_carries_no_scope() -> None:
    with scoped(EVERYWHERE):
        _file("441426100201")
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('yimen.region_lo', true)")
        assert cursor.fetchone() == ("",)
    with pytest.raises(DatabaseError, match="not set"):
        StoredFile.objects.count()


@pytest.mark.django_db(transaction=True)
def test_pooled_connections_keep_thirty_requests_apart() -> None:
    """Thirty requests of two towns over a pool of two connections: none sees the other town's row."""
    from concurrent.futures import ThreadPoolExecutor

    with system_scope():
        _file("441426100201"), _file("441426101201")
    settings = connections["default"].settings_dict
    pool = {"min_size": 1, "max_size": 2, "timeout": 20}
    pooled = {**settings, "OPTIONS": {**settings["OPTIONS"], "pool": pool}}

    def request(number: int) -> Seen:
        scope = (DAZHE, RENJU)[number % 2]
        connections["default"].close()
        with scoped(scope):
            return scope.lo, list(StoredFile.objects.values_list("region", flat=True))

    from django.db.backends.postgresql.base import DatabaseWrapper

    wrapper = DatabaseWrapper(pooled, "default")
    assert wrapper.pool is not None
    try:
        with ThreadPoolExecutor(4) as threads:
            seen = list(threads.map(lambda n: _over(pooled, request, n), range(30)))
    finally:
        wrapper.close_pool()
    assert all(len(regions) == 1 and regions[0][:9] == lo[:9] for lo, regions in seen)


def _over(settings: dict[str, object], request: Callable[[int], Seen], number: int) -> Seen:
    """Run a request in this thread on a connection of the shared pool."""
    from django.db.backends.postgresql.base import DatabaseWrapper

    connections["default"] = DatabaseWrapper(settings, "default")
    try:
        return request(number)
    finally:
        connections["default"].close()


@pytest.mark.django_db(transaction=True)
def test_a_streamed_export_outlives_its_request_within_its_scope() -> None:
    with system_scope():
        _file("441426100201"), _file("441426101201")

    def rows() -> Iterator[StoredFile]:
        return StoredFile.objects.order_by("id").iterator(chunk_size=1)

    with scoped(DAZHE):
        stream = scoped_rows(DAZHE, rows)
    assert [file.region for file in stream] == ["441426100201"]
    with pytest.raises(DatabaseError, match="not set"):
        list(rows())


def test_the_policy_is_served_by_indexes(files: Pair) -> None:
    with scoped(DAZHE), connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("EXPLAIN SELECT * FROM files_storedfile")
        plan = "\n".join(row[0] for row in cursor.fetchall())
    assert "BitmapOr" in plan
    assert "region >= (InitPlan" in plan and "subject = ANY" in plan


def test_the_system_is_the_doer_of_set_up() -> None:
    assert (SYSTEM.user_id, SYSTEM.post_id) == (None, None)


@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
def test_a_constraint_made_anew_reads_its_table_while_migrating() -> None:
    """As a migration does that alters a column which refers to another table."""
    told: list[str] = []

    def ask(using: str, **_named: object) -> None:
        with connections[using].cursor() as cursor:
            cursor.execute("SELECT current_setting('yimen.region_lo'), count(*) FROM people_household")
            told.append(cursor.fetchone()[0])

    pre_migrate.connect(ask)
    try:
        call_command("migrate", database="owner", verbosity=0)
    finally:
        pre_migrate.disconnect(ask)
    assert set(told) == {"0"}
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT coalesce(current_setting('yimen.region_lo', true), '')")
        assert cursor.fetchone()[0] == "", "the next session has none"
