"""Refusals of the worklist."""

from yimen.kernel import YimenError


class AlreadyOpenError(YimenError):
    code = "worklist.already_open"


class NotOpenError(YimenError):
    code = "worklist.not_open"


class AlreadyTakenError(YimenError):
    code = "worklist.already_taken"


class NotOwnerError(YimenError):
    code = "worklist.not_owner"


class NotForThisPostError(YimenError):
    code = "worklist.not_for_this_post"


class TitleHoldsIdentityError(YimenError):
    code = "worklist.title_holds_identity"


class DeskTouchedError(YimenError):
    code = "worklist.desk_touched"


class DeskNotFoundError(YimenError):
    code = "worklist.desk_not_found"


class ReasonMissingError(YimenError):
    code = "worklist.reason_missing"
