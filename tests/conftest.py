"""Fixtures of every test. Only tests that ask for the database start it; pure ones never do."""

from collections.abc import Iterator
from typing import Any

import pytest


@pytest.fixture(scope="session")
def django_db_setup(request: pytest.FixtureRequest, django_db_blocker: Any) -> Iterator[None]:
    """Migrated as the owner, used as the application role, in a database of this process only."""
    from django.conf import settings

    from tests.support.database import fresh_database, make_keys, pointed_at, test_server
    from yimen.domains.network.queries import regions
    from yimen.foundation.postgres.roles import drop_database

    assert settings.YIMEN_PLACE is not None
    make_keys()
    regions.NAMES_KEPT_FOR = -1.0  # tests roll back what they wrote: no name that was read is kept
    worker = getattr(request.config, "workerinput", {}).get("workerid", "main")
    with test_server(settings.YIMEN_PLACE) as server, django_db_blocker.unblock():
        name = fresh_database(server, worker)
        with pointed_at(name):
            _restore_instead_of_flush(server, worker)
            yield
        drop_database(server, name)


def _restore_instead_of_flush(server: Any, worker: str) -> None:
    """After a test that really commits, a new copy: the application may not TRUNCATE, migrated rows stay."""
    from django.db import connections
    from django.test import TransactionTestCase

    from tests.support.database import fresh_database

    def restore(case: TransactionTestCase) -> None:
        for alias in connections:
            connections[alias].close()
        fresh_database(server, worker)

    TransactionTestCase._fixture_teardown = restore  # type: ignore[attr-defined]


@pytest.fixture(scope="module")
def stage(django_db_setup: None, django_db_blocker: Any) -> Iterator[Any]:
    """Families and staff for the tests of trust, made once for a module in a transaction that is rolled back.

    Use it with the `django_db` mark: each test runs in a savepoint of the stage's transaction.
    """
    from django.db import transaction

    from tests.support.stage import build_stage

    with django_db_blocker.unblock(), transaction.atomic():
        yield build_stage()
        transaction.set_rollback(True)


@pytest.fixture
def today() -> Iterator[None]:
    """The day on which the stage stands."""
    from tests.support.process import on
    from tests.support.stage import TODAY

    with on(TODAY):
        yield


@pytest.fixture
def cast(db: Any) -> Any:
    """Staff of 平远县 in every role, a stranger from another town and an outsider from another county."""
    from tests.support.cast import build_cast

    return build_cast()
