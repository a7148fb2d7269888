"""Refusals of signing in. None says whether a user name exists."""

from yimen.kernel import YimenError


class WrongCredentialsError(YimenError):
    """User name and password do not match, or the user is inactive."""

    code = "account_wrong_credentials"


class LockedOutError(YimenError):
    """Too many failures: this account waits."""

    code = "account_locked_out"


class WrongCodeError(YimenError):
    """The code of the authenticator app, or the recovery code, is wrong or used."""

    code = "account_wrong_code"


class SignInExpiredError(YimenError):
    """The password step is too long ago, or never happened."""

    code = "account_sign_in_expired"


class PasswordRefusedError(YimenError):
    """The present password is wrong, or the wanted one breaks the rules."""

    code = "account_password_refused"


class AccountRefusedError(YimenError):
    """The account asked for cannot be opened."""

    code = "account_refused"


class FilterRefusedError(YimenError):
    """A filter without content or name, or too many of them."""

    code = "accounts.filter_refused"


class FilterNotFoundError(YimenError):
    """Deleted meanwhile, or not one's own."""

    code = "accounts.filter_not_found"
