"""Fixtures of every test. Only tests that ask for the database start it; pure ones never do."""

import gc
from collections.abc import Generator, Iterator
from contextlib import ExitStack
from dataclasses import replace
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

    TransactionTestCase._fixture_teardown = restore  # type: ignore[attr-defined]  # private to Django


@pytest.fixture(scope="session")
def stage_house(
    request: pytest.FixtureRequest,
    django_db_setup: None,
    django_db_blocker: Any,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Any]:
    """A database of its own where the stage stands, and the stage; made when the first module asks for it."""
    from django.conf import settings

    from tests.support.database import test_server
    from tests.support.staging import stage_house

    worker = getattr(request.config, "workerinput", {}).get("workerid", "main")
    files = tmp_path_factory.mktemp("stage")
    with test_server(settings.YIMEN_PLACE) as server, ExitStack() as standing:
        with django_db_blocker.unblock():
            house = standing.enter_context(stage_house(server, worker, files))
        yield house


@pytest.fixture(scope="module")
def stage(stage_house: Any, django_db_blocker: Any) -> Iterator[Any]:
    """Families and staff for the tests of trust: for this module the connections lead to where they are.

    Use it with the `django_db` mark: what a test does is rolled back, the stage stays.
    """
    with django_db_blocker.unblock(), stage_house.opened() as stage:
        yield stage


@pytest.fixture
def committed(stage_house: Any, django_db_blocker: Any, tmp_path: Any) -> Iterator[Any]:
    """A copy of the stage for a test that really commits; such a test needs no mark."""
    from tests.support.process import on
    from tests.support.stage import TODAY

    with django_db_blocker.unblock(), stage_house.copied(tmp_path / "files") as stage, on(TODAY):
        yield stage


@pytest.fixture
def today() -> Iterator[None]:
    """The day on which the stage stands."""
    from tests.support.process import on
    from tests.support.stage import TODAY

    with on(TODAY):
        yield


@pytest.fixture(scope="module")
def appointed(request: pytest.FixtureRequest, django_db_setup: None, django_db_blocker: Any) -> Iterator[Any]:
    """The cast, appointed once for a module in a transaction that is rolled back, as `stage` is.

    None where a test of the module commits: there everybody is appointed anew in each test.
    """
    from django.db import connection, transaction

    from tests.support.cast import build_cast
    from tests.support.modules import commits

    if commits(request.node):
        yield None
        return
    with django_db_blocker.unblock(), transaction.atomic():
        made = build_cast()
        connection.check_constraints()
        yield made
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def settled(appointed: Any) -> Any:
    """A family ready to apply, on top of the cast; the tests that begin with less come before."""
    return appointed and _settle(appointed)


@pytest.fixture(scope="module")
def supported(settled: Any) -> Any:
    """That family with its award in force since March 2026."""
    from tests.support.reviewing import granted

    return settled and granted(replace(settled))


@pytest.fixture
def scanned(cast: Any, supported: Any, settings: Any, tmp_path: Any) -> Any:
    """That family in a county whose departments push and that scans; files lie in a folder of the test."""
    from tests.support.process import on
    from tests.support.scanning import DAY, County

    settings.YIMEN_FILES = tmp_path / "files"
    with on(DAY):
        yield County(cast, supported.walk)


@pytest.fixture
def cast(appointed: Any, db: Any) -> Any:
    """Staff of 平远县 in every role, a stranger from another town and an outsider from another county."""
    from tests.support.cast import build_cast

    return appointed or build_cast()


@pytest.fixture
def walk(settled: Any, cast: Any) -> Any:
    """The calendar of the tests, and a family ready to apply."""
    return replace(settled) if settled else _settle(cast)


@pytest.fixture
def review(supported: Any, cast: Any) -> Any:
    """The calendar of the tests, and a family whose award is in force."""
    from tests.support.reviewing import granted

    return replace(supported, walk=replace(supported.walk)) if supported else granted(_settle(cast))


def _settle(cast: Any) -> Any:
    from tests.support.process import family_of_three
    from yimen.foundation.calendar.actions import fill_official_calendar

    fill_official_calendar()
    return family_of_three(cast)


@pytest.hookimpl(wrapper=True)
def pytest_collection(session: pytest.Session) -> Generator[None, Any, Any]:
    """A million things are kept from here to the end: the search for garbage need not look at them again."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.freeze()
        gc.enable()


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Within its module, a test that begins with less comes before those that begin with more."""
    from tests.support.modules import in_layers
    from tests.support.scheduling import rank

    items[:] = in_layers(items, ("appointed", "settled", "supported", "standing_county"))
    if hasattr(config, "workerinput"):
        items.sort(key=lambda item: rank(item.nodeid))


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Whatever `--dist` says: modules are not torn."""
    from tests.support.scheduling import ByModule

    config.option.loadscopereorder = False
    return ByModule(config, log)
