"""Refusals of the library."""

from yimen.kernel import YimenError
from yimen.rulebook.household_file import HouseholdFileError as HouseholdFileError


class TimeLimitNotFoundError(YimenError):
    """No such clock in the place on that day, or one that is not counted in days."""

    code = "library.time_limit_not_found"


class ItemNotFoundError(YimenError):
    """No such item at the place on that day."""

    code = "library.item_not_found"


class ItemIncompleteError(YimenError):
    """An item without what every reader looks for first, or one that says what rules already say."""

    code = "library.item_incomplete"


class NothingChangedError(YimenError):
    """A version that would say what is said already."""

    code = "library.nothing_changed"
