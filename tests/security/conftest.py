"""What the tests of trust share: one reading of every page, for all that judge pages."""

from typing import Any

import pytest


@pytest.fixture(scope="session")
def read_so_far() -> dict[str, Any]:
    return {}


@pytest.fixture
def reading(stage: Any, read_so_far: dict[str, Any]) -> Any:
    """Every page, read once by each visitor of this worker's stage."""
    from tests.security.reading import Reading

    return Reading(stage, read_so_far)
