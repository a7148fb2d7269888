"""Refusals of tables that come in and go out."""

from yimen.kernel import YimenError


class HeadingsNotFoundError(YimenError):
    """The sheet has no heading row we know, or it lacks or repeats one."""

    code = "exchange.headings_not_found"


class ProfileRefusedError(YimenError):
    """The description of a file's layout is wrong; the message says where."""

    code = "exchange.profile_refused"


class ProfileNotFoundError(YimenError):
    """No such layout for this county, or not for this purpose."""

    code = "exchange.profile_not_found"
