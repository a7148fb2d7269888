"""What the tests of monitoring begin with."""

import pytest
from tests.support.comparing import County
from tests.support.process import on
from tests.support.reviewing import LATER


@pytest.fixture
def county(review, settings, tmp_path):
    """A family that holds dibao, some months later; files of departments lie in a folder of the test."""
    settings.YIMEN_FILES = tmp_path / "files"
    with on(LATER):
        yield County(review)
