"""A database made before the migrations were folded either counts as migrated or is told what to do."""

import pytest

from yimen.doors.cli.errors import CannotContinue
from yimen.doors.cli.history import LAST_BEFORE_THE_FOLD, refuse_half_history

PRESENT = {
    ("cases", "0001_initial"),
    ("library", "0001_items_of_the_libraries"),
    ("sessions", "0001_initial"),
}


@pytest.mark.parametrize(
    "applied",
    [
        pytest.param(set(), id="a database without tables"),
        pytest.param(PRESENT, id="made after the fold"),
        pytest.param(PRESENT | LAST_BEFORE_THE_FOLD | {("cases", "0002_relations")}, id="whole before it"),
        pytest.param({("sessions", "0000_of_another")}, id="not ours"),
    ],
)
def test_a_whole_history_goes_on(applied):
    refuse_half_history(applied, PRESENT)


def test_half_a_history_is_told_how_to_begin_anew():
    half = {("cases", "0001_initial"), ("cases", "0002_relations")}
    with pytest.raises(CannotContinue, match="make clean DATA=1"):
        refuse_half_history(half, PRESENT)
