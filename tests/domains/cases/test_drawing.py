"""The day on which a file is drawn for the county's check."""

from datetime import date

from yimen.domains.cases.rules.drawing import day_of_draw
from yimen.kernel import WorkCalendar


def test_a_file_is_drawn_on_the_first_working_day_after_it_was_sent() -> None:
    calendar = WorkCalendar({date(2026, 3, 14): True, date(2026, 3, 13): False}, {2026})
    assert day_of_draw(date(2026, 3, 11), calendar) == date(2026, 3, 12)
    assert day_of_draw(date(2026, 3, 12), calendar) == date(2026, 3, 14)  # a Saturday that is worked
    assert day_of_draw(date(2026, 3, 14), calendar) == date(2026, 3, 16)
