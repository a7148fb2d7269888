"""Refusals of transfers and of the codes that answer them."""

from yimen.kernel import YimenError


class TransferNotFoundError(YimenError):
    """No such transfer in the reader's region, and none shared with their department."""

    code = "transfer_not_found"


class TransferIncompleteError(YimenError):
    """A transfer without its need or receiver, an answer without its reason."""

    code = "transfer_incomplete"


class TransferReceiverError(YimenError):
    """No such department or organisation in the county."""

    code = "transfer_receiver"


class TransferPapersError(YimenError):
    """A paper that does not belong to the family or the case of the transfer."""

    code = "transfer_papers"


class TransferStateError(YimenError):
    """What is to happen does not fit the state the transfer is in."""

    code = "transfer_state"


class NotReceiverError(YimenError):
    """The transfer waits for somebody else's answer."""

    code = "transfer_not_receiver"


class CodeNotFoundError(YimenError):
    """No such code, or not any more: used, expired, replaced, or opened too often."""

    code = "transfer_code_not_found"
