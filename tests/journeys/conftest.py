"""A house, a browser and the company of clerks, once for each file of journeys."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from tests.support.browser import Judge, Looked, chromium
from tests.support.browser_album import Album
from tests.support.browser_house import House, open_house
from tests.support.journey import Company

HERE = Path(__file__).parent


def pytest_collection_modifyitems(items):
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.journey)
            item.add_marker(pytest.mark.timeout(400))


@pytest.fixture(scope="module")
def house(request, django_db_blocker) -> Iterator[House]:
    worker = getattr(request.config, "workerinput", {}).get("workerid", "main")
    with django_db_blocker.unblock(), open_house(worker) as opened:
        yield opened


@pytest.fixture(scope="module")
def browser(house):
    with chromium() as opened:
        yield opened


@pytest.fixture(scope="session")
def judge(request, tmp_path_factory) -> Judge:
    """Each kind of page is judged once in a run, by whichever worker comes first."""
    own = tmp_path_factory.getbasetemp()
    folder = (own.parent if hasattr(request.config, "workerinput") else own) / "judged"
    folder.mkdir(exist_ok=True)
    return Judge(Album.named(), Looked(folder))


@pytest.fixture
def company(house, browser, judge) -> Iterator[Company]:
    house.calendar.ahead = timedelta()
    company = Company(house, browser, judge)
    with company.closing:
        yield company
        for name, clerk in company.clerks.items():
            judge.album.keep(clerk.page, f"last {name}", (0, 0))
