"""Refusals of the awards room."""

from yimen.kernel import YimenError


class AwardNotFound(YimenError):
    """No such award in the reader's region."""

    code = "award_not_found"


class DeterminationNotFound(YimenError):
    """No such determination in the reader's region."""

    code = "determination_not_found"


class AlreadyGranted(YimenError):
    """The confirmation already has its award."""

    code = "already_granted"


class ChangeInvalid(YimenError):
    """A change that contradicts what is in force."""

    code = "award_change_invalid"
