"""Refusals about complaints, reports of change and remedies."""

from yimen.kernel import YimenError


class ComplaintNotFoundError(YimenError):
    """No such complaint for this reader: not in their county, or about them."""

    code = "complaint_not_found"


class ComplaintIncompleteError(YimenError):
    """What it is about, what is said, who says it, or what was found is missing."""

    code = "complaint_incomplete"


class ComplaintStateError(YimenError):
    """The step was done already, or comes later."""

    code = "complaint_state"


class NotApartError(YimenError):
    """Whoever it is about, or had a hand in the case, does not handle it."""

    code = "complaint_not_apart"


class NotHandlerError(YimenError):
    """Only whoever handles it may see who complained, and may go on with it."""

    code = "complaint_not_handler"


class ReportNotFoundError(YimenError):
    """No such report of a change in the reader's region."""

    code = "report_not_found"


class ReportIncompleteError(YimenError):
    """Who, what, or what came of it is missing."""

    code = "report_incomplete"


class ReportSettledError(YimenError):
    """Somebody has looked into it already."""

    code = "report_settled"


class RemedyNotFoundError(YimenError):
    """No such reconsideration or lawsuit in the reader's region."""

    code = "remedy_not_found"


class RemedyIncompleteError(YimenError):
    """Who decides it, why, or a day is missing or impossible."""

    code = "remedy_incomplete"


class RemedyStateError(YimenError):
    """The step was done already, or comes later, or the same decision is contested already."""

    code = "remedy_state"
