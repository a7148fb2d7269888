"""Refusals of sheets that were handed in."""

from yimen.kernel import YimenError


class SheetNotAcceptedError(YimenError):
    """Not a plain XLSX workbook or CSV text, or larger than a person would fill in."""

    code = "sheet_not_accepted"


class HeadingsNotFoundError(YimenError):
    """The sheet has no heading row we know, or it lacks or repeats one."""

    code = "spreadsheets.headings_not_found"
