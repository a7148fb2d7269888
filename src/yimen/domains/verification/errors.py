"""Refusals of the verification room."""

from yimen.kernel import YimenError


class AuthorisationMissing(YimenError):
    """Somebody did not authorise the query, or revoked it."""

    code = "authorisation_missing"


class AuthorisationInvalid(YimenError):
    """A signature without a picture, or by somebody who may not sign."""

    code = "authorisation_invalid"


class RequestNotFound(YimenError):
    """No such request in the reader's region."""

    code = "verification_not_found"


class RequestOpen(YimenError):
    """A request of the case is still unanswered."""

    code = "verification_open"


class WrongState(YimenError):
    """The request's state does not allow what was asked."""

    code = "verification_wrong_state"


class LineInvalid(YimenError):
    """A line of a result that cannot be read; names the row and the way out."""

    code = "verification_line_invalid"
