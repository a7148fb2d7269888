"""What the tests of verification begin with."""

import pytest
from tests.support.banks import MONDAY, Bank
from tests.support.process import on


@pytest.fixture
def bank(walk):
    with on(MONDAY):
        yield Bank(walk)
