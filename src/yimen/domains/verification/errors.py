"""Refusals of the verification room."""

from yimen.kernel import YimenError


class AuthorisationMissingError(YimenError):
    """Somebody did not authorise the query, or revoked it."""

    code = "authorisation_missing"


class AuthorisationInvalidError(YimenError):
    """A signature without a picture, or by somebody who may not sign."""

    code = "authorisation_invalid"


class RequestNotFoundError(YimenError):
    """No such request in the reader's region."""

    code = "verification_not_found"


class RequestOpenError(YimenError):
    """A request of the case is still unanswered."""

    code = "verification_open"


class WrongStateError(YimenError):
    """The request's state does not allow what was asked."""

    code = "verification_wrong_state"


class LineInvalidError(YimenError):
    """A line of a result that cannot be read; names the row and the way out."""

    code = "verification_line_invalid"


class SetUnknownError(YimenError):
    """The catalogue has no such set, or a file of it is wrong."""

    code = "set_unknown"


class SetRefusedError(YimenError):
    """A file that cannot be taken in, or a load whose state does not allow what was asked."""

    code = "set_refused"


class SetLoadNotFoundError(YimenError):
    """No such load in the reader's county."""

    code = "set_load_not_found"
