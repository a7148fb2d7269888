"""Refusals of the allowances room."""

from yimen.kernel import YimenError


class AttestationNotFoundError(YimenError):
    """No such attestation in the reader's region."""

    code = "attestation_not_found"


class AttestationRecordedError(YimenError):
    """Somebody recorded it already, or it cannot be taken back any more."""

    code = "attestation_recorded"


class AttestationInvalidError(YimenError):
    """What is said of it does not fit, or something is lacking."""

    code = "attestation_invalid"


class MatterNotFoundError(YimenError):
    """No such civil matter in the reader's region."""

    code = "matter_not_found"


class MatterInvalidError(YimenError):
    """What is said of it does not fit, or something is lacking."""

    code = "matter_invalid"


class MatterStateError(YimenError):
    """Its state does not allow the step."""

    code = "matter_state"


class MatterHandledError(YimenError):
    """Whoever registered it does not decide it."""

    code = "matter_handled"
