"""Refusals of the calendar."""

from yimen.kernel import YimenError


class IncompleteYearError(YimenError):
    """The days given are not exactly the days of the year."""

    code = "calendar_incomplete_year"
