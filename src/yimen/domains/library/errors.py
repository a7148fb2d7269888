"""Refusals of the library."""

from yimen.kernel import YimenError


class TimeLimitNotFoundError(YimenError):
    """No such clock in the place on that day, or one that is not counted in days."""

    code = "library.time_limit_not_found"
