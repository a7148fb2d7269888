"""Refusals of exported lists."""

from yimen.kernel import YimenError


class ExportNotFoundError(YimenError):
    """Not there, over its time, or somebody else's."""

    code = "exports.not_found"


class ExportRefusedError(YimenError):
    """Too long for one file, or not finished yet."""

    code = "exports.refused"
