"""Refusals of the awards room."""

from yimen.kernel import YimenError


class AwardNotFoundError(YimenError):
    """No such award in the reader's region."""

    code = "award_not_found"


class AlreadyGrantedError(YimenError):
    """The confirmation already has its award."""

    code = "already_granted"


class GivenBackTooLateError(YimenError):
    """An award of the opening roll that something was built upon."""

    code = "given_back_too_late"


class RevisionInvalidError(YimenError):
    """A change of an award that would rewrite what was already paid, or of one that has ended."""

    code = "revision_invalid"


class HoldInvalidError(YimenError):
    """A release without a reason, or of what nobody has looked into."""

    code = "hold_invalid"


class SecondPersonError(YimenError):
    """Whoever settled what a payment waits for wants to release it as well."""

    code = "second_person"


class AccountInvalidError(YimenError):
    """An account that nobody is paid to, or a number that is none."""

    code = "account_invalid"


class AccountListNotFoundError(YimenError):
    """No such list of refused accounts in the reader's region."""

    code = "account_list_not_found"


class AccountListInvalidError(YimenError):
    """A list of refused accounts that was handed in before, or taken over or thrown away."""

    code = "account_list_invalid"
