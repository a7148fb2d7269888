"""The calendar of the tests, a family ready to apply, and one whose award is in force."""

import pytest
from tests.support.process import Walk, family_of_three
from tests.support.reviewing import Review, granted

from yimen.foundation.calendar.actions import fill_official_calendar


@pytest.fixture
def walk(cast) -> Walk:
    fill_official_calendar()
    return family_of_three(cast)


@pytest.fixture
def review(walk: Walk) -> Review:
    return granted(walk)
