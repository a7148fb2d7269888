"""Refusals of tables that come in and go out."""

from yimen.kernel import YimenError


class HeadingsNotFoundError(YimenError):
    """The sheet has no heading row we know, or it lacks or repeats one."""

    code = "exchange.headings_not_found"
