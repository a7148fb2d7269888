"""Refusals of tables that come in and go out."""

from yimen.kernel import YimenError


class ProfileRefusedError(YimenError):
    """The description of a file's layout is wrong; the message says where."""

    code = "exchange.profile_refused"


class ProfileNotFoundError(YimenError):
    """No such layout for this county, or not for this purpose."""

    code = "exchange.profile_not_found"


class ReconciliationNotFoundError(YimenError):
    """No such comparison in the reader's region."""

    code = "exchange.reconciliation_not_found"


class ReconciliationRefusedError(YimenError):
    """Another file of the same list is being compared, or the file says nothing."""

    code = "exchange.reconciliation_refused"


class DifferenceNotFoundError(YimenError):
    """No such difference in the reader's region."""

    code = "exchange.difference_not_found"


class DifferenceRefusedError(YimenError):
    """Settled already, gone by itself, or without a reason."""

    code = "exchange.difference_refused"


class IncomingRefusedError(YimenError):
    """A file that has faults, says nothing, is too long, or was taken in already."""

    code = "exchange.incoming_refused"


class IncomingNotFoundError(YimenError):
    """No such file of this post, or its time is over."""

    code = "exchange.incoming_not_found"


class RollNotFoundError(YimenError):
    """No such opening roll in the reader's county."""

    code = "exchange.roll_not_found"


class RollRefusedError(YimenError):
    """What a roll does not allow where it stands, or not to this person."""

    code = "exchange.roll_refused"
