"""The calendar of the tests and a family ready to apply."""

import pytest
from tests.support.process import Walk, family_of_three

from yimen.foundation.calendar.actions import fill_official_calendar


@pytest.fixture
def walk(cast) -> Walk:
    fill_official_calendar()
    return family_of_three(cast)
