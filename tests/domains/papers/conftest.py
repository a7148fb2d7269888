"""The people who issue papers."""

import pytest
from tests.domains.papers.offices import found_offices


@pytest.fixture
def offices(db):
    return found_offices()


@pytest.fixture
def handler(offices):
    return offices["handler"]


@pytest.fixture
def confirmer(offices):
    return offices["confirmer"]


@pytest.fixture
def stranger(offices):
    return offices["stranger"]
