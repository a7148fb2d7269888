"""The cast, and a family that holds an award since March 2026."""

import pytest
from tests.support.cast import Cast, build_cast
from tests.support.process import family_of_three
from tests.support.reviewing import Review, granted

from yimen.foundation.calendar.actions import fill_official_calendar


@pytest.fixture
def cast(db: None) -> Cast:
    return build_cast()


@pytest.fixture
def review(cast: Cast) -> Review:
    fill_official_calendar()
    return granted(family_of_three(cast))
