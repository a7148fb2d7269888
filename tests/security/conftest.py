"""The stage of a module: made once, in a transaction that is rolled back when the module is done."""

from collections.abc import Iterator
from typing import Any

import pytest
from tests.support.process import on
from tests.support.stage import TODAY, Stage, build_stage


@pytest.fixture(scope="module")
def stage(django_db_setup: None, django_db_blocker: Any) -> Iterator[Stage]:
    """Use it with the `db` mark: each test runs in a savepoint of the stage's transaction."""
    from django.db import transaction

    with django_db_blocker.unblock(), transaction.atomic():
        yield build_stage()
        transaction.set_rollback(True)


@pytest.fixture
def today() -> Iterator[None]:
    """The day on which the stage stands."""
    with on(TODAY):
        yield
